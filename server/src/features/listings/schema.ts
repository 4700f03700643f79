import { label, mapOf, nullable, object, oneOf, type Static, Type } from '../../kernel/schema.ts'
import { scopes, webhookEvents } from './scopes.ts'

/**
 * An app as its developer sees it. Every key is always there; times are Unix
 * seconds, as the database writes them.
 */
const Text = nullable(Type.String())
const Seconds = Type.Integer({ description: 'Unix time' })

export const statuses = ['draft', 'in_review', 'published', 'rejected'] as const
export const distributionTypes = ['public', 'private'] as const

export const App = object({
  id: Type.String(),
  object: Type.Literal('app'),
  developer_id: Type.String(),
  name: Type.String(),
  slug: Type.String(),
  distribution_type: oneOf(distributionTypes),
  status: oneOf(statuses),
  version: Type.String({ description: '0.0.0 until it is published for the first time' }),
  install_count: Type.Integer({ description: 'Merchants who have it installed now' }),
  livemode: Type.Boolean(),
  created: Seconds,
  updated: Seconds,
  description: Text,
  short_description: Text,
  icon_url: Text,
  homepage_url: Text,
  privacy_policy_url: Text,
  support_url: Text,
  requested_scopes: Type.Array(Type.String()),
  redirect_uris: Type.Array(Type.String()),
  webhook_url: Text,
  webhook_events: Type.Array(Type.String()),
  webhook_secret: nullable(
    Type.String({ description: 'Only in the answer to the call that made it' }),
  ),
  category: Text,
  review_notes: Text,
  reviewed_at: nullable(Seconds),
  reviewed_by: Text,
  rejection_reason: Text,
  published_at: nullable(Seconds),
  metadata: mapOf(Type.String()),
})

export type App = Static<typeof App>
export type Mode = 'live' | 'test'

/** With what stays inside. */
export type AppRow = App & {
  tenant_id: string
  mode: Mode
  published_scopes: string[] | null
}

const Url = Type.String({
  format: 'uri',
  pattern: '^https?://',
  maxLength: 2048,
  description: 'http or https',
})

/** Keys are removed by an empty value or null (Stripe's way). */
export const Metadata = Type.Unsafe<Record<string, string | null>>({
  type: 'object',
  additionalProperties: { type: 'string', nullable: true, maxLength: 500 },
  maxProperties: 50,
  description: 'At most 50 keys of 40 characters, values of 500; an empty value removes its key',
})

const fields = {
  name: label(256),
  slug: Type.String({ minLength: 1, maxLength: 128, pattern: '^[a-z0-9-]+$' }),
  distribution_type: oneOf(distributionTypes),
  requested_scopes: Type.Array(oneOf(scopes), { uniqueItems: true, maxItems: 100 }),
  redirect_uris: Type.Array(Type.String({ format: 'uri', maxLength: 2048 }), {
    uniqueItems: true,
    maxItems: 20,
  }),
  webhook_events: Type.Array(oneOf(webhookEvents), { uniqueItems: true, maxItems: 100 }),
  metadata: Metadata,
}

const texts = {
  description: Type.String({ maxLength: 5000 }),
  short_description: Type.String({ maxLength: 256 }),
  icon_url: Url,
  homepage_url: Url,
  privacy_policy_url: Url,
  support_url: Url,
  webhook_url: Url,
  category: Type.String({ minLength: 1, maxLength: 64 }),
}

const optional = <T extends Record<string, Parameters<typeof Type.Optional>[0]>>(of: T) =>
  Object.fromEntries(Object.entries(of).map(([name, schema]) => [name, Type.Optional(schema)]))

/** What a new app may say of itself. */
export interface NewApp extends Partial<Record<keyof typeof texts, string>> {
  name: string
  slug?: string
  distribution_type?: App['distribution_type']
  requested_scopes?: string[]
  redirect_uris?: string[]
  webhook_events?: string[]
  metadata?: Record<string, string | null>
}

export const NewApp = Type.Unsafe<NewApp>(
  object({ ...optional({ ...fields, ...texts }), name: fields.name }),
)

/** What may be changed; null clears. */
export type AppChanges = Partial<
  Omit<NewApp, keyof typeof texts> & Record<keyof typeof texts, string | null>
>

export const AppChanges = Type.Unsafe<AppChanges>(
  object({
    ...optional(fields),
    ...optional(
      Object.fromEntries(Object.entries(texts).map(([name, schema]) => [name, nullable(schema)])),
    ),
  }),
)

export interface AppFilter {
  status?: App['status'] | undefined
  distribution_type?: App['distribution_type'] | undefined
  category?: string | undefined
  slug?: string | undefined
}

export const OAuthClient = object({
  object: Type.Literal('oauth_client'),
  id: Type.String(),
  app_id: Type.String(),
  client_id: Type.String(),
  client_type: oneOf(['confidential', 'public'], 'A public client keeps no secret and uses PKCE'),
  client_secret: Type.Optional(nullable(Type.String())),
  client_secret_prefix: nullable(Type.String()),
  created: Seconds,
})

export type OAuthClient = Static<typeof OAuthClient>

/** What a machine could see for itself, for the person who reviews. */
export const CheckResult = object({
  check: oneOf(['https', 'redirect_uris', 'webhook_signature', 'privacy_policy', 'scope_changes']),
  status: oneOf(['passed', 'failed', 'warning', 'skipped']),
  details: Type.Array(Type.String()),
})

export type CheckResult = Static<typeof CheckResult>

export const Report = object({
  checked: Seconds,
  results: Type.Array(CheckResult),
})

export type Report = Static<typeof Report>

export const reviewStatuses = ['in_review', 'approved', 'rejected', 'withdrawn'] as const

export const Review = object({
  id: Type.String(),
  object: Type.Literal('app_review'),
  status: oneOf(reviewStatuses),
  livemode: Type.Boolean(),
  submitted: Seconds,
  decided: nullable(Seconds),
  reviewed_by: Text,
  review_notes: Text,
  rejection_reason: Text,
  checks: nullable(Report),
  app: App,
})

export type Review = Static<typeof Review>
