import type { Ctx } from '../../engines/context.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import { tenantHere } from '../oauth/index.ts'
import { selectById, selectByIssuer, selectByName, selectVisible } from './queries.ts'
import type { ProviderRow } from './schema.ts'

/** A provider as the flows see it: its row. Our private key in it is encrypted. */
export type Provider = ProviderRow

export const aboutKey = (id: string) => `auth.saml_providers:${id}:sp_private_key`

const base = (ctx: Ctx): string => `${ctx.instance.publicUrl}/api/v1/auth/saml`

/** Where providers send their answers; to be registered there. */
export const acsUrl = (ctx: Ctx): string => `${base(ctx)}/acs`
export const sloUrl = (ctx: Ctx): string => `${base(ctx)}/slo`
export const loginUrl = (ctx: Ctx, name: string): string => `${base(ctx)}/login/${name}`
export const metadataUrl = (ctx: Ctx, name: string): string => `${base(ctx)}/metadata/${name}`

/** What we are called at a provider. */
export const entityIdOf = (ctx: Ctx, { entity_id }: Pick<Provider, 'entity_id'>): string =>
  entity_id ?? `${ctx.instance.publicUrl}/auth/saml`

export const displayNameOf = ({ name, display_name }: Provider): string =>
  display_name ?? `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`

/** As identities and sessions name it. */
export const methodOf = ({ name }: Pick<Provider, 'name'>): string => `saml:${name}`

/** The tenant's own before the instance's; read each time, so that a change counts at once. @throws not_found */
export async function mustExist(ctx: Ctx, name: string): Promise<Provider> {
  const provider = await ctx.db.row<Provider>(selectByName(name, tenantHere(ctx)))
  if (!provider) throw notFound('provider_not_found', 'No SAML provider of this name')
  return provider
}

/** @throws forbidden `provider_disabled` */
export function mustBeUsable(provider: Provider): Provider {
  if (provider.enabled && provider.allow_app_login) return provider
  throw forbidden('provider_disabled', 'Sign-in with this provider is switched off')
}

/** Whoever a message says it is from. */
export const findByIssuer = (ctx: Ctx, issuer: string): Promise<Provider | undefined> =>
  ctx.db.row<Provider>(selectByIssuer(issuer))

export const findById = (ctx: Ctx, id: string): Promise<Provider | undefined> =>
  ctx.db.row<Provider>(selectById(id))

/** Those that a sign-in page may show here: of one name the tenant's own. */
export async function listUsable(ctx: Ctx): Promise<Provider[]> {
  const rows = await ctx.db.rows<Provider>(selectVisible(tenantHere(ctx)))
  const first = new Map<string, Provider>()
  for (const row of rows) if (!first.has(row.name)) first.set(row.name, row)
  return [...first.values()].filter((row) => row.enabled && row.allow_app_login)
}
