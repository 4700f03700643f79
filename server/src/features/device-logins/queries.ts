import { type Sql, sql } from '../../kernel/sql.ts'

/** Nothing is made where the code is taken. */
export const insertLogin = (l: {
  id: string
  deviceHash: Buffer
  userCode: string
  device: string
  address: string
  lifeSeconds: number
}): Sql => sql`
  insert into auth.device_logins (id, device_hash, user_code, device, address, expires_at)
  values (${l.id}, ${l.deviceHash}, ${l.userCode}, ${l.device}, ${l.address},
    now() + make_interval(secs => ${l.lifeSeconds}))
  on conflict (user_code) do nothing returning expires_at`

const isOpen = sql`d.is_granted is null and d.expires_at > now()`

export const selectOpen = (userCode: string): Sql => sql`
  select d.user_code, d.device, d.address, d.created_at, d.expires_at
  from auth.device_logins d where d.user_code = ${userCode} and ${isOpen}`

/** One of any number of answers counts. */
export const answer = (a: {
  userCode: string
  isGranted: boolean
  userId: string
  sessionId: string
}): Sql => sql`
  update auth.device_logins d
  set is_granted = ${a.isGranted}, user_id = ${a.userId}, session_id = ${a.sessionId}
  where d.user_code = ${a.userCode} and ${isOpen}
  returning d.id, d.device, d.address`

/** Notes that the device asked, and says when it did before. Locked: two at once ask in turn. */
export const ask = (deviceHash: Buffer): Sql => sql`
  with before as (
    select d.id, d.asked_at from auth.device_logins d
    where d.device_hash = ${deviceHash} and d.expires_at > now() for update)
  update auth.device_logins d set asked_at = now() from before b where d.id = b.id
  returning d.is_granted, extract(epoch from now() - b.asked_at)::float8 as seconds_since`

/** What was granted is fetched once, while the session lives in which it was. */
export const take = (deviceHash: Buffer): Sql => sql`
  delete from auth.device_logins d using auth.sessions s
  where d.device_hash = ${deviceHash} and d.is_granted and d.expires_at > now()
    and s.id = d.session_id and s.user_id = d.user_id
    and s.revoked_at is null and s.expires_at > now()
  returning d.user_id, s.amr`

export const deleteOld: Sql = sql`delete from auth.device_logins where expires_at < now()`
