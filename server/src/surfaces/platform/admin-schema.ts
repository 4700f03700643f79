import * as structure from '../../features/structure/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

export const adminSchemaRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/schema',
    name: 'schema.get',
    access: 'instance_admin',
    summary: 'Tables with columns, keys, indexes, policies, grants and triggers',
    description: "Everything but the server's own schemas. Sizes and estimates are statistics.",
    query: object({ schema: Type.Optional(Type.String({ minLength: 1, maxLength: 63 })) }),
    returns: structure.Structure,
    etag: true,
    errors: [400, 401, 403],
    handle: (ctx, { query }) => structure.read(ctx, query.schema),
  }),
]
