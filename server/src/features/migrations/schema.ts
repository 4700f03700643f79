import { nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'

export const Status = oneOf(['pending', 'applied', 'failed', 'rolled_back'])

/** A step of the user's own schema. */
export const Migration = object({
  id: Uuid,
  namespace: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  up_sql: Type.String(),
  down_sql: nullable(Type.String()),
  version: Type.Integer(),
  status: Status,
  created_by: nullable(Uuid),
  applied_by: nullable(Uuid),
  created_at: Time,
  updated_at: Time,
  applied_at: nullable(Time),
  rolled_back_at: nullable(Time),
})

export interface Migration {
  id: string
  namespace: string
  name: string
  description: string | null
  up_sql: string
  down_sql: string | null
  version: number
  status: 'pending' | 'applied' | 'failed' | 'rolled_back'
  created_by: string | null
  applied_by: string | null
  created_at: Date
  updated_at: Date
  applied_at: Date | null
  rolled_back_at: Date | null
}

const Script = Type.String({ minLength: 1, maxLength: 4 * 1024 * 1024 })

export const Namespace = Type.String({ pattern: '^[\\w.-]{1,100}$' })
export const Name = Type.String({
  pattern: '^[\\w.-]{1,200}$',
  description: 'Migrations are applied in the order of their names',
})

export const NewMigration = object({
  namespace: Type.Optional(Namespace),
  name: Name,
  description: Type.Optional(nullable(Type.String({ maxLength: 2_000 }))),
  up_sql: Script,
  down_sql: Type.Optional(nullable(Script)),
})

export interface NewMigration {
  namespace?: string
  name: string
  description?: string | null
  up_sql: string
  down_sql?: string | null
}

export const MigrationChanges = object({
  description: Type.Optional(nullable(Type.String({ maxLength: 2_000 }))),
  up_sql: Type.Optional(Script),
  down_sql: Type.Optional(nullable(Script)),
  status: Type.Optional(oneOf(['pending'])),
})

export interface MigrationChanges {
  description?: string | null
  up_sql?: string
  down_sql?: string | null
  status?: 'pending'
}

export const Run = object({
  id: Uuid,
  migration_id: Uuid,
  action: oneOf(['apply', 'rollback']),
  status: oneOf(['success', 'failed']),
  duration_ms: Type.Integer(),
  error_message: nullable(Type.String()),
  logs: nullable(Type.String()),
  executed_at: Time,
  executed_by: nullable(Uuid),
})

export interface Run {
  id: string
  migration_id: string
  action: 'apply' | 'rollback'
  status: 'success' | 'failed'
  duration_ms: number
  error_message: string | null
  logs: string | null
  executed_at: Date
  executed_by: string | null
}

export const SyncRequest = object({
  namespace: Type.Optional(Namespace),
  migrations: Type.Array(
    object({
      name: Name,
      description: Type.Optional(nullable(Type.String({ maxLength: 2_000 }))),
      up_sql: Script,
      down_sql: Type.Optional(nullable(Script)),
    }),
    { maxItems: 1_000 },
  ),
  options: Type.Optional(
    object({
      update_if_changed: Type.Optional(Type.Boolean()),
      auto_apply: Type.Optional(Type.Boolean()),
      dry_run: Type.Optional(Type.Boolean()),
    }),
  ),
})

const names = ['created', 'updated', 'unchanged', 'skipped', 'applied', 'errors'] as const

export type Outcome = (typeof names)[number]

const each = <T>(make: () => T) =>
  Object.fromEntries(names.map((name) => [name, make()])) as Record<Outcome, T>

export const SyncResult = object({
  message: Type.String(),
  namespace: Type.String(),
  summary: object(each(() => Type.Integer())),
  details: object(each(() => Type.Array(Type.String()))),
  dry_run: Type.Boolean(),
  warnings: Type.Optional(Type.Array(Type.String())),
  error: Type.Optional(Type.String()),
})

export interface SyncResult {
  message: string
  namespace: string
  summary: Record<Outcome, number>
  details: Record<Outcome, string[]>
  dry_run: boolean
  warnings?: string[]
  error?: string
}

export const emptyDetails = (): Record<Outcome, string[]> => each(() => [])
