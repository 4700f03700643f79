import { type Sql, sql } from '../../kernel/sql.ts'

const isBegun = sql`kind = 'totp' and confirmed_at is null
  and created_at > now() - interval '10 minutes'`

/** A fresh one in place of the one that still waits for its first code. */
export const insertFactor = (f: {
  id: string
  userId: string
  name: string
  sealed: string
}): Sql => sql`
  insert into auth.factors (id, user_id, kind, name, sealed)
  values (${f.id}, ${f.userId}, 'totp', ${f.name}, ${f.sealed})
  on conflict (user_id) where kind = 'totp' and confirmed_at is null
  do update set id = excluded.id, name = excluded.name, sealed = excluded.sealed, last_step = 0,
    created_at = now(), updated_at = now()`

export const selectConfirmed = (userId: string): Sql => sql`
  select id, sealed from auth.factors where user_id = ${userId} and confirmed_at is not null`

/** The begun one of a person, with this id if one is given. */
export const selectBegun = (userId: string, id: string | null): Sql => sql`
  select id, sealed from auth.factors
  where user_id = ${userId} and (${id}::uuid is null or id = ${id}) and ${isBegun}`

export const selectAll = (userId: string): Sql => sql`
  select id, kind as type, case when confirmed_at is null then 'unverified' else 'verified' end
      as status, name as friendly_name, created_at, updated_at
  from auth.factors where user_id = ${userId} and (confirmed_at is not null or ${isBegun})
  order by confirmed_at nulls last, created_at, id`

export const confirmFactor = (id: string): Sql => sql`
  update auth.factors set confirmed_at = now(), updated_at = now()
  where id = ${id} and confirmed_at is null`

export const deleteConfirmed = (userId: string, except: string | null): Sql => sql`
  delete from auth.factors where user_id = ${userId} and confirmed_at is not null
    and (${except}::uuid is null or id <> ${except}) returning id`

export const deleteBegun = (userId: string): Sql => sql`
  delete from auth.factors where user_id = ${userId} and kind = 'totp' and confirmed_at is null`

export const takeStep = (id: string, step: number): Sql =>
  sql`update auth.factors set last_step = ${step} where id = ${id} and last_step < ${step}`

/** All of a person's codes at once, in place of those before. */
export const replaceRecoveryCodes = (userId: string, hashes: readonly Buffer[]): Sql => sql`
  with older as (delete from auth.recovery_codes where user_id = ${userId})
  insert into auth.recovery_codes (user_id, hash)
  select ${userId}, hash from unnest(${hashes}::bytea[]) as given (hash)`

export const spendRecoveryCode = (userId: string, hashes: readonly Buffer[]): Sql => sql`
  update auth.recovery_codes set used_at = now()
  where user_id = ${userId} and hash = any(${hashes}::bytea[]) and used_at is null`

export const countRecoveryCodes = (userId: string): Sql => sql`
  select count(*)::int as left from auth.recovery_codes
  where user_id = ${userId} and used_at is null`

export const deleteRecoveryCodes = (userIds: readonly string[]): Sql =>
  sql`delete from auth.recovery_codes where user_id = any(${userIds}::uuid[])`
