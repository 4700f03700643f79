import { type Sql, sql } from '../../kernel/sql.ts'

const user = sql`u.id, u.short_id, u.realm_id, u.email, u.email_verified_at, u.phone,
  u.phone_country, u.username, u.full_name, u.first_name, u.last_name, u.password_hash, u.language,
  u.origin, u.disabled_at, u.created_at, u.updated_at, u.user_metadata, u.app_metadata,
  u.is_anonymous, u.new_email, u.avatar_url, u.token_version, u.last_sign_in_at,
  coalesce((select case when bool_or(g.role = 'instance_admin') then 'instance_admin'
    when bool_or(g.role = 'tenant_admin') then 'tenant_admin' else max(g.role) end
    from auth.grants g where g.user_id = u.id), u.role) as role`

export interface User {
  id: string
  short_id: string
  realm_id: string
  email: string | null
  email_verified_at: Date | null
  phone: string | null
  phone_country: string | null
  username: string | null
  full_name: string | null
  first_name: string | null
  last_name: string | null
  password_hash: string | null
  /** The highest grant, else what the application calls them. */
  role: string
  language: string
  origin: string
  disabled_at: Date | null
  created_at: Date
  updated_at: Date
  user_metadata: Record<string, unknown>
  app_metadata: Record<string, unknown>
  is_anonymous: boolean
  new_email: string | null
  avatar_url: string | null
  token_version: number
  last_sign_in_at: Date | null
}

export interface NewUserRow {
  id: string
  shortId: string
  realmId: string
  email: string | null
  proven: boolean
  username: string | null
  fullName: string | null
  firstName: string | null
  lastName: string | null
  passwordHash: string | null
  language: string
  origin: string
  phone?: string | null
  phoneCountry?: string | null
  userMetadata?: Record<string, unknown>
  isAnonymous?: boolean
}

export const insertUser = (u: NewUserRow, when = true): Sql => sql`
  insert into auth.users as u (id, short_id, realm_id, email, email_verified_at, username, full_name,
    first_name, last_name, password_hash, language, origin, phone, phone_country, user_metadata,
    is_anonymous)
  select ${u.id}, ${u.shortId}, ${u.realmId}, ${u.email}, case when ${u.proven} then now() end,
    ${u.username}, ${u.fullName}, ${u.firstName}, ${u.lastName}, ${u.passwordHash}, ${u.language},
    ${u.origin}, ${u.phone ?? null}, ${u.phoneCountry ?? null},
    ${JSON.stringify(u.userMetadata ?? {})}, ${u.isAnonymous ?? false}
  where ${when}
  returning ${user}`

export const selectById = (id: string, lock = false): Sql => sql`
  select ${user} from auth.users u where u.id = ${id} and u.deleted_at is null
  ${lock ? sql`for update` : sql.empty}`

/** The proven account of an address, else the newest sign-up that is still unproven. */
export const selectByEmail = (realmId: string, email: string, lock = false): Sql => sql`
  select ${user} from auth.users u
  where u.realm_id = ${realmId} and u.email = ${email} and u.deleted_at is null
  order by (u.email_verified_at is not null) desc, u.created_at desc, u.id limit 1
  ${lock ? sql`for update` : sql.empty}`

