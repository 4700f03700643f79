import { type Sql, sql } from '../../kernel/sql.ts'

export interface NewSessionRow {
  id: string
  userId: string
  realmId: string
  surface: string
  aal: string
  amr: readonly string[]
  device: string
  address: string
  generation: number
  idleSeconds: number
  lifeSeconds: number
}

/** Says whether the person was signed in before, and of late never from this network. */
export const insertSession = (s: NewSessionRow): Sql => sql`
  with signed_in as (update auth.users set last_sign_in_at = now() where id = ${s.userId})
  insert into auth.sessions (id, user_id, realm_id, surface, aal, amr, device, address, generation,
    idle_ends_at, expires_at)
  values (${s.id}, ${s.userId}, ${s.realmId}, ${s.surface}, ${s.aal}, ${s.amr}, ${s.device},
    ${s.address}, ${s.generation}, now() + make_interval(secs => ${s.idleSeconds}),
    now() + make_interval(secs => ${s.lifeSeconds}))
  returning (select coalesce(bool_and(o.address is distinct from ${s.address}
      or o.created_at < now() - interval '30 days'), false)
    from auth.sessions o where o.user_id = ${s.userId}) as is_elsewhere`

const isLive = sql`s.revoked_at is null and s.expires_at > now() and s.idle_ends_at > now()`

export const selectLive = (id: string, tokenVersion: number): Sql => sql`
  select from auth.sessions s join auth.users u on u.id = s.user_id
  where s.id = ${id} and s.revoked_at is null and s.expires_at > now()
    and u.deleted_at is null and u.disabled_at is null and u.token_version <= ${tokenVersion}`

/** @param version of the target's rights, as the token says */
export const selectImpersonating = (id: string, version: number): Sql => sql`
  select from auth.impersonations i
  join auth.sessions s on s.id = i.admin_session_id
  join auth.users a on a.id = i.admin_user_id
  left join auth.users u on u.id = i.target_user_id
  where i.id = ${id} and i.ended_at is null and i.ends_at > now()
    and s.revoked_at is null and s.expires_at > now()
    and a.deleted_at is null and a.disabled_at is null and a.token_version = i.admin_version
    and (i.target_user_id is null or (u.deleted_at is null and u.disabled_at is null
      and u.token_version <= ${version}))`

export const selectByUser = (userId: string): Sql => sql`
  select id, surface, device, address, aal, amr, created_at, last_used_at, expires_at
  from auth.sessions s where user_id = ${userId} and ${isLive}
  order by created_at desc, id`

export const selectNetworks = (userId: string): Sql => sql`
  select distinct address from auth.sessions where user_id = ${userId} and address is not null`

/** With minutes: one in which the person proved who they are within so many. */
export const selectOwn = (id: string, userId: string, minutes: number | null): Sql => sql`
  select from auth.sessions s where s.id = ${id} and s.user_id = ${userId} and ${isLive}
    and (${minutes}::int is null or s.strong_at > now() - make_interval(mins => ${minutes}))`

/** Locks the session, so that what is decided about a replaced token still holds when it is done. */
export const lockForRefresh = (id: string): Sql => sql`
  select s.id, s.user_id, s.realm_id, s.generation, s.aal, s.amr, ${isLive} as live,
    array(select extract(epoch from now() - r)::float8
      from unnest(s.rotations) with ordinality as t (r, n) order by n) as rotation_ages
  from auth.sessions s where s.id = ${id} for update`

/** A session that gave out no other refresh token than its standing one. */
export const prolong = (id: string, idleSeconds: number): Sql => sql`
  update auth.sessions s set last_used_at = now(),
    idle_ends_at = least(now() + make_interval(secs => ${idleSeconds}), expires_at)
  where s.id = ${id} and s.generation = 0 and ${isLive}
  returning s.id, s.user_id, s.realm_id, s.aal, s.amr`

/**
 * The generation in force is replaced, if it is this one and its session lives; when the last ones
 * were replaced is kept for a minute.
 */
export const rotate = (id: string, generation: number, idleSeconds: number): Sql => sql`
  update auth.sessions s set generation = generation + 1, last_used_at = now(),
    idle_ends_at = least(now() + make_interval(secs => ${idleSeconds}), expires_at),
    rotations = array[now()] || array(
      select r from unnest(rotations) with ordinality as t (r, n)
      where r > now() - interval '60 seconds' or n <= 1 order by n limit 60)
  where s.id = ${id} and s.generation = ${generation} and ${isLive}
  returning s.id, s.user_id, s.realm_id, s.aal, s.amr`

export const addFactor = (id: string, method: string): Sql => sql`
  update auth.sessions s set aal = 'aal2', amr = amr || ${method}::text
  where s.id = ${id} and ${isLive}`

export const revokeOne = (userId: string, id: string): Sql => sql`
  update auth.sessions s set revoked_at = now()
  where id = ${id} and user_id = ${userId} and ${isLive} returning id`

export const revokeById = (id: string): Sql => sql`
  update auth.sessions set revoked_at = now() where id = ${id} and revoked_at is null`

/** All of a person's sessions, but perhaps the one that asks. */
export const revokeByUser = (userIds: readonly string[], except: string | null): Sql => sql`
  update auth.sessions set revoked_at = now()
  where user_id = any(${userIds}::uuid[]) and revoked_at is null
    and (${except}::uuid is null or id <> ${except}) returning id`

export const revokeByRealm = (realmId: string): Sql => sql`
  update auth.sessions set revoked_at = now()
  where realm_id = ${realmId} and revoked_at is null returning id`

export const deleteOldSessions: Sql = sql`
  delete from auth.sessions where expires_at < now() - interval '30 days'`
export const deleteOldRevocations: Sql = sql`
  delete from auth.revocations where at < now() - interval '1 day'`
