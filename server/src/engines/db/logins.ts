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

/** Lets the logins in, creating or mending roles only when they cannot get in as they are. */
export async function ensureLogins(logins: Logins): Promise<void> {
  const entered = [logins.control, logins.request, logins.schema].map(canEnter)
  if ((await Promise.all(entered)).every(Boolean)) return
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

/** What a migration makes is the services' too, and nobody else's (contract fluxbase-platform §1.5). */
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

async function canEnter(login: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(login)
  // A lost connection rejects the query under way; unheard, the event would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const mayCreate = `select has_database_privilege(current_database(), 'create') as yes`
    const { rows } = await client.query<{ yes: boolean }>(mayCreate)
    return login.user === requestLogin || rows[0]?.yes === true
  } catch (error) {
    // Wrong password, no such login, no right to connect: all mended below. Others surface there.
    if (asDatabaseFault(error)?.code.startsWith('28')) return false
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
  const database = admin.escapeIdentifier(String(admin.database))
  await admin.query(`grant connect, create, temporary on database ${database} to ${controlLogin}`)
  await admin.query(`grant connect on database ${database} to ${requestLogin}`)
  await admin.query(`grant connect, create, temporary on database ${database} to ${schemaLogin}`)
  await admin.query(`grant create, usage on schema public to ${schemaLogin}`)
  await admin.query('commit')
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
