import { type Static, Type } from '@sinclair/typebox'
import { label, nullable, object, secretText, Time, Uuid } from '../../kernel/schema.ts'

/** Names travel in paths. */
export const ProviderName = Type.String({ pattern: '^[a-z][a-z0-9_]{1,49}$' })

const Url = Type.String({ minLength: 8, maxLength: 1000, pattern: '^https?://[!-~]+$' })
const Pem = Type.String({ minLength: 1, maxLength: 20_000, description: 'PEM' })
const Name = Type.String({ minLength: 1, maxLength: 500 })
const Names = Type.Array(Name, { maxItems: 100 })
const Domain = Type.String({ minLength: 3, maxLength: 253, pattern: '^[a-z0-9.-]+$' })

/** Which attribute says what; what is not named is looked for under its usual names. */
const AttributeMapping = object({
  email: Type.Optional(Name),
  name: Type.Optional(Name),
  first_name: Type.Optional(Name),
  last_name: Type.Optional(Name),
})
export type AttributeMapping = Static<typeof AttributeMapping>

const changeable = {
  display_name: Type.Optional(label(100)),
  enabled: Type.Optional(Type.Boolean()),
  entity_id: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  idp_metadata_xml: Type.Optional(Type.String({ minLength: 1, maxLength: 200_000 })),
  idp_metadata_url: Type.Optional(Url),
  idp_entity_id: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  sso_url: Type.Optional(Url),
  slo_url: Type.Optional(nullable(Url)),
  certificates: Type.Optional(Type.Array(Pem, { minItems: 1, maxItems: 10 })),
  sp_certificate: Type.Optional(Pem),
  sp_private_key: Type.Optional(secretText({ minLength: 1, maxLength: 20_000 })),
  attribute_mapping: Type.Optional(AttributeMapping),
  email_domains: Type.Optional(nullable(Type.Array(Domain, { maxItems: 100 }))),
  auto_create_users: Type.Optional(Type.Boolean()),
  allow_idp_initiated: Type.Optional(Type.Boolean()),
  allowed_redirect_hosts: Type.Optional(Type.Array(Domain, { maxItems: 50 })),
  require_logout_signature: Type.Optional(
    Type.Literal(true, { description: 'Always: there is no other way' }),
  ),
  allow_app_login: Type.Optional(Type.Boolean()),
  group_attribute: Type.Optional(Name),
  required_groups: Type.Optional(Names),
  required_groups_all: Type.Optional(Names),
  denied_groups: Type.Optional(Names),
}

/** A provider as an administrator adds it: by its metadata, or field by field. */
export const NewProvider = object({
  name: ProviderName,
  tenant_id: Type.Optional(Uuid),
  ...changeable,
})
export const ProviderChanges = object(changeable)

/** A provider as an administrator sees it: never with our private key. */
export const ProviderShape = object({
  id: Uuid,
  tenant_id: nullable(Uuid),
  name: Type.String(),
  display_name: Type.String(),
  enabled: Type.Boolean(),
  entity_id: Type.String(),
  acs_url: Type.String({ description: 'To be registered with the provider' }),
  metadata_url: Type.String(),
  idp_entity_id: Type.String(),
  sso_url: Type.String(),
  slo_url: nullable(Type.String()),
  certificates: Type.Array(Type.String()),
  sp_certificate: Type.String(),
  attribute_mapping: AttributeMapping,
  email_domains: nullable(Type.Array(Type.String())),
  auto_create_users: Type.Boolean(),
  allow_idp_initiated: Type.Boolean(),
  allowed_redirect_hosts: Type.Array(Type.String()),
  require_logout_signature: Type.Literal(true),
  allow_app_login: Type.Boolean(),
  group_attribute: Type.String(),
  required_groups: Type.Array(Type.String()),
  required_groups_all: Type.Array(Type.String()),
  denied_groups: Type.Array(Type.String()),
  created_at: Time,
  updated_at: Time,
})

export type NewProvider = Static<typeof NewProvider>
export type ProviderChanges = Static<typeof ProviderChanges>

export interface ProviderRow {
  id: string
  tenant_id: string | null
  name: string
  display_name: string | null
  enabled: boolean
  entity_id: string | null
  idp_entity_id: string
  sso_url: string
  slo_url: string | null
  certificates: string[]
  sp_certificate: string
  sp_private_key: string
  attribute_mapping: AttributeMapping
  email_domains: string[] | null
  auto_create_users: boolean
  allow_idp_initiated: boolean
  allowed_redirect_hosts: string[]
  allow_app_login: boolean
  group_attribute: string
  required_groups: string[]
  required_groups_all: string[]
  denied_groups: string[]
  created_at: Date
  updated_at: Date
}
