import { type Static, Type } from '@sinclair/typebox'
import { label, nullable, object, secretText, Time, Uuid } from '../../kernel/schema.ts'

/** Claim → the values that count. */
const ClaimRules = Type.Unsafe<StoredClaimRules>({
  type: 'object',
  additionalProperties: {
    type: 'array',
    maxItems: 100,
    items: { type: 'string', maxLength: 500 },
  },
  maxProperties: 20,
})

export type StoredClaimRules = Record<string, string[]>

/** Names travel in paths. */
export const ProviderName = Type.String({ pattern: '^[a-z][a-z0-9_]{1,49}$' })

const Url = Type.String({ minLength: 8, maxLength: 500, pattern: '^https?://[!-~]+$' })
const Scope = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$',
})

const changeable = {
  display_name: Type.Optional(label(100)),
  enabled: Type.Optional(Type.Boolean()),
  client_secret: Type.Optional(secretText({ minLength: 1, maxLength: 4096 })),
  scopes: Type.Optional(Type.Array(Scope, { maxItems: 50 })),
  authorization_url: Type.Optional(Url),
  token_url: Type.Optional(Url),
  userinfo_url: Type.Optional(Url),
  revocation_url: Type.Optional(Url),
  allow_app_login: Type.Optional(Type.Boolean()),
  allow_dashboard_login: Type.Optional(Type.Boolean()),
  share_refresh_token: Type.Optional(
    Type.Boolean({ description: 'Whether people get their refresh token of the provider, too' }),
  ),
  required_claims: Type.Optional(ClaimRules),
  denied_claims: Type.Optional(ClaimRules),
}

const ClientId = Type.String({ minLength: 1, maxLength: 500, pattern: '^[!-~]+$' })

/** A provider as an administrator adds it. */
export const NewProvider = object({
  name: ProviderName,
  issuer_url: Type.Optional(Url),
  client_id: ClientId,
  tenant_id: Type.Optional(Uuid),
  ...changeable,
})

export const ProviderChanges = object({
  issuer_url: Type.Optional(Url),
  client_id: Type.Optional(ClientId),
  ...changeable,
})

/** A provider as an administrator sees it: never with its secret. */
export const ProviderShape = object({
  id: nullable(Uuid),
  name: Type.String(),
  display_name: Type.String(),
  enabled: Type.Boolean(),
  source: Type.String({ description: '`environment` or `database`' }),
  tenant_id: nullable(Uuid),
  issuer_url: Type.String(),
  client_id: Type.String(),
  has_client_secret: Type.Boolean(),
  scopes: Type.Array(Type.String()),
  authorization_url: nullable(Type.String()),
  token_url: nullable(Type.String()),
  userinfo_url: nullable(Type.String()),
  revocation_url: nullable(Type.String()),
  allow_app_login: Type.Boolean(),
  allow_dashboard_login: Type.Boolean(),
  share_refresh_token: Type.Boolean(),
  required_claims: nullable(ClaimRules),
  denied_claims: nullable(ClaimRules),
  callback_url: Type.String({ description: 'To be registered with the provider' }),
  created_at: nullable(Time),
  updated_at: nullable(Time),
})

export type NewProvider = Static<typeof NewProvider>
export type ProviderChanges = Static<typeof ProviderChanges>

export interface ProviderRow {
  id: string
  tenant_id: string | null
  name: string
  display_name: string | null
  enabled: boolean
  issuer_url: string
  client_id: string
  client_secret: string | null
  scopes: string[] | null
  authorization_url: string | null
  token_url: string | null
  userinfo_url: string | null
  revocation_url: string | null
  allow_app_login: boolean
  allow_dashboard_login: boolean
  share_refresh_token: boolean
  required_claims: StoredClaimRules | null
  denied_claims: StoredClaimRules | null
  created_at: Date
  updated_at: Date
}
