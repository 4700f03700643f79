import * as access from '../../features/access/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { route } from './route.ts'

export const makeExplainRoutes = ({ tenants }: { tenants: TenantCache }) => [
  route({
    method: 'POST',
    path: '/api/v1/admin/explain-access',
    name: 'access.explain',
    access: 'instance_admin',
    summary: 'What a request of somebody else would see, which policy decides, and by which plan',
    description: 'Nothing is changed: a change is planned, in a transaction that is rolled back.',
    body: access.Question,
    returns: access.Explanation,
    errors: [400, 401, 403, 404, 503],
    handle: (ctx, { body }) => access.explain(ctx, tenants, body),
  }),
]
