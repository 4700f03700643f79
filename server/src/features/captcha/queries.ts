import { type Sql, sql } from '../../kernel/sql.ts'

export const insertChallenge = (c: {
  id: string
  endpoint: string
  address: string
  required: boolean
  expiresAt: Date
}): Sql => sql`
  insert into auth.captcha_challenges (id, endpoint, address, required, expires_at)
  values (${c.id}, ${c.endpoint}, ${c.address}, ${c.required}, ${c.expiresAt})`

export const selectChallenge = (id: string): Sql => sql`
  select endpoint, address, required, expires_at <= now() as is_over,
    consumed_at is not null as is_consumed
  from auth.captcha_challenges where id = ${id}`

export const consumeChallenge = (id: string): Sql => sql`
  update auth.captcha_challenges set consumed_at = now()
  where id = ${id} and consumed_at is null and expires_at > now()`

/** One row for each puzzle: the first solution counts. */
export const insertSolution = (s: {
  puzzle: Buffer
  tokenHash: Buffer
  expiresAt: Date
}): Sql => sql`
  insert into auth.captcha_solutions (puzzle, token_hash, expires_at)
  values (${s.puzzle}, ${s.tokenHash}, ${s.expiresAt}) on conflict do nothing`

export const spendSolution = (tokenHash: Buffer): Sql => sql`
  update auth.captcha_solutions set spent_at = now()
  where token_hash = ${tokenHash} and spent_at is null and expires_at > now()`

export const insertTrust = (tokenHash: Buffer, address: string, seconds: number): Sql => sql`
  insert into auth.captcha_trust (token_hash, address, expires_at)
  values (${tokenHash}, ${address}, now() + make_interval(secs => ${seconds}))`

export const selectTrust = (tokenHash: Buffer, address: string): Sql => sql`
  select from auth.captcha_trust
  where token_hash = ${tokenHash} and address = ${address} and expires_at > now()`

/** How well the owner of an address is known, from this network and device. */
export const selectSignals = (email: string, address: string, device: string): Sql => sql`
  select u.id, u.email_verified_at is not null as proven,
    u.created_at < now() - interval '7 days' as old,
    (select count(*) >= 3 from auth.sessions s where s.user_id = u.id) as often,
    exists (select from auth.factors f where f.user_id = u.id and f.confirmed_at is not null) as factor,
    exists (select from auth.sessions s where s.user_id = u.id and s.address = ${address}) as known_ip,
    exists (select from auth.sessions s where s.user_id = u.id and s.device = ${device}) as known_device,
    coalesce((select l.used from engine.limits l
      where l.key = 'guess:' || u.id and l.ends_at > now()), 0)::int as failures
  from auth.users u
  where u.realm_id = '00000000-0000-4000-8000-000000000001' and u.email = ${email}
    and u.deleted_at is null and u.email_verified_at is not null`

export const sweepChallenges: Sql = sql`
  delete from auth.captcha_challenges where expires_at < now() - interval '1 hour'`
export const sweepSolutions: Sql = sql`
  delete from auth.captcha_solutions where expires_at < now() - interval '1 hour'`
export const sweepTrust: Sql = sql`delete from auth.captcha_trust where expires_at < now()`
