import pg from 'pg'
import { unavailable } from '../../kernel/errors.ts'
import { requestRoles } from './logins.ts'

/**
 * Whom policies would not bind: superusers, roles that bypass row-level security, owners of tables.
 * `service_role` is meant to see everything.
 */
const unbound = `
  select r.rolname as role, case
    when r.rolsuper then 'is a superuser'
    when r.rolbypassrls then 'may bypass row-level security'
    else (select 'owns ' || c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$)'
        and pg_has_role(r.oid, c.relowner, 'usage') limit 1)
    end as fault
  from pg_roles r where r.rolname = any($1)`

/**
 * Requests on users' tables run as these roles, so a role that no policy binds must not be served by.
 * @throws unavailable naming the role, what is wrong with it and what to type
 */
export async function mustBeBound(login: pg.ClientConfig, requestLogin: string): Promise<void> {
  const client = new pg.Client(login)
  // A lost connection rejects the query under way; unheard, the event would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    const names = [requestLogin, ...requestRoles.filter((role) => role !== 'service_role')]
    const { rows } = await client.query<{ role: string; fault: string | null }>(unbound, [names])
    const [wrong] = rows.filter(({ fault }) => fault !== null)
    if (wrong)
      throw unavailable(
        'unsafe_role',
        `The database role ${wrong.role} ${wrong.fault}, so policies would not bind requests: ${remedyFor(wrong.role, wrong.fault)}`,
      )
  } finally {
    await client.end()
  }
}

const remedyFor = (role: string, fault: string | null): string =>
  fault?.startsWith('owns')
    ? `alter table … owner to flumen_schema`
    : `alter role ${role} nosuperuser nobypassrls`
