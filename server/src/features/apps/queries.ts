import { type Sql, sql } from '../../kernel/sql.ts'
import type { App, Page } from './schema.ts'

const app = sql`a.id, a.tenant_id, a.realm_id, a.name, a.auth_methods, a.registration_steps,
  a.backend_type, a.terms_url, a.privacy_url, a.backend_extra, a.prelude_key, a.jwt_secret,
  a.old_jwt_secret, a.old_jwt_secret_ends_at, a.created_at,
  coalesce(o.email_verified_at is not null, false) as owner_proven`

const withOwner = sql`provisioning.apps a
  join auth.tenants t on t.id = a.tenant_id and t.deleted_at is null
  left join auth.users o on o.id = t.personal_of and o.deleted_at is null`

export const selectApp = (id: string): Sql =>
  sql`select ${app} from ${withOwner} where a.id = ${id} and a.closed_at is null`

/** An app of this account; somebody else's is as good as none. */
export const selectOwned = (userId: string, id: string, lock = false): Sql => sql`
  select ${app} from ${withOwner}
  where a.id = ${id} and t.personal_of = ${userId} and a.closed_at is null
  ${lock ? sql`for no key update of a` : sql.empty}`

export const selectSummaries = (userId: string): Sql => sql`
  select a.id, a.name, a.backend_type from provisioning.apps a
  join auth.tenants t on t.id = a.tenant_id and t.deleted_at is null
  where t.personal_of = ${userId} and a.closed_at is null
  order by a.created_at desc, a.id`

export const selectOpenOf = (tenantId: string): Sql => sql`
  select a.id, a.realm_id from provisioning.apps a
  where a.tenant_id = ${tenantId} and a.closed_at is null for update`

export const insertRealm = (id: string): Sql =>
  sql`insert into auth.realms (id, kind) values (${id}, 'app')`

export const insertApp = (
  a: Pick<
    App,
    'id' | 'tenant_id' | 'realm_id' | 'name' | 'auth_methods' | 'registration_steps' | 'jwt_secret'
  >,
): Sql => sql`
  insert into provisioning.apps
    (id, tenant_id, realm_id, name, auth_methods, registration_steps, jwt_secret)
  values (${a.id}, ${a.tenant_id}, ${a.realm_id}, ${a.name}, ${JSON.stringify(a.auth_methods)},
    ${JSON.stringify(a.registration_steps)}, ${a.jwt_secret})`

export const updateSettings = (a: App): Sql => sql`
  update provisioning.apps set name = ${a.name}, auth_methods = ${JSON.stringify(a.auth_methods)},
    registration_steps = ${JSON.stringify(a.registration_steps)}, backend_type = ${a.backend_type},
    backend_extra = ${a.backend_extra}, terms_url = ${a.terms_url}, privacy_url = ${a.privacy_url},
    prelude_key = ${a.prelude_key}, updated_at = now()
  where id = ${a.id}`

/** The old secret still verifies for an hour. */
export const replaceSecret = (id: string, fresh: string, old: string): Sql => sql`
  update provisioning.apps set jwt_secret = ${fresh}, old_jwt_secret = ${old},
    old_jwt_secret_ends_at = now() + interval '1 hour', updated_at = now()
  where id = ${id}`

/** The apps are over, and so are their users; the rows stay for a while, out of reach. */
export const closeApps = (ids: readonly string[]): Sql => sql`
  with closed as (
    update provisioning.apps set closed_at = now(), updated_at = now()
    where id = any(${ids}::text[]) and closed_at is null returning realm_id
  )
  update auth.users u set deleted_at = now(), updated_at = now(), tokens_end_at = now()
  from closed where u.realm_id = closed.realm_id and u.deleted_at is null`

export const isOwnerProven = (tenantId: string): Sql => sql`
  select exists (select from auth.tenants t join auth.users o on o.id = t.personal_of
    where t.id = ${tenantId} and o.email_verified_at is not null) as proven`

export const selectSignIns = (appId: string, { limit, page }: Page): Sql => sql`
  select s.id, s.method, s.email, s.phone, u.short_id as user_short_id, s.verified_at, s.created_at
  from provisioning.sign_ins s left join auth.users u on u.id = s.user_id
  where s.app_id = ${appId} order by s.created_at desc, s.id
  limit ${limit} offset ${(page - 1) * limit}`

/** Codes nobody typed in time are history after thirty days. */
export const deleteStaleSignIns: Sql = sql`
  delete from provisioning.sign_ins where id in (select id from provisioning.sign_ins
    where verified_at is null and created_at < now() - interval '30 days' limit 5000)`

/** Logins unused for so long that they ended ninety days ago, and their sign-ins with them. */
export const deleteIdleLogins: Sql = sql`
  delete from auth.sessions where id in (select id from auth.sessions
    where surface = 'app' and created_at < now() - interval '90 days'
      and idle_ends_at < now() - interval '90 days' limit 5000)`

/** Apps closed for thirty days, once their users are gone. */
export const deleteClosedApps: Sql = sql`
  delete from provisioning.apps a where a.closed_at < now() - interval '30 days'
    and not exists (select from auth.users u where u.realm_id = a.realm_id)`

/** Directories whose app is gone; those of today may be waiting for their app to commit. */
export const deleteOrphanRealms: Sql = sql`
  delete from auth.realms r where r.kind = 'app' and r.created_at < now() - interval '1 day'
    and not exists (select from provisioning.apps a where a.realm_id = r.id)
    and not exists (select from auth.users u where u.realm_id = r.id)`
