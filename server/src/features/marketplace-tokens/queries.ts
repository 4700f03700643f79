import { type Sql, sql } from '../../kernel/sql.ts'
import { merchant } from '../listings/index.ts'

export const selectClient = (clientId: string): Sql =>
  sql`select id, client_id, secret_hash from registry.oauth_clients where client_id = ${clientId}`

export const insertCode = (c: {
  hash: Buffer
  client: string
  installationId: string
  redirectUri: string
  scopes: readonly string[]
  challenge: string | null
  seconds: number
}): Sql => sql`
  insert into registry.codes
    (hash, client_id, installation_id, redirect_uri, scopes, challenge, expires_at)
  values (${c.hash}, ${c.client}, ${c.installationId}, ${c.redirectUri}, ${c.scopes},
    ${c.challenge}, now() + make_interval(secs => ${c.seconds}))`

/** All that must be there for a token to open anything; what ends one of these ends the token. */
const standing = sql`
  join registry.installations i on i.id = g.installation_id and i.status = 'active'
  join registry.apps a on a.id = i.app_id
  join auth.tenants m on m.id = i.tenant_id and m.deleted_at is null
  join auth.tenants d on d.id = a.tenant_id and d.deleted_at is null`

/** Never more than the merchant grants now. */
const within = (scopes: Sql): Sql => sql`array(select s from unnest(${scopes}) s
  where s = any(i.granted_scopes))`

export interface Redeemed {
  code: Buffer
  client: string
  redirectUri: string
  challenge: string | null
}

/**
 * A code becomes a grant and its first access token, in one statement: whoever is second finds
 * `grant_id` set. Each binding is a condition of its own; no challenge fits only no verifier.
 */
export const redeemCode = (
  { code, client, redirectUri, challenge }: Redeemed,
  made: { grantId: string; token: Buffer; tokenSeconds: number; idle: number; life: number },
): Sql => sql`
  with used as (
    update registry.codes k set grant_id = ${made.grantId}
    where k.hash = ${code} and k.grant_id is null and k.expires_at > now()
      and k.client_id = ${client} and k.redirect_uri = ${redirectUri}
      and k.challenge is not distinct from ${challenge}
      and exists (select from (select k.installation_id) g ${standing})
    returning k.installation_id, k.scopes
  ), g as (
    insert into registry.grants
      (id, installation_id, client_id, scopes, idle_ends_at, ends_at)
    select ${made.grantId}, u.installation_id, ${client}, u.scopes,
      now() + make_interval(secs => ${made.idle}), now() + make_interval(secs => ${made.life})
    from used u
    returning id, installation_id, scopes
  ), t as (
    insert into registry.access_tokens (hash, grant_id, scopes, expires_at)
    select ${made.token}, g.id, g.scopes, now() + make_interval(secs => ${made.tokenSeconds}) from g
  )
  select g.id, 1 as generation, ${within(sql`g.scopes`)} as scopes, i.tenant_id, i.app_id,
    ${merchant(sql`i.tenant_id`)} as merchant_id
  from g join registry.installations i on i.id = g.installation_id`

/** A second use of a code ends what the first one got (RFC 6749 §4.1.2). */
export const revokeOfCode = (code: Buffer, client: string): Sql => sql`
  update registry.grants g set revoked_at = now()
  from registry.codes k
  where k.hash = ${code} and k.client_id = ${client} and g.id = k.grant_id and g.revoked_at is null
  returning g.id`

/** The token in force is replaced; of several at once one is first. */
export const rotateGrant = (
  id: string,
  client: string,
  generation: number,
  idleSeconds: number,
): Sql => sql`
  update registry.grants n set generation = n.generation + 1,
    rotations = array_prepend(now(), array(
      select t from unnest(n.rotations) t where t > now() - interval '60 seconds' order by t desc)),
    idle_ends_at = now() + make_interval(secs => ${idleSeconds})
  where n.id = ${id} and n.client_id = ${client} and n.generation = ${generation}
    and n.revoked_at is null and n.idle_ends_at > now() and n.ends_at > now()`

/** With what decides about a token that was replaced already. */
export const selectGrant = (id: string, client: string): Sql => sql`
  select g.id, g.generation, ${within(sql`g.scopes`)} as scopes, i.tenant_id, i.app_id,
    ${merchant(sql`i.tenant_id`)} as merchant_id,
    array(select extract(epoch from now() - t)::float8 from unnest(g.rotations) t) as rotation_ages
  from registry.grants g ${standing}
  where g.id = ${id} and g.client_id = ${client} and g.revoked_at is null
    and g.idle_ends_at > now() and g.ends_at > now()`

export const insertAccessToken = (t: {
  hash: Buffer
  grantId: string
  scopes: readonly string[]
  seconds: number
}): Sql => sql`
  insert into registry.access_tokens (hash, grant_id, scopes, expires_at)
  select ${t.hash}, g.id, ${t.scopes}, least(g.ends_at, now() + make_interval(secs => ${t.seconds}))
  from registry.grants g where g.id = ${t.grantId}`

export const revokeGrant = (id: string, client: string): Sql => sql`
  update registry.grants set revoked_at = now()
  where id = ${id} and client_id = ${client} and revoked_at is null returning id`

export const deleteAccessToken = (hash: Buffer, client: string): Sql => sql`
  delete from registry.access_tokens t using registry.grants g
  where t.hash = ${hash} and g.id = t.grant_id and g.client_id = ${client}`

export const selectByToken = (hash: Buffer): Sql => sql`
  select i.id as installation_id, i.tenant_id, a.mode, ${within(sql`t.scopes`)} as scopes
  from registry.access_tokens t
  join registry.grants g on g.id = t.grant_id and g.revoked_at is null and g.ends_at > now()
  ${standing}
  where t.hash = ${hash} and t.expires_at > now()`

/* What is over. A used code is kept for a day, so that its second use is known as one. */

export const deleteOldCodes: Sql = sql`
  delete from registry.codes where expires_at < now() - interval '1 day'`

export const deleteOldTokens: Sql = sql`
  delete from registry.access_tokens where expires_at < now()`

export const deleteOldGrants: Sql = sql`
  delete from registry.grants where least(idle_ends_at, ends_at) < now() - interval '1 day'`
