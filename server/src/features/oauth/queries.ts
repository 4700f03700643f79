import { type Sql, sql } from '../../kernel/sql.ts'
import type { ProviderRow, StoredClaimRules } from './schema.ts'

const provider = sql`id, tenant_id, name, display_name, enabled, issuer_url, client_id,
  client_secret, scopes, authorization_url, token_url, userinfo_url, revocation_url,
  allow_app_login, allow_dashboard_login, share_refresh_token, required_claims, denied_claims,
  created_at, updated_at`

/** The tenant's own before the instance's. */
export const selectByName = (name: string, tenantId: string | null): Sql => sql`
  select ${provider} from auth.oauth_providers
  where name = ${name} and (tenant_id is null or tenant_id = ${tenantId}::uuid)
  order by tenant_id nulls last limit 1`

export const selectVisible = (tenantId: string | null): Sql => sql`
  select ${provider} from auth.oauth_providers
  where tenant_id is null or tenant_id = ${tenantId}::uuid
  order by tenant_id nulls last, name`

export const selectAll: Sql = sql`
  select ${provider} from auth.oauth_providers order by name, tenant_id nulls first limit 1000`

export const selectById = (id: string, lock = false): Sql => sql`
  select ${provider} from auth.oauth_providers where id = ${id} ${lock ? sql`for update` : sql.empty}`

type Values = Omit<ProviderRow, 'created_at' | 'updated_at'>

const claims = (rules: StoredClaimRules | null) => (rules === null ? null : JSON.stringify(rules))

export const insertProvider = (p: Values, by: string | null): Sql => sql`
  insert into auth.oauth_providers (id, tenant_id, name, display_name, enabled, issuer_url,
    client_id, client_secret, scopes, authorization_url, token_url, userinfo_url, revocation_url,
    allow_app_login, allow_dashboard_login, share_refresh_token, required_claims, denied_claims,
    created_by)
  values (${p.id}, ${p.tenant_id}, ${p.name}, ${p.display_name}, ${p.enabled}, ${p.issuer_url},
    ${p.client_id}, ${p.client_secret}, ${p.scopes}, ${p.authorization_url}, ${p.token_url},
    ${p.userinfo_url}, ${p.revocation_url}, ${p.allow_app_login}, ${p.allow_dashboard_login},
    ${p.share_refresh_token}, ${claims(p.required_claims)}, ${claims(p.denied_claims)}, ${by})
  returning ${provider}`

export const updateProvider = (p: Values): Sql => sql`
  update auth.oauth_providers set display_name = ${p.display_name}, enabled = ${p.enabled},
    issuer_url = ${p.issuer_url}, client_id = ${p.client_id}, client_secret = ${p.client_secret},
    scopes = ${p.scopes}, authorization_url = ${p.authorization_url}, token_url = ${p.token_url},
    userinfo_url = ${p.userinfo_url}, revocation_url = ${p.revocation_url},
    allow_app_login = ${p.allow_app_login}, allow_dashboard_login = ${p.allow_dashboard_login},
    share_refresh_token = ${p.share_refresh_token}, required_claims = ${claims(p.required_claims)},
    denied_claims = ${claims(p.denied_claims)}, updated_at = now()
  where id = ${p.id} returning ${provider}`

export const deleteProvider = (id: string): Sql => sql`
  delete from auth.oauth_providers where id = ${id} returning ${provider}`

export interface NewFlow {
  id: string
  purpose: 'sign_in' | 'link' | 'logout'
  stateHash: Buffer
  provider: string
  providerId: string
  tenantId: string | null
  redirectUri: string
  redirectTo: string | null
  linkUserId: string | null
  browserHash: Buffer | null
  sealed: string | null
}

export const insertFlow = (f: NewFlow, minutes: number): Sql => sql`
  insert into auth.oauth_flows (id, purpose, state_hash, provider, provider_id, tenant_id,
    redirect_uri, redirect_to, link_user_id, browser_hash, sealed, expires_at)
  values (${f.id}, ${f.purpose}, ${f.stateHash}, ${f.provider}, ${f.providerId}, ${f.tenantId},
    ${f.redirectUri}, ${f.redirectTo}, ${f.linkUserId}, ${f.browserHash}, ${f.sealed},
    now() + make_interval(mins => ${minutes}))`

const flow = sql`id, purpose, provider, provider_id, tenant_id, redirect_uri, redirect_to,
  link_user_id, sealed, outcome`

/** A flow of this provider, before anything is decided about it. */
export const selectFlow = (provider: string, stateHash: Buffer): Sql => sql`
  select ${flow} from auth.oauth_flows
  where state_hash = ${stateHash} and provider = ${provider} and purpose <> 'logout'
    and consumed_at is null and expires_at > now()`

/** The one step that counts: of any number of attempts one gets the row. */
export const consumeFlow = (given: {
  provider: string
  stateHash: Buffer
  redirectUri: string | null
  browserHash: Buffer | null
  linkUserId: string | null
}): Sql => sql`
  update auth.oauth_flows set consumed_at = now()
  where state_hash = ${given.stateHash} and provider = ${given.provider} and purpose <> 'logout'
    and consumed_at is null and expires_at > now()
    and (${given.redirectUri}::text is null or redirect_uri = ${given.redirectUri})
    and (browser_hash is null or browser_hash = ${given.browserHash}::bytea)
    and (purpose <> 'link' or redirect_to is not null or link_user_id = ${given.linkUserId}::uuid)
  returning ${flow}`

