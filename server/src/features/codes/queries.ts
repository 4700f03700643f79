import { type Sql, sql } from '../../kernel/sql.ts'
import type { NewCode } from './index.ts'

const proof = sql`id, purpose, realm_id, user_id, address, redirect_to, data`
const isUnused = sql`consumed_at is null and discarded_at is null and expires_at > now()`
const isLive = sql`${isUnused} and tries < max_tries`

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
  insert into auth.codes (id, purpose, realm_id, user_id, address, hash, max_tries, redirect_to,
    data, expires_at)
  select ${code.id}, ${code.purpose}, ${code.realmId}, ${code.userId}, ${code.address},
    ${code.hash}, ${code.maxTries}, ${code.redirectTo ?? null},
    ${JSON.stringify(code.data ?? {})},
    now() + make_interval(mins => ${code.minutes})
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

/**
 * With hashes a try of digits; without them the holder of the link, whom no number of a stranger's
 * wrong digits shuts out.
 */
export const consumeById = (id: string, purpose: string, hashes?: Buffer[]): Sql => sql`
  update auth.codes set ${hashes ? tryDigits(hashes) : sql`consumed_at = now()`}
  where id = ${id} and purpose = ${purpose} and ${hashes ? isLive : isUnused}
  returning ${proof}, consumed_at is not null as right`

/** Replaced and disowned ones count as used: they were taken from the holder. */
export const selectFate = (id: string, purpose: string): Sql => sql`
  select ${proof}, case when consumed_at is not null or discarded_at is not null then 'used'
    when expires_at > now() then 'live' else 'expired' end as fate
  from auth.codes where id = ${id} and purpose = ${purpose}`

export const countTry = (id: string, purpose: string): Sql => sql`
  update auth.codes set tries = tries + 1
  where id = ${id} and purpose = ${purpose} and ${isLive}
  returning ${proof}`

/** Whose code it is: a person's, or of an address. */
export type Owner = { userId: string } | { realmId: string; address: string }

const ownedBy = (owner: Owner): Sql =>
  'userId' in owner
    ? sql`user_id = ${owner.userId}`
    : sql`realm_id = ${owner.realmId} and address = ${owner.address}`

/** A try on the newest live code of a purpose; judged again under its lock. */
export const countNewest = (purpose: string, owner: Owner): Sql => sql`
  update auth.codes set tries = tries + 1
  where id = (select id from auth.codes where purpose = ${purpose} and ${ownedBy(owner)}
      and ${isLive} order by created_at desc, id limit 1)
    and ${isLive}
  returning ${proof}`

/** The newest code of the last hour, dead or alive; none when its recipient disowned it. */
export const selectLatest = (purpose: string, owner: Owner): Sql => sql`
  select ${proof} from auth.codes
  where id = (select id from auth.codes where purpose = ${purpose} and ${ownedBy(owner)}
      and created_at > now() - interval '1 hour' order by created_at desc, id limit 1)
    and discarded_at is null`

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
