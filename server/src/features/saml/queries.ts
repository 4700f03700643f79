import { type Sql, sql } from '../../kernel/sql.ts'
import type { ProviderRow } from './schema.ts'

const columns = [
  'id',
  'tenant_id',
  'name',
  'display_name',
  'enabled',
  'entity_id',
  'idp_entity_id',
  'sso_url',
  'slo_url',
  'certificates',
  'sp_certificate',
  'sp_private_key',
  'attribute_mapping',
  'email_domains',
  'auto_create_users',
  'allow_idp_initiated',
  'allowed_redirect_hosts',
  'allow_app_login',
  'group_attribute',
  'required_groups',
  'required_groups_all',
  'denied_groups',
] as const

export type Values = Omit<ProviderRow, 'created_at' | 'updated_at'>

const names = sql.join(columns.map((name) => sql.id(name)))
const provider = sql`${names}, created_at, updated_at`

const parameterOf = (p: Values, name: (typeof columns)[number]): Sql =>
  name === 'attribute_mapping' ? sql`${JSON.stringify(p[name])}::jsonb` : sql`${p[name]}`

/** The tenant's own before the instance's. */
export const selectByName = (name: string, tenantId: string | null): Sql => sql`
  select ${provider} from auth.saml_providers
  where name = ${name} and (tenant_id is null or tenant_id = ${tenantId}::uuid)
  order by tenant_id nulls last limit 1`

export const selectByIssuer = (issuer: string): Sql =>
  sql`select ${provider} from auth.saml_providers where idp_entity_id = ${issuer}`

/** Of one name the tenant's own comes first. */
export const selectVisible = (tenantId: string | null): Sql => sql`
  select ${provider} from auth.saml_providers
  where tenant_id is null or tenant_id = ${tenantId}::uuid
  order by name, tenant_id nulls last limit 1000`

export const selectAll: Sql = sql`select ${provider} from auth.saml_providers order by name, tenant_id nulls first limit 1000`

export const selectById = (id: string, lock = false): Sql => sql`
  select ${provider} from auth.saml_providers where id = ${id} ${lock ? sql`for update` : sql.empty}`

export const insertProvider = (p: Values, by: string | null): Sql => sql`
  insert into auth.saml_providers (${names}, created_by)
  values (${sql.join(columns.map((name) => parameterOf(p, name)))}, ${by}) returning ${provider}`

export const updateProvider = (p: Values): Sql => sql`
  update auth.saml_providers set updated_at = now(),
    ${sql.join(columns.map((name) => sql`${sql.id(name)} = ${parameterOf(p, name)}`))}
  where id = ${p.id} returning ${provider}`

export const deleteProvider = (id: string): Sql =>
  sql`delete from auth.saml_providers where id = ${id} returning ${provider}`

export interface NewFlow {
  id: string
  purpose: 'sign_in' | 'logout'
  providerId: string
  relayHash: Buffer
  redirectTo: string | null
  browserHash: Buffer | null
}

/** @param isConsumed for an answer that nobody asked for */
export const insertFlow = (f: NewFlow, minutes: number, isConsumed = false): Sql => sql`
  insert into auth.saml_flows (id, purpose, provider_id, relay_hash, redirect_to, browser_hash,
    expires_at, consumed_at)
  values (${f.id}, ${f.purpose}, ${f.providerId}, ${f.relayHash}, ${f.redirectTo}, ${f.browserHash},
    now() + make_interval(mins => ${minutes}), case when ${isConsumed} then now() end)`

const flow = sql`id, provider_id, redirect_to, browser_hash, outcome`

/** The one step that counts: of any number of attempts one gets the row. */
export const consumeFlow = (f: {
  id: string
  purpose: 'sign_in' | 'logout'
  providerId: string
  /** Null: whatever came. */
  relayHash: Buffer | null
  /** False: only a flow that no browser began. */
  anyBrowser: boolean
}): Sql => sql`
  update auth.saml_flows set consumed_at = now()
  where id = ${f.id} and purpose = ${f.purpose} and provider_id = ${f.providerId}
    and consumed_at is null and expires_at > now()
    and (${f.relayHash}::bytea is null or relay_hash = ${f.relayHash}::bytea)
    and (${f.anyBrowser} or browser_hash is null)
  returning ${flow}`

export const parkOutcome = (
  id: string,
  p: { codeHash: Buffer; onwardHash: Buffer; outcome: string; seconds: number },
): Sql => sql`
  update auth.saml_flows set code_hash = ${p.codeHash}, onward_hash = ${p.onwardHash},
    outcome = ${p.outcome}, outcome_expires_at = now() + make_interval(secs => ${p.seconds})
  where id = ${id}`

const parked = (codeHash: Buffer, onwardHash: Buffer): Sql => sql`
  code_hash = ${codeHash} and onward_hash = ${onwardHash}
    and settled_at is null and outcome_expires_at > now()`

/** Where a browser began, its app cannot finish before that browser came back. */
export const releaseParked = (
  codeHash: Buffer,
  onwardHash: Buffer,
  browserHash: Buffer,
): Sql => sql`
  update auth.saml_flows set browser_hash = null
  where ${parked(codeHash, onwardHash)} and browser_hash = ${browserHash} returning ${flow}`

export const settleParked = (codeHash: Buffer, onwardHash: Buffer): Sql => sql`
  update auth.saml_flows set settled_at = now()
  where ${parked(codeHash, onwardHash)} and browser_hash is null returning ${flow}`

export const insertSeen = (providerId: string, messageId: string, expiresAt: Date): Sql => sql`
  insert into auth.saml_seen (provider_id, message_id, expires_at)
  values (${providerId}, ${messageId}, ${expiresAt}) on conflict do nothing`

export const insertSession = (s: {
  id: string
  userId: string
  providerId: string
  nameId: string
  nameIdFormat: string | null
  sessionIndex: string | null
}): Sql => sql`
  insert into auth.saml_sessions (id, user_id, provider_id, name_id, name_id_format, session_index)
  values (${s.id}, ${s.userId}, ${s.providerId}, ${s.nameId}, ${s.nameIdFormat}, ${s.sessionIndex})`

/** Once, and only while the provider has not ended it. */
export const bindSession = (id: string, sessionId: string): Sql => sql`
  update auth.saml_sessions t set session_id = ${sessionId} from auth.sessions s
  where t.id = ${id} and t.session_id is null and s.id = ${sessionId} and s.user_id = t.user_id`

export const selectSession = (sessionId: string): Sql => sql`
  select id, provider_id, name_id, name_id_format, session_index from auth.saml_sessions
  where session_id = ${sessionId}`

export const deleteSession = (id: string): Sql =>
  sql`delete from auth.saml_sessions where id = ${id}`

/** Those of a person at a provider: all, or the sessions there that are named. */
export const deleteSessionsOf = (
  providerId: string,
  nameId: string,
  indexes: readonly string[],
): Sql => sql`
  delete from auth.saml_sessions
  where provider_id = ${providerId} and name_id = ${nameId}
    and (${indexes.length === 0} or session_index is null or session_index = any(${indexes}))
  returning session_id, user_id`

export const sweepFlows: Sql = sql`
  delete from auth.saml_flows where expires_at < now() - interval '1 hour'`
export const sweepSeen: Sql = sql`delete from auth.saml_seen where expires_at < now()`
/** Whoever has not shown their second factor by now does not any more. */
export const sweepSessions: Sql = sql`
  delete from auth.saml_sessions where session_id is null and created_at < now() - interval '1 hour'`