export const parkOutcome = (
  id: string,
  p: { codeHash: Buffer; onwardHash: Buffer; outcome: string; seconds: number },
): Sql => sql`
  update auth.oauth_flows set code_hash = ${p.codeHash}, onward_hash = ${p.onwardHash},
    outcome = ${p.outcome}, sealed = null,
    outcome_expires_at = now() + make_interval(secs => ${p.seconds})
  where id = ${id}`

/** Again one statement, for a flow that links by its owner alone. */
export const settleFlow = (given: {
  provider: string
  codeHash: Buffer
  onwardHash: Buffer
  linkUserId: string | null
}): Sql => sql`
  update auth.oauth_flows set settled_at = now()
  where code_hash = ${given.codeHash} and onward_hash = ${given.onwardHash}
    and provider = ${given.provider} and settled_at is null and outcome_expires_at > now()
    and (purpose <> 'link' or link_user_id = ${given.linkUserId}::uuid)
  returning ${flow}`

/** What began by a code, for as long as the flow is kept. */
export const bindSession = (id: string, sessionId: string): Sql => sql`
  update auth.oauth_flows set session_id = ${sessionId} where id = ${id} and session_id is null`

/**
 * A code that was used already, and not just now: the flow goes, so that no session can begin by it
 * any more. The first seconds are those of double clicks and pages that load twice.
 */
export const endReplayed = (provider: string, codeHash: Buffer, onwardHash: Buffer): Sql => sql`
  delete from auth.oauth_flows
  where code_hash = ${codeHash} and onward_hash = ${onwardHash} and provider = ${provider}
    and settled_at < now() - interval '10 seconds'
  returning session_id`

/** Whether a parked outcome waits for its owner to be signed in. */
export const isLinkParked = (codeHash: Buffer): Sql => sql`
  select from auth.oauth_flows where code_hash = ${codeHash} and purpose = 'link'
    and settled_at is null and outcome_expires_at > now()`

export const consumeLogout = (provider: string, stateHash: Buffer): Sql => sql`
  update auth.oauth_flows set consumed_at = now()
  where state_hash = ${stateHash} and provider = ${provider} and purpose = 'logout'
    and consumed_at is null and expires_at > now()
  returning ${flow}`

export const deleteOldFlows: Sql = sql`
  delete from auth.oauth_flows where expires_at < now() - interval '1 hour'`

export const upsertTokens = (t: {
  realmId: string
  issuer: string
  subject: string
  providerId: string
  sealed: string
  scopes: string | null
  expiresAt: Date | null
}): Sql => sql`
  insert into auth.provider_tokens (identity_id, provider_id, sealed, scopes, expires_at)
  select i.id, ${t.providerId}, ${t.sealed}, ${t.scopes}, ${t.expiresAt}
  from auth.identities i
  where i.realm_id = ${t.realmId} and i.issuer = ${t.issuer} and i.subject = ${t.subject}
  on conflict (identity_id) do update set provider_id = excluded.provider_id,
    sealed = excluded.sealed, scopes = excluded.scopes, expires_at = excluded.expires_at,
    lease = null, lease_ends_at = null, updated_at = now()`

const tokens = sql`t.identity_id, t.provider_id, t.sealed, t.scopes, t.expires_at,
  t.lease is not null and t.lease_ends_at > now() as is_leased, t.updated_at`

export const selectTokens = (userId: string, providerId: string): Sql => sql`
  select ${tokens} from auth.provider_tokens t
  join auth.identities i on i.id = t.identity_id
  where i.user_id = ${userId} and t.provider_id = ${providerId}
  order by t.updated_at desc limit 1`

/** One refreshes; the lease ends by itself when its holder dies. */
export const leaseTokens = (
  identityId: string,
  l: { lease: string; seconds: number; leftSeconds: number },
): Sql => sql`
  update auth.provider_tokens t set lease = ${l.lease},
    lease_ends_at = now() + make_interval(secs => ${l.seconds})
  where t.identity_id = ${identityId}
    and t.expires_at < now() + make_interval(secs => ${l.leftSeconds})
    and (t.lease is null or t.lease_ends_at < now())
  returning ${tokens}`

export const saveTokens = (
  identityId: string,
  s: { lease: string; sealed: string; scopes: string | null; expiresAt: Date | null },
): Sql => sql`
  update auth.provider_tokens t set sealed = ${s.sealed}, scopes = ${s.scopes},
    expires_at = ${s.expiresAt}, lease = null, lease_ends_at = null, updated_at = now()
  where t.identity_id = ${identityId} and t.lease = ${s.lease}
  returning ${tokens}`

export const releaseTokens = (identityId: string, lease: string): Sql => sql`
  update auth.provider_tokens set lease = null, lease_ends_at = null
  where identity_id = ${identityId} and lease = ${lease}`

export const takeTokens = (userId: string, providerId: string): Sql => sql`
  delete from auth.provider_tokens t using auth.identities i
  where i.id = t.identity_id and i.user_id = ${userId} and t.provider_id = ${providerId}
  returning ${tokens}`

/** Where the provider stands that the person's newest token of this name came from. */
export const selectTenantOfTokens = (userId: string, name: string): Sql => sql`
  select p.tenant_id from auth.provider_tokens t
  join auth.identities i on i.id = t.identity_id
  join auth.oauth_providers p on p.id::text = t.provider_id
  where i.user_id = ${userId} and p.name = ${name}
  order by t.updated_at desc limit 1`

export const selectTenantId = (ref: string): Sql => sql`
  select id from auth.tenants where (id::text = lower(${ref}) or slug = ${ref}) and deleted_at is null
  limit 1`
