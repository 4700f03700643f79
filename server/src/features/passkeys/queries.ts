import { type Sql, sql } from '../../kernel/sql.ts'

const record = sql`id, name, created_at, last_used_at, backed_up, device_type, transports, aaguid,
  second_factor`

export interface NewChallengeRow {
  hash: Buffer
  purpose: string
  userId: string | null
  sessionId: string | null
  codeId: string | null
  secondFactor: boolean
  minutes: number
}

export const insertChallenge = (c: NewChallengeRow): Sql => sql`
  insert into auth.passkey_challenges (hash, purpose, user_id, session_id, code_id, second_factor,
    expires_at)
  values (${c.hash}, ${c.purpose}, ${c.userId}, ${c.sessionId}, ${c.codeId}, ${c.secondFactor},
    now() + make_interval(mins => ${c.minutes}))`

/** Gone with its first use, and only for whom it was made: nobody uses up somebody else's. */
export const takeChallenge = (c: Omit<NewChallengeRow, 'secondFactor' | 'minutes'>): Sql => sql`
  delete from auth.passkey_challenges
  where hash = ${c.hash} and purpose = ${c.purpose} and expires_at > now()
    and user_id is not distinct from ${c.userId}::uuid
    and session_id is not distinct from ${c.sessionId}::uuid
    and code_id is not distinct from ${c.codeId}::uuid
  returning second_factor`

export const deleteOldChallenges: Sql = sql`delete from auth.passkey_challenges where expires_at < now()`

/** The one that is there, or this one from now on. */
export const keepHandle = (userId: string, handle: Buffer): Sql => sql`
  insert into auth.passkey_handles as h (user_id, handle) values (${userId}, ${handle})
  on conflict (user_id) do update set handle = h.handle returning handle`

export interface NewPasskeyRow {
  id: string
  userId: string
  credentialId: Buffer
  publicKey: Buffer
  rpId: string
  name: string
  signCount: number
  deviceType: string
  backedUp: boolean
  transports: readonly string[]
  aaguid: string
  userVerified: boolean
  secondFactor: boolean
}

export const insertPasskey = (p: NewPasskeyRow): Sql => sql`
  insert into auth.passkeys (id, user_id, credential_id, public_key, rp_id, name, sign_count,
    device_type, backed_up, transports, aaguid, user_verified, second_factor)
  values (${p.id}, ${p.userId}, ${p.credentialId}, ${p.publicKey}, ${p.rpId}, ${p.name},
    ${p.signCount}, ${p.deviceType}, ${p.backedUp}, ${p.transports}, ${p.aaguid},
    ${p.userVerified}, ${p.secondFactor})
  returning ${record}`

export const selectOwn = (userId: string): Sql => sql`
  select ${record} from auth.passkeys where user_id = ${userId} order by created_at, id`

/** As browsers are told of them. */
export const selectDescriptors = (userId: string, rpId: string): Sql => sql`
  select credential_id, transports from auth.passkeys
  where user_id = ${userId} and rp_id = ${rpId} order by created_at, id`

export const renamePasskey = (userId: string, id: string, name: string): Sql => sql`
  update auth.passkeys set name = ${name} where id = ${id} and user_id = ${userId}
  returning ${record}`

export const deletePasskey = (userId: string, id: string): Sql => sql`
  delete from auth.passkeys where id = ${id} and user_id = ${userId} returning ${record}`

export const deleteAllPasskeys = (userIds: readonly string[]): Sql =>
  sql`delete from auth.passkeys where user_id = any(${userIds}::uuid[])`

export const selectByCredential = (credentialId: Buffer, rpId: string): Sql => sql`
  select p.id, p.user_id, p.public_key, p.device_type, p.user_verified, h.handle
  from auth.passkeys p join auth.passkey_handles h on h.user_id = p.user_id
  where p.credential_id = ${credentialId} and p.rp_id = ${rpId}`

/** Only forward, unless the authenticator does not count (WebAuthn §7.2 step 22). */
export const countUse = (id: string, signCount: number, backedUp: boolean): Sql => sql`
  update auth.passkeys set sign_count = ${signCount}, backed_up = ${backedUp}, last_used_at = now()
  where id = ${id} and (sign_count < ${signCount} or (sign_count = 0 and ${signCount}::bigint = 0))`

export const selectRole = (userId: string): Sql => sql`
  select count(*)::int as held, coalesce(bool_or(second_factor), false) as demanded
  from auth.passkeys where user_id = ${userId}`

/** @returns the ids of those that were */
export const dropSecondFactor = (userId: string): Sql => sql`
  update auth.passkeys set second_factor = false where user_id = ${userId} and second_factor
  returning id`

/** Those that open an account by themselves. */
export const countWaysIn = (userId: string, rpId: string): Sql => sql`
  select count(*)::int as ways from auth.passkeys
  where user_id = ${userId} and rp_id = ${rpId} and user_verified`
