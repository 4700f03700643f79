import { requestRoles } from '../../engines/db/index.ts'
import { nullable, object, oneOf, type Static, Type, Uuid } from '../../kernel/schema.ts'

const anyObject = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

const operations = ['select', 'insert', 'update', 'delete'] as const
const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'] as const

/** A request, as it would be sent or by its parts. */
export const Question = object({
  as: object({
    user_id: Type.Optional(Uuid),
    role: Type.Optional(oneOf(requestRoles)),
    tenant: Type.Optional(
      Type.String({ description: 'Id or name, as in X-FB-Tenant; else that of the asker' }),
    ),
  }),
  method: Type.Optional(oneOf(methods)),
  path: Type.Optional(
    Type.String({ maxLength: 16_000, description: '`/api/v1/tables/posts?title=eq.x`' }),
  ),
  table: Type.Optional(
    Type.String({ minLength: 1, maxLength: 500, description: '`posts`, `shop/items`' }),
  ),
  op: Type.Optional(oneOf(operations)),
  filter: Type.Optional(Type.String({ maxLength: 16_000, description: '`title=eq.x&id=gt.5`' })),
  select: Type.Optional(Type.String({ maxLength: 16_000 })),
  values: Type.Optional(
    Type.Union([anyObject, Type.Array(anyObject, { minItems: 1, maxItems: 100 })], {
      description: 'What would be written',
    }),
  ),
  sample: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: 'Rows; 10' })),
})
export type Question = Static<typeof Question>

const Refusal = object({
  status: Type.Integer(),
  code: Type.String(),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
})
export type Refusal = Static<typeof Refusal>

const Policy = object({
  name: Type.String(),
  command: Type.String(),
  permissive: Type.Boolean(),
  roles: Type.Array(Type.String()),
  using: nullable(Type.String()),
  check: nullable(Type.String()),
  applies: Type.Boolean({ description: 'To this role and operation' }),
})

const Names = Type.Array(Type.String())

export const Explanation = object({
  caller: object({
    role: oneOf(requestRoles, 'As whom the database sees the caller'),
    claims: anyObject,
    tenant_id: nullable(Type.String()),
  }),
  op: oneOf(operations),
  table: object({
    schema: Type.String(),
    name: Type.String(),
    type: Type.String(),
    rls_enabled: Type.Boolean(),
    rls_forced: Type.Boolean(),
  }),
  served: Type.Boolean(),
  refusal: nullable(Refusal),
  grants: object({
    schema: Type.Boolean(),
    select: Names,
    insert: Names,
    update: Names,
    delete: Type.Boolean(),
  }),
  policies_hold: Type.Boolean({ description: 'Whether row-level security counts for this role' }),
  exempt: nullable(oneOf(['off', 'bypass', 'owner'], 'Why it does not')),
  policies: Type.Array(Policy),
  rows: nullable(
    object({
      existing: Type.Integer({ description: 'That the filters find, for whoever sees everything' }),
      visible: nullable(Type.Integer()),
    }),
  ),
  sample: Type.Array(
    object({
      key: nullable(anyObject),
      allowed: Type.Boolean(),
      decided_by: Names,
      verdicts: Type.Array(
        object({
          policy: Type.String(),
          command: Type.String(),
          part: oneOf(['using', 'check']),
          on: oneOf(['row', 'new_row']),
          result: nullable(Type.Boolean()),
        }),
      ),
    }),
  ),
  statement: nullable(Type.String()),
  plan: nullable(Type.Array(Type.Unknown())),
  errors: Type.Array(
    object({
      in: oneOf(['rows', 'sample', 'plan']),
      ...Refusal.properties,
    }),
  ),
})
export type Explanation = Static<typeof Explanation>
