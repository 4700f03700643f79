import * as sqlConsole from '../../features/sql/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { route } from './route.ts'

export const makeSqlRoutes = ({ tenants }: { tenants: TenantCache }) => [
  route({
    method: 'POST',
    path: '/api/v1/admin/sql',
    name: 'sql.execute',
    access: 'instance_admin',
    summary: 'Run SQL on the main database',
    description:
      'As the owner of the tables, or as somebody else under row-level security. One statement ' +
      'stands alone; several are one transaction. `explain: analyze` runs it and undoes it. Every ' +
      'call is in the audit log with its text.',
    body: sqlConsole.Script,
    returns: sqlConsole.Answer,
    errors: [400, 401, 403, 404, 422, 503, 504],
    handle: (ctx, { body }) => sqlConsole.execute(ctx, tenants, body),
  }),
]
