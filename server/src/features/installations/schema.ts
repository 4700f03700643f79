import { mapOf, nullable, object, oneOf, type Static, Type } from '../../kernel/schema.ts'
import { distributionTypes } from '../listings/index.ts'

/** Who has which app. Times are Unix seconds. */
const Text = nullable(Type.String())
const Seconds = Type.Integer({ description: 'Unix time' })

export const installationStatuses = ['active', 'uninstalled'] as const

const installation = {
  id: Type.String(),
  object: Type.Literal('app_installation'),
  app_id: Type.String(),
  merchant_id: Type.String(),
  granted_scopes: Type.Array(Type.String()),
  status: oneOf(installationStatuses),
  livemode: Type.Boolean(),
  created: Seconds,
  updated: Seconds,
  installed_by_user_id: Text,
  uninstalled_at: nullable(Seconds),
  metadata: mapOf(Type.String()),
}

/** As the developer of the app sees it. */
export const Installation = object(installation)

/** As the merchant sees it: with what is installed. */
export const OwnInstallation = object({
  ...installation,
  app: object({
    id: Type.String(),
    name: Type.String(),
    slug: Type.String(),
    icon_url: Text,
    short_description: Text,
    category: Text,
  }),
})

export type Installation = Static<typeof Installation>
export type OwnInstallation = Static<typeof OwnInstallation>

/** With what stays inside. */
export interface InstallationRow extends OwnInstallation {
  tenant_id: string
  developer_id: string
  mode: 'live' | 'test'
}

/** An app as the marketplace shows it: never where it calls, nor what its reviewers said. */
export const Listing = object({
  id: Type.String(),
  object: Type.Literal('app'),
  name: Type.String(),
  slug: Type.String(),
  distribution_type: oneOf(distributionTypes),
  version: Type.String(),
  install_count: Type.Integer(),
  is_installed: Type.Boolean(),
  created: Seconds,
  livemode: Type.Boolean(),
  description: Text,
  short_description: Text,
  icon_url: Text,
  homepage_url: Text,
  privacy_policy_url: Text,
  support_url: Text,
  category: Text,
  requested_scopes: Type.Array(Type.String()),
  developer_id: Type.String(),
  published_at: nullable(Seconds),
  installation: nullable(
    object({
      id: Type.String(),
      status: oneOf(installationStatuses),
      granted_scopes: Type.Array(Type.String()),
      created: Seconds,
    }),
  ),
})

export type Listing = Static<typeof Listing>

/** What must be known of an app to install it. */
export interface Installable {
  id: string
  name: string
  developer_id: string
  mode: 'live' | 'test'
  requested_scopes: string[]
  redirect_uris: string[]
}
