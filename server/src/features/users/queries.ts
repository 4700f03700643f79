import { isUuid } from '../../kernel/ids.ts'
import type { Place } from '../../kernel/keyset.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { Filters, Order } from './schema.ts'

const hasSecondFactor = sql`(exists (select from auth.factors f
    where f.user_id = u.id and f.confirmed_at is not null)
  or exists (select from auth.passkeys p where p.user_id = u.id and p.second_factor))`

const shownRole = sql`coalesce((select case when bool_or(g.role = 'instance_admin')
    then 'instance_admin' when bool_or(g.role = 'tenant_admin') then 'tenant_admin'
    else max(g.role) end from auth.grants g where g.user_id = u.id), u.role)`

const person = sql`u.id, u.realm_id, a.id as app_id, u.email, u.email_verified_at, u.new_email,
  u.phone, u.username, coalesce(u.full_name, nullif(concat_ws(' ', u.first_name, u.last_name), ''))
    as full_name,
  u.avatar_url, u.language, ${shownRole} as role,
  coalesce((select json_agg(json_build_object('role', g.role, 'tenant_id', g.tenant_id)
    order by g.role, g.tenant_id) from auth.grants g where g.user_id = u.id), '[]') as grants,
  u.user_metadata, u.app_metadata, u.is_anonymous, u.password_hash is not null as has_password,
  ${hasSecondFactor} as has_second_factor,
  array(select distinct i.provider from auth.identities i where i.user_id = u.id order by 1)
    as providers,
  u.disabled_at as banned_at, u.banned_until, u.ban_reason, u.origin, u.created_at, u.updated_at,
  u.last_sign_in_at`

const from = sql`from auth.users u left join provisioning.apps a on a.realm_id = u.realm_id`

export const selectPerson = (id: string): Sql =>
  sql`select ${person} ${from} where u.id = ${id} and u.deleted_at is null`

/** Locked until the end of the transaction. */
export const lockPerson = (id: string): Sql =>
  sql`select id from auth.users where id = ${id} and deleted_at is null for update`

export const selectRealmOfApp = (appId: string): Sql =>
  sql`select realm_id from provisioning.apps where id = ${appId} and closed_at is null`

const sortings: Record<Order, { key: Sql; type: Sql; down: boolean }> = {
  'created_at.desc': { key: sql`u.created_at`, type: sql`timestamptz`, down: true },
  'created_at.asc': { key: sql`u.created_at`, type: sql`timestamptz`, down: false },
  'last_sign_in_at.desc': {
    key: sql`coalesce(u.last_sign_in_at, '-infinity')`,
    type: sql`timestamptz`,
    down: true,
  },
  'email.asc': {
    key: sql`coalesce(u.email, '') collate "C"`,
    type: sql`text`,
    down: false,
  },
}

export function selectPeople(
  realmId: string,
  filters: Filters,
  order: Order,
  after: Place | undefined,
  limit: number,
): Sql {
  const { key, type, down } = sortings[order]
  const direction = sql.trusted(down ? 'desc' : 'asc')
  const beyond = after
    ? sql`and (${key}, u.id) ${sql.trusted(down ? '<' : '>')}
        (${after.key}::${type}, ${after.id}::uuid)`
    : sql.empty
  return sql`select ${person}, (${key})::text as key ${from} where ${matching(realmId, filters)}
    ${beyond} order by ${key} ${direction}, u.id ${direction} limit ${limit}`
}

export const countPeople = (realmId: string, filters: Filters): Sql =>
  sql`select count(*)::int as total from auth.users u where ${matching(realmId, filters)}`

function matching(realmId: string, filters: Filters): Sql {
  const { q, verified, banned, anonymous, second_factor, provider, role } = filters
  const is = (condition: Sql, wanted: boolean | undefined): Sql[] =>
    wanted === undefined ? [] : [wanted ? condition : sql`not (${condition})`]
  return sql.join(
    [
      sql`u.realm_id = ${realmId} and u.deleted_at is null`,
      ...(q === undefined ? [] : [naming(q)]),
      ...is(sql`u.email_verified_at is not null`, verified),
      ...is(sql`u.disabled_at is not null`, banned),
      ...is(sql`u.is_anonymous`, anonymous),
      ...is(hasSecondFactor, second_factor),
      ...(provider === undefined
        ? []
        : [
            sql`exists (select from auth.identities i
              where i.user_id = u.id and i.provider = ${provider})`,
          ]),
      ...(role === undefined ? [] : [sql`${shownRole} = ${role}`]),
    ],
    ' and ',
  )
}

function naming(q: string): Sql {
  if (isUuid(q)) return sql`u.id = ${q}`
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(u.email ilike ${like} or u.username ilike ${like} or u.full_name ilike ${like}
    or concat_ws(' ', u.first_name, u.last_name) ilike ${like} or u.short_id = ${q}
    or u.phone ilike ${like})`
}

export const updatePerson = (
  id: string,
  given: {
    fullName?: string | null | undefined
    username?: string | undefined
    userMetadata?: object | undefined
    appMetadata?: object | undefined
    role?: string | undefined
  },
): Sql => sql`
  update auth.users set updated_at = now(),
    full_name = ${given.fullName === undefined ? sql`full_name` : sql`${given.fullName}`},
    username = coalesce(${given.username ?? null}, username),
    user_metadata = coalesce(${asJson(given.userMetadata)}::jsonb, user_metadata),
    app_metadata = coalesce(${asJson(given.appMetadata)}::jsonb, app_metadata),
    role = coalesce(${given.role ?? null}, role)
  where id = ${id}`

const asJson = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value))

export const setAddress = (id: string, email: string): Sql => sql`
  update auth.users set email = ${email}, email_verified_at = now(), new_email = null,
    updated_at = now()
  where id = ${id}`

export const ban = (id: string, until: Date | null, reason: string | null): Sql => sql`
  update auth.users set disabled_at = coalesce(disabled_at, now()), banned_until = ${until},
    ban_reason = ${reason}, tokens_end_at = now(), updated_at = now()
  where id = ${id}`

/** With a time: only the ban that was to end then. */
export const liftBan = (id: string, at: string | null): Sql => sql`
  update auth.users set disabled_at = null, banned_until = null, ban_reason = null,
    updated_at = now()
  where id = ${id} and disabled_at is not null
    and (${at}::timestamptz is null or (banned_until <= now() and banned_until <= ${at}))`

export const endTokens = (id: string): Sql =>
  sql`update auth.users set tokens_end_at = now() where id = ${id}`

export const selectIdentities = (userId: string): Sql => sql`
  select id, provider, email, created_at from auth.identities where user_id = ${userId}
  order by created_at, id`

export const deleteIdentity = (userId: string, id: string): Sql => sql`
  delete from auth.identities where id = ${id} and user_id = ${userId} returning provider`
