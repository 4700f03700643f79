import pg from 'pg'
import { parse } from 'pg-connection-string'
import type { Secrets } from '../../kernel/crypto.ts'
import { unavailable } from '../../kernel/errors.ts'
import { sql } from '../../kernel/sql.ts'
import { asDatabaseFault } from './sqlstate.ts'

/** Owns the control schemas and the queue. */
const controlLogin = 'flumen_control'
/** Runs requests on user tables: may only become one of the four roles. */
const requestLogin = 'flumen_app'

/** Owns the tables of users: runs their migrations, and may do nothing with ours. */
const schemaLogin = 'flumen_schema'

/** Owns the functions that write the change log: what others' code does in them, it does as nobody. */
const logWriter = 'flumen_changes'

/** Owns the tables of files, so that who owns users' tables may write policies on them. */
const fileOwner = 'flumen_storage'

export const requestRoles = ['anon', 'authenticated', 'tenant_service', 'service_role'] as const
export type RequestRole = (typeof requestRoles)[number]

export interface Logins {
  admin: pg.ClientConfig
  control: pg.ClientConfig
  request: pg.ClientConfig
  schema: pg.ClientConfig
}

/**
 * The connection settings of the logins, made from the administrator's URL. Their passwords are
 * derived from the root secret, so that every process and node of one instance knows them.
 */
export function loginsOf(adminUrl: string, secrets: Secrets): Logins {
  const admin = parse(adminUrl) as unknown as pg.ClientConfig
  const as = (user: string): pg.ClientConfig => ({
    ...admin,
    user,
    password: secrets.current.hmac('database', user).toString('base64url'),
    application_name: user,
  })
  return {
    admin,
    control: as(controlLogin),
    request: as(requestLogin),
    schema: as(schemaLogin),
  }
}

/**
 * Lets the logins in, creating or mending roles only when something is missing. Roles belong to the
 * cluster, their rights to a database: one whose roles came with another database may lack the rights.
 */
export async function ensureLogins(logins: Logins): Promise<void> {
  const held = [
    holds(logins.control, mayWork),
    holds(logins.request, 'true'),
    holds(logins.schema, mayMigrate),
  ]
  if ((await Promise.all(held)).every(Boolean)) return
  const admin = new pg.Client(logins.admin)
  // A lost connection rejects the query under way; unheard, the event would end the process.
  admin.on('error', () => undefined)
  await admin.connect().catch((cause) => {
    throw unavailable('database_unavailable', `Cannot connect to PostgreSQL: ${reason(cause)}`, {
      cause,
    })
  })
  try {
    await mustBeSupported(admin)
    await retryConcurrent(() => createRoles(admin, logins))
  } finally {
    await admin.end()
  }
  await grantDefaults(logins.schema)
}

/** What a migration makes is the services' too, and nobody else's. */
export const defaultRights = `
  alter default privileges grant usage on schemas to ${requestRoles.join(', ')};
  alter default privileges grant all on tables to service_role, tenant_service;
  alter default privileges grant usage, select on sequences to ${requestRoles.join(', ')}`

async function grantDefaults(login: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(login)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await retryConcurrent(async () => {
      await client.query(defaultRights)
    })
  } finally {
    await client.end()
  }
}

const mayCreate = `has_database_privilege(current_database(), 'create')`

const mayWork = `${mayCreate}
  and (select count(*) = 2 from pg_roles where rolname in ('${logWriter}', '${fileOwner}'))`

/** Some default rights are enough: what a migration has changed of them stays as it is. */
const mayMigrate = `${mayCreate} and has_schema_privilege('public', 'create')
  and exists (select from pg_default_acl where defaclrole = current_user::regrole)`

/** Whether a login gets in and finds that a condition holds. */
async function holds(login: pg.ClientConfig, condition: string): Promise<boolean> {
  const client = new pg.Client(login)
  // A lost connection rejects the query under way; unheard, the event would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ yes: boolean }>(`select ${condition} as yes`)
    return rows[0]?.yes === true
  } catch {
    // Wrong password, no such login, no right to connect: all mended. What else fails, fails there too.
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function mustBeSupported(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ v: number }>(
    `select current_setting('server_version_num')::int as v`,
  )
  const version = rows[0]?.v ?? 0
  if (version < 150_000) {
    const found = Math.floor(version / 10_000)
    throw unavailable('database_too_old', `PostgreSQL 15 or newer is needed, this is ${found}`)
  }
}

async function createRoles(admin: pg.Client, logins: Logins): Promise<void> {
  await admin.query('begin')
  // Roles belong to the cluster: instances that start together in several databases take turns.
  await admin.query(`select pg_advisory_xact_lock(hashtext('flumen roles'))`)
  for (const role of requestRoles) await createRole(admin, role, 'nologin noinherit')
  await admin.query('savepoint bypass')
  await admin
    .query(`alter role service_role bypassrls`)
    .catch(() => admin.query('rollback to savepoint bypass'))
  for (const login of [logins.control, logins.request, logins.schema]) {
    const name = String(login.user)
    // The control login inherits the request login's privileges: it cancels its statements.
    await createRole(admin, name, name === controlLogin ? 'login inherit' : 'login noinherit')
    const password = admin.escapeLiteral(String(login.password))
    await admin.query(`alter role ${sql.id(name).text} password ${password}`)
  }
  await admin.query(`grant ${requestRoles.join(', ')} to ${requestLogin}`)
  await admin.query(`grant ${requestLogin} to ${controlLogin}`)
  await createRole(admin, logWriter, 'nologin noinherit')
  await admin.query(`grant ${logWriter} to ${controlLogin}`)
  await createRole(admin, fileOwner, 'nologin noinherit')
  await admin.query(`grant ${fileOwner} to ${controlLogin}, ${schemaLogin}`)
  await inheritFrom(admin, fileOwner, schemaLogin)
  const database = admin.escapeIdentifier(String(admin.database))
  await admin.query(`grant connect, create, temporary on database ${database} to ${controlLogin}`)
  await admin.query(`grant connect on database ${database} to ${requestLogin}`)
  await admin.query(`grant connect, create, temporary on database ${database} to ${schemaLogin}`)
  await admin.query(`grant create, usage on schema public to ${schemaLogin}`)
  await admin.query('commit')
}

/** An owner's rights count for its members only where they are inherited. */
async function inheritFrom(admin: pg.Client, role: string, member: string): Promise<void> {
  const { rows } = await admin.query<{ v: number }>(
    `select current_setting('server_version_num')::int as v`,
  )
  const isPerGrant = (rows[0]?.v ?? 0) >= 160_000
  await admin.query(
    isPerGrant ? `grant ${role} to ${member} with inherit true` : `alter role ${member} inherit`,
  )
}

async function createRole(admin: pg.Client, name: string, options: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [name])
  if (rowCount === 0) await admin.query(`create role ${sql.id(name).text} ${options}`)
}

/** "tuple concurrently updated" and duplicates of a twin start in another database. */
async function retryConcurrent(work: () => Promise<void>, tries = 5): Promise<void> {
  try {
    await work()
  } catch (error) {
    const code = asDatabaseFault(error)?.code ?? ''
    if (tries <= 1 || !['XX000', '23505', '42710', '40001'].includes(code)) {
      throw unavailable('database_setup_failed', `Cannot set up the logins: ${reason(error)}`, {
        cause: error,
      })
    }
    await retryConcurrent(work, tries - 1)
  }
}

const reason = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
