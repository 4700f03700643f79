import { type Sql, sql } from '../../kernel/sql.ts'
import type { NewCode } from './index.ts'

const proof = sql`id, purpose, realm_id, user_id, address`
const isLive = sql`consumed_at is null and discarded_at is null and expires_at > now()
  and tries < max_tries`

export const insertCode = (
  code: NewCode & {
    id: string
    hash: Buffer | null
    minutes: number
    maxTries: number
    when: boolean
  },
): Sql => sql`
  with older as (
    update auth.codes set discarded_at = now()
    where purpose = ${code.purpose} and realm_id = ${code.realmId} and address = ${code.address}
      and user_id is not distinct from ${code.userId}::uuid
      and consumed_at is null and discarded_at is null and ${code.when}
  )
  insert into auth.codes (id, purpose, realm_id, user_id, address, hash, max_tries, expires_at)
  select ${code.id}, ${code.purpose}, ${code.realmId}, ${code.userId}, ${code.address},
    ${code.hash}, ${code.maxTries}, now() + make_interval(mins => ${code.minutes})
  where ${code.when}`

const tryDigits = (hashes: Buffer[]): Sql => sql`
  tries = tries + 1, consumed_at = case when hash = any(${hashes}::bytea[]) then now() end`

export const consumeForAddress = (
  given: { purpose: string; realmId: string; address: string; userId?: string },
  hashes: Buffer[],
): Sql => sql`
  update auth.codes set ${tryDigits(hashes)}
  where purpose = ${given.purpose} and realm_id = ${given.realmId} and address = ${given.address}
    and (${given.userId ?? null}::uuid is null or user_id = ${given.userId ?? null}) and ${isLive}
  returning ${proof}, consumed_at is not null as right`

/** With hashes a try of digits, without them the holder of the link. */
export const consumeById = (id: string, purpose: string, hashes?: Buffer[]): Sql => sql`
  update auth.codes set ${hashes ? tryDigits(hashes) : sql`consumed_at = now()`}
  where id = ${id} and purpose = ${purpose} and ${isLive}
  returning ${proof}, consumed_at is not null as right`

export const countTry = (id: string, purpose: string): Sql => sql`
  update auth.codes set tries = tries + 1
  where id = ${id} and purpose = ${purpose} and ${isLive}
  returning ${proof}`

/** A right try is not counted: what comes after it may have to be tried again. */
export const judgeById = (id: string, purpose: string, hashes: Buffer[]): Sql => sql`
  update auth.codes
  set tries = tries + case when hash = any(${hashes}::bytea[]) then 0 else 1 end
  where id = ${id} and purpose = ${purpose} and ${isLive}
  returning hash = any(${hashes}::bytea[]) as right`

/** Whatever its tries: the right one may have been the last. */
export const consumeJudged = (id: string, purpose: string): Sql => sql`
  update auth.codes set consumed_at = now()
  where id = ${id} and purpose = ${purpose} and consumed_at is null and discarded_at is null
    and expires_at > now()`

export const giveTryBack = (id: string): Sql =>
  sql`update auth.codes set tries = greatest(tries - 1, 0) where id = ${id}`

export const adoptDigits = (id: string, hash: Buffer): Sql => sql`
  update auth.codes set hash = ${hash}, tries = greatest(tries - 1, 0) where id = ${id}`

export const selectAdopted = (id: string, purpose: string, hashes: Buffer[]): Sql => sql`
  select from auth.codes
  where id = ${id} and purpose = ${purpose} and hash = any(${hashes}::bytea[]) and ${isLive}`

export const discardById = (id: string): Sql => sql`
  update auth.codes set discarded_at = coalesce(discarded_at, now())
  where id = ${id} and consumed_at is null returning ${proof}`

export const hasLive = (purpose: string, userId: string): Sql => sql`
  select exists (select from auth.codes
    where purpose = ${purpose} and user_id = ${userId} and ${isLive}) as live`

export const discardForUser = (userIds: readonly string[]): Sql => sql`
  update auth.codes set discarded_at = now()
  where user_id = any(${userIds}::uuid[]) and consumed_at is null and discarded_at is null`

export const deleteOldCodes: Sql = sql`
  delete from auth.codes where expires_at < now() - interval '1 day'`
