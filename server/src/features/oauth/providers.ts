import type { Ctx } from '../../engines/context.ts'
import type { ClientSettings } from '../../engines/oauth/index.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { invalid } from '../../kernel/errors.ts'
import * as identity from '../identity/index.ts'
import { openIdScopes, type Preset, presetOf } from './presets.ts'
import { selectByName, selectTenantId, selectTenantOfTokens, selectVisible } from './queries.ts'
import type { ProviderRow, StoredClaimRules } from './schema.ts'

/** A provider as the flows see it, wherever it was set up. */
export interface Provider {
  /** Of its row; `environment:<name>` where the operator configured it. */
  id: string
  name: string
  displayName: string
  /** Set where a tenant added it: then it speaks for that tenant's people alone. */
  tenantId: string | null
  /** What people may come into through it; nothing where it is switched off. */
  opens: readonly identity.Area[]
  client: ClientSettings
  /** Where a profile comes from; undefined: ID token and the issuer's own userinfo. */
  userinfo: { url: string; emails?: string | undefined } | undefined
  scopes: readonly string[]
  preset: Preset | undefined
  sharesRefreshToken: boolean
  requiredClaims: StoredClaimRules | null
  deniedClaims: StoredClaimRules | null
}

/** The tenant whose providers count here; null: those of the instance alone. */
export const tenantHere = ({ caller }: Ctx): string | null =>
  caller.tenantId === undefined || caller.tenantId === defaultTenantId ? null : caller.tenantId

/**
 * The same context in a tenant. Sign-in pages name it by header; a provider that sends people back
 * names nothing, so there it is known from the flow.
 */
export function inTenant(ctx: Ctx, tenantId: string | null): Ctx {
  if (tenantId === null || tenantId === defaultTenantId) return ctx
  const here: Ctx = Object.create(ctx)
  here.caller = { ...ctx.caller, tenantId }
  return here
}

/** @param named id or slug; one that is unknown counts as none */
export async function inNamedTenant(ctx: Ctx, named: string | undefined): Promise<Ctx> {
  if (named === undefined) return ctx
  const tenant = await ctx.db.row<{ id: string }>(selectTenantId(named))
  return inTenant(ctx, tenant?.id ?? null)
}

/** The provider that the caller's tokens came from, wherever it stands; else the one of this name here. */
export async function mustFindOwn(ctx: Ctx, name: string): Promise<Provider> {
  const { userId = '' } = ctx.caller
  const at = await ctx.db.row<{ tenant_id: string | null }>(selectTenantOfTokens(userId, name))
  return mustFind(ctx, name, at ? at.tenant_id : tenantHere(ctx))
}

const unknown = () => invalid('provider_not_found', 'This provider is unknown or switched off')

/**
 * A provider that people sign in with. The tenant's own comes before the instance's, a row before
 * the configuration. Read each time: a change counts at once.
 * @throws invalid `provider_not_found`
 */
export async function mustFind(ctx: Ctx, name: string, tenantId: string | null): Promise<Provider> {
  const provider = await find(ctx, name, tenantId)
  if (!provider || provider.opens.length === 0) throw unknown()
  return provider
}

async function find(ctx: Ctx, name: string, tenantId: string | null) {
  const row = await ctx.db.row<ProviderRow>(selectByName(name, tenantId))
  return row ? fromRow(ctx, row) : configured(ctx).find((provider) => provider.name === name)
}

/** Those that a sign-in page may show here. */
export async function listUsable(ctx: Ctx, area: identity.Area = 'apps'): Promise<Provider[]> {
  const rows = await ctx.db.rows<ProviderRow>(selectVisible(tenantHere(ctx)))
  const all = [...rows.map((row) => fromRow(ctx, row)), ...configured(ctx)]
  const names = [...new Set(all.map(({ name }) => name))].sort()
  return names.flatMap((name) => {
    const first = all.find((provider) => provider.name === name)
    return first?.opens.includes(area) ? [first] : []
  })
}

/** What the operator wrote into the configuration, as far as people can sign in with it. */
export const configured = (ctx: Ctx): Provider[] =>
  Object.entries(ctx.instance.providers).flatMap(([name, { issuer, clientIds, clientSecret }]) => {
    const [clientId] = clientIds
    if (clientId === undefined || clientSecret === undefined) return []
    const preset = presetOf(name)
    const plain = preset?.endpoints?.(issuer)
    return [
      {
        id: `environment:${name}`,
        name,
        displayName: preset?.displayName ?? nameOf(name),
        tenantId: null,
        opens: ['apps', 'dashboard'],
        client: { issuer, clientId, clientSecret, endpoints: plain, isConfigured: true },
        userinfo: plain && { url: plain.userinfo, emails: plain.emails },
        scopes: preset?.scopes ?? openIdScopes,
        preset,
        sharesRefreshToken: false,
        requiredClaims: null,
        deniedClaims: null,
      },
    ]
  })

export const aboutSecret = (id: string) => `auth.oauth_providers:${id}:client_secret`

export function fromRow(ctx: Ctx, row: ProviderRow): Provider {
  const preset = presetOf(row.name)
  const plain = endpointsOf(row, preset)
  const secret = row.client_secret
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name ?? preset?.displayName ?? nameOf(row.name),
    tenantId: row.tenant_id,
    opens: opensOf(row),
    client: {
      issuer: row.issuer_url,
      clientId: row.client_id,
      clientSecret: secret === null ? undefined : ctx.secrets.open(aboutSecret(row.id), secret),
      endpoints: plain,
      isConfigured: false,
    },
    userinfo: plain && { url: plain.userinfo, emails: plain.emails },
    scopes: row.scopes ?? preset?.scopes ?? openIdScopes,
    preset,
    sharesRefreshToken: row.share_refresh_token,
    requiredClaims: row.required_claims,
    deniedClaims: row.denied_claims,
  }
}

function opensOf({
  enabled,
  allow_app_login,
  allow_dashboard_login,
}: ProviderRow): identity.Area[] {
  const allowed = { apps: allow_app_login, dashboard: allow_dashboard_login }
  return enabled ? identity.areas.filter((area) => allowed[area]) : []
}

/** All three, or what the preset has, or none: then the issuer publishes them. */
function endpointsOf(row: ProviderRow, preset: Preset | undefined) {
  const { authorization_url: authorization, token_url: token, userinfo_url: userinfo } = row
  if (!authorization || !token || !userinfo) return preset?.endpoints?.(row.issuer_url)
  const revocation = row.revocation_url ?? undefined
  return { authorization, token, userinfo, revocation, emails: undefined }
}

const nameOf = (name: string) =>
  `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`

/** Where providers send people back to; to be registered there. */
export const callbackUrl = (ctx: Ctx, name: string): string =>
  `${ctx.instance.publicUrl}/api/v1/auth/oauth/${name}/callback`

export const authorizeUrl = (ctx: Ctx, name: string): string =>
  `${ctx.instance.publicUrl}/api/v1/auth/oauth/${name}/authorize`