/** Sign-ups of one address take turns until the end of the transaction. */
export const lockAddress = (realmId: string, email: string): Sql =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`sign-up:${realmId}:${email}`}, 0))`

export const selectByPhone = (realmId: string, phone: string, lock = false): Sql => sql`
  select ${user} from auth.users u
  where u.realm_id = ${realmId} and u.phone = ${phone} and u.deleted_at is null
  ${lock ? sql`for update` : sql.empty}`

/** By name or address, with whether the caller's network signed in to it within a month. */
export const selectForSignIn = (
  realmId: string,
  by: { username: string } | { email: string },
  network: string,
): Sql => sql`
  select ${user}, exists (select from auth.sessions s where s.user_id = u.id
    and s.address = ${network} and s.created_at > now() - interval '30 days') as known_device
  from auth.users u
  where u.realm_id = ${realmId} and u.deleted_at is null and
    ${'username' in by ? sql`lower(u.username) = lower(${by.username})` : sql`u.email = ${by.email}`}
  order by (u.email_verified_at is not null) desc, u.created_at desc, u.id limit 1`

export const isUsernameTaken = (realmId: string, username: string): Sql => sql`
  select exists (select from auth.users where realm_id = ${realmId}
    and lower(username) = lower(${username}) and deleted_at is null) as taken`

/** Unproven rows of the same mailbox, other than the one that is being proven. */
export const selectRivals = (realmId: string, email: string, keep: string): Sql => sql`
  select id from auth.users where realm_id = ${realmId} and email = ${email} and id <> ${keep}
    and email_verified_at is null and deleted_at is null for update`

export const markProven = (id: string): Sql => sql`
  update auth.users u set email_verified_at = now(), updated_at = now()
  where u.id = ${id} and u.email_verified_at is null returning ${user}`

export const dropPassword = (id: string): Sql =>
  sql`update auth.users set password_hash = null, updated_at = now() where id = ${id}`

/** The codes that are under way end, too: nothing waits for its proof any more. */
export const setPassword = (id: string, hash: string): Sql => sql`
  update auth.users set password_hash = ${hash}, new_email = null, updated_at = now()
  where id = ${id}`

export const setNewEmail = (id: string, email: string): Sql => sql`
  update auth.users set new_email = ${email}, updated_at = now() where id = ${id}`

/** The address that waited for its proof takes the place of the old one. */
export const takeNewEmail = (id: string): Sql => sql`
  update auth.users u set email = u.new_email, email_verified_at = now(), new_email = null,
    updated_at = now()
  where u.id = ${id} and u.new_email is not null returning ${user}`

export const setMetadata = (id: string, metadata: Record<string, unknown>): Sql => sql`
  update auth.users set user_metadata = ${JSON.stringify(metadata)}, updated_at = now()
  where id = ${id}`

/** Only where nobody changed it meanwhile. */
export const rehashPassword = (id: string, before: string, hash: string): Sql => sql`
  update auth.users set password_hash = ${hash} where id = ${id} and password_hash = ${before}`

export const setNames = (
  id: string,
  names: { firstName?: string | undefined; lastName?: string | undefined },
): Sql => sql`
  update auth.users u set first_name = coalesce(${names.firstName ?? null}, u.first_name),
    last_name = coalesce(${names.lastName ?? null}, u.last_name), updated_at = now()
  where u.id = ${id} and u.deleted_at is null returning ${user}`

/** Tokens without a session die with the second they were issued in. */
export const endTokens = (userIds: readonly string[]): Sql => sql`
  update auth.users set tokens_end_at = now() where id = any(${userIds}::uuid[])`

export const closeUsers = (ids: readonly string[]): Sql => sql`
  update auth.users set deleted_at = now(), updated_at = now(), tokens_end_at = now()
  where id = any(${ids}::uuid[]) and deleted_at is null returning id`

export const selectIdentities = (userId: string): Sql => sql`
  select id, provider, issuer, subject, email from auth.identities where user_id = ${userId}
  order by created_at`

export const selectOwnIdentities = (userId: string): Sql => sql`
  select id, user_id, provider, subject, email, created_at from auth.identities
  where user_id = ${userId} order by created_at, id`

export const deleteIdentity = (id: string): Sql => sql`
  delete from auth.identities where id = ${id}`

export const selectByIdentity = (realmId: string, issuer: string, subject: string): Sql => sql`
  select ${user} from auth.identities i join auth.users u on u.id = i.user_id
  where i.realm_id = ${realmId} and i.issuer = ${issuer} and i.subject = ${subject}
    and u.deleted_at is null`

export const insertIdentity = (i: {
  id: string
  userId: string
  realmId: string
  provider: string
  issuer: string
  subject: string
  email: string | null
}): Sql => sql`
  insert into auth.identities (id, user_id, realm_id, provider, issuer, subject, email)
  values (${i.id}, ${i.userId}, ${i.realmId}, ${i.provider}, ${i.issuer}, ${i.subject}, ${i.email})`

export const deleteIdentities = (userIds: readonly string[], provider?: string): Sql => sql`
  delete from auth.identities where user_id = any(${userIds}::uuid[])
    and (${provider ?? null}::text is null or provider = ${provider ?? null})`

export const deleteFactors = (userIds: readonly string[]): Sql =>
  sql`delete from auth.factors where user_id = any(${userIds}::uuid[])`

/** Everything an account summary shows, in one look-up. */
export const selectSummary = (id: string): Sql => sql`
  select u.id, u.username, u.email, u.email_verified_at is not null as email_verified, u.full_name,
    u.password_hash is not null as has_password, u.created_at,
    exists (select from auth.identities i where i.user_id = u.id and i.provider = 'google')
      as google_linked
  from auth.users u where u.id = ${id} and u.deleted_at is null`

export const selectAbandoned: Sql = sql`
  select u.id from auth.users u where u.email_verified_at is null and u.origin = 'account'
    and u.deleted_at is null and u.created_at < now() - interval '7 days' limit 500`

export const selectStaleAnonymous: Sql = sql`
  select u.id from auth.users u where u.is_anonymous and u.deleted_at is null
    and u.created_at < now() - interval '30 days' limit 500`

export const purgeDeleted: Sql = sql`
  delete from auth.users where id in (select id from auth.users
    where deleted_at < now() - interval '30 days' limit 500)`
