import * as audit from '../../features/audit/index.ts'
import { nullable, object, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { pageOf, paging } from './admin-lists.ts'
import { route } from './route.ts'

const Text = nullable(Type.String())
const Id = nullable(Uuid)

const AuditRecord = object({
  id: Type.String(),
  at: Time,
  event: Type.String(),
  user_id: Id,
  user_email: Text,
  tenant_id: Id,
  app_id: Text,
  actor: object({ kind: Type.String(), id: Id, user_id: Id, email: Text }),
  impersonator: Id,
  surface: Text,
  address: Text,
  device: Text,
  request_id: Text,
  details: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
})

const csv = 'text/csv; charset=utf-8'

export const adminAuditRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/audit',
    name: 'audit.list',
    access: 'instance_admin',
    summary: 'What happened, newest first; with `Accept: text/csv` all of it as CSV',
    description: 'Kept for ninety days. `event` may end in a dot: `account.` means all of a kind.',
    headers: object({ accept: Type.Optional(Type.String()) }),
    query: object({
      event: Type.Optional(Type.String({ pattern: '^[a-z_]+\\.[a-z_]*$', maxLength: 60 })),
      actor: Type.Optional(Uuid),
      user_id: Type.Optional(Uuid),
      tenant_id: Type.Optional(Uuid),
      app_id: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
      from: Type.Optional(TimeInput),
      to: Type.Optional(TimeInput),
      q: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      ...paging(1000),
    }),
    returns: object(pageOf('records', AuditRecord)),
    errors: [400, 401, 403],
    handle: async (ctx, { query, headers }) => {
      const { limit = 50, cursor, from, to, ...filters } = query
      const wanted = { ...filters, from: from && new Date(from), to: to && new Date(to) }
      if (/\btext\/csv\b/.test(headers.accept ?? '')) {
        return new Passed(audit.asCsv(ctx, wanted as audit.AuditFilters), csv)
      }
      return audit.list(ctx, wanted as audit.AuditFilters, { limit, cursor })
    },
  }),
]
