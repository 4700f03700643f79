import type pg from 'pg'

/** Roles belong to the cluster, so a dump has none; what is in it belongs to them, though. */
export interface Role {
  name: string
  can_login: boolean
  inherits: boolean
  bypasses_rls: boolean
}

export async function readRoles(client: pg.Client): Promise<Role[]> {
  const { rows } = await client.query<Role>(`
    select rolname::text as name, rolcanlogin as can_login, rolinherit as inherits,
      rolbypassrls as bypasses_rls
    from pg_roles
    where rolname ~ '^flumen_' or rolname in ('anon', 'authenticated', 'tenant_service', 'service_role')
    order by 1`)
  return rows
}

/** Those that are missing; the server gives its logins their passwords when it starts. */
export async function makeRoles(client: pg.Client, roles: readonly Role[]): Promise<void> {
  for (const { name, can_login, inherits, bypasses_rls } of roles) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
    if (rowCount !== 0) continue
    const flags = [can_login ? 'login' : 'nologin', inherits ? 'inherit' : 'noinherit']
    if (bypasses_rls) flags.push('bypassrls')
    await client.query(`create role ${client.escapeIdentifier(name)} ${flags.join(' ')}`)
  }
}
