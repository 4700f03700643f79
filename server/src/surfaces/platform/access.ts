/**
 * Who may call what: the role matrix of the contract as data. A
 * route names a row; `authenticate.ts` is the only reader; a test walks the whole table.
 */

/** What a caller may be on the platform. */
export type Role =
  | 'anon'
  | 'authenticated'
  | 'admin'
  | 'dashboard_user'
  | 'tenant_admin'
  | 'instance_admin'
  | 'tenant_service'
  | 'service_role'

export interface Rule {
  /** Signed-in people with one of these roles; absent: nobody by session. `*`: whoever is signed in. */
  sessions?: readonly (Role | '*')[]
  /** Keys with one of these roles. */
  keys?: readonly Role[]
  /** The scope a key must hold, or `*`. */
  scope?: string
  /** Credentials are read when they are there; without any the caller is nobody. */
  optional?: boolean
  /** The credential, and the tenant, may stand in the query: for doors that browsers open without headers. */
  inQuery?: boolean
  /** Rights over the instance or a tenant: impersonated callers are not let in. */
  sensitive?: boolean
  /** A token of ours counts until it expires, also when its session is over. */
  ended?: boolean
}

const admins = ['admin', 'instance_admin', 'tenant_admin'] as const
const services = ['service_role', 'tenant_service'] as const

export const rules = {
  /** Nothing is read: a stale token in a client's header must not stop a sign-in. */
  public: {},
  /** Better with a credential, possible without. */
  optional: { optional: true, sessions: ['*'], keys: ['anon', 'authenticated', ...services] },
  user: { sessions: ['*'] },
  /** Ending what has ended is no failure: clients repeat it. */
  sign_out: { sessions: ['*'], ended: true },
  /** Changes of one's own credentials. */
  own_credentials: { sessions: ['*'], sensitive: true },
  admin: { sessions: [...admins], sensitive: true },
  dashboard: { sessions: [...admins, 'dashboard_user'] },
  instance_admin: { sessions: ['instance_admin'], sensitive: true },
  /** What is above all tenants: making and ending them. */
  tenants: { sessions: ['instance_admin'], keys: ['service_role'], scope: '*', sensitive: true },
  /** One tenant, by its name in the path: whether it is theirs is asked in the feature. */
  tenant: {
    sessions: ['instance_admin', 'tenant_admin'],
    keys: [...services],
    scope: '*',
    sensitive: true,
  },
  /** Ending one's impersonation, also with its own token, whoever that acts as. */
  impersonation: { sessions: ['*'], keys: ['anon', ...services] },
  service_keys: { sessions: [...admins], keys: [...services], scope: '*', sensitive: true },
  client_keys_read: {
    sessions: ['*'],
    keys: [...services, 'authenticated'],
    scope: 'clientkeys:read',
  },
  client_keys_write: {
    sessions: ['*'],
    keys: [...services, 'authenticated'],
    scope: 'clientkeys:write',
    sensitive: true,
  },
  secrets_read: {
    sessions: [...admins],
    keys: [...services, 'authenticated'],
    scope: 'secrets:read',
  },
  secrets_write: {
    sessions: [...admins],
    keys: [...services, 'authenticated'],
    scope: 'secrets:write',
    sensitive: true,
  },
  /** What belongs to a person; a key of theirs counts as them. */
  owner: { sessions: ['*'], keys: ['authenticated'], scope: 'auth:read' },
  owner_write: { sessions: ['*'], keys: ['authenticated'], scope: 'auth:write' },
  owner_delete: {
    sessions: ['*'],
    keys: ['authenticated'],
    scope: 'auth:write',
    sensitive: true,
  },
  /** Tables of users: the database decides about rows, as the caller. */
  tables_read: {
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'tables:read',
  },
  tables_list: {
    sessions: [...admins, 'dashboard_user'],
    keys: [...services],
    scope: 'tables:read',
  },
  /** SQL on the main database; a tenant's own comes later. */
  migrations_read: {
    sessions: ['instance_admin', 'tenant_admin'],
    keys: [...services],
    scope: 'migrations:read',
  },
  migrations_write: {
    sessions: ['instance_admin', 'tenant_admin'],
    keys: [...services],
    scope: 'migrations:execute',
    sensitive: true,
  },
  /** Without a credential the database sees `anon`. */
  optional_tables: {
    optional: true,
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'tables:read',
  },
  tables_write: {
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'tables:write',
  },
  /** Without a credential the database sees `anon`. */
  optional_storage: {
    optional: true,
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'storage:read',
  },
  storage_read: {
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'storage:read',
  },
  storage_write: {
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'storage:write',
  },
  buckets_read: { sessions: [...admins], keys: [...services], scope: 'storage:read' },
  buckets_write: {
    sessions: [...admins],
    keys: [...services],
    scope: 'storage:write',
    sensitive: true,
  },
  decrypt_secrets: { keys: ['service_role'], scope: '*', sensitive: true },
  /** Everybody's own; whose others are seen is asked in the feature. */
  webhooks_read: {
    sessions: ['*'],
    keys: [...services, 'authenticated'],
    scope: 'webhooks:read',
  },
  webhooks_write: {
    sessions: ['*'],
    keys: [...services, 'authenticated'],
    scope: 'webhooks:write',
    sensitive: true,
  },
  /** A WebSocket; without a credential the database sees `anon`. */
  optional_realtime: {
    optional: true,
    sessions: ['*'],
    keys: ['anon', 'authenticated', ...services],
    scope: 'realtime:connect',
    inQuery: true,
  },
  realtime_stats: {
    sessions: [...admins],
    keys: ['service_role'],
    scope: 'realtime:connect',
  },
  realtime_broadcast: {
    sessions: ['*'],
    keys: ['authenticated', ...services],
    scope: 'realtime:broadcast',
  },
  realtime_tables: {
    sessions: [...admins],
    keys: [...services],
    scope: '*',
    sensitive: true,
  },
  /** Figures and lines of the log: those of one's tenant. */
  monitoring: { sessions: [...admins], keys: [...services], scope: 'monitoring:read' },
} as const satisfies Record<string, Rule>

export type Access = keyof typeof rules

/** OpenAPI: alternatives by the name of the security scheme. */
export const security = Object.fromEntries(
  Object.entries(rules).map(([name, rule]: [string, Rule]) => [
    name,
    [
      ...(rule.sessions && !rule.optional ? ['session'] : []),
      ...(rule.keys && !rule.optional ? ['serviceKey', 'clientKey'] : []),
    ],
  ]),
) as unknown as Record<Access, readonly string[]>
