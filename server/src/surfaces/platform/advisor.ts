import * as advisor from '../../features/advisor/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

export const advisorRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/advisor',
    name: 'advisor.get',
    access: 'instance_admin',
    summary: 'What is open, loose, slow or double in your tables, and the SQL that mends it',
    query: object({
      schema: Type.Optional(Type.String({ description: 'Names with commas between them' })),
      level: Type.Optional(advisor.Level),
    }),
    returns: object({ findings: Type.Array(advisor.Finding) }),
    errors: [400, 401, 403],
    handle: async (ctx, { query: { schema, level } }) => ({
      findings: await advisor.advise(ctx, { schemas: schema?.split(','), level }),
    }),
  }),
]
