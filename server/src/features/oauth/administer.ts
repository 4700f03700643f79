import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { conflict, invalidField, notFound } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import { presetOf } from './presets.ts'
import { aboutSecret, callbackUrl, configured, fromRow, type Provider } from './providers.ts'
import { deleteProvider, insertProvider, selectAll, selectById, updateProvider } from './queries.ts'
import type { NewProvider, ProviderChanges, ProviderRow } from './schema.ts'

/** Every provider of the instance and its tenants, the configured ones first; without secrets. */
export async function listAll(ctx: Ctx) {
  const rows = await ctx.db.rows<ProviderRow>(selectAll)
  return [
    ...configured(ctx).map((provider) => show(ctx, provider, undefined)),
    ...rows.map((row) => show(ctx, fromRow(ctx, row), row)),
  ]
}

/** @throws not_found */
export async function get(ctx: Ctx, id: string) {
  const row = await mustExist(ctx, id, false)
  return show(ctx, fromRow(ctx, row), row)
}

/**
 * Adds a provider; people can sign in with it at once. Nothing is asked of it yet: what it is
 * becomes known with the first sign-in.
 * @throws conflict `already_exists`; invalid for an address that is not https
 */
export function add(ctx: Ctx, given: NewProvider) {
  const id = uuid()
  const row = {
    ...blank,
    ...given,
    id,
    issuer_url: given.issuer_url ?? presetOf(given.name)?.issuer ?? '',
    client_secret: seal(ctx, id, given.client_secret) ?? null,
  }
  mustBeComplete(ctx, row)
  return inTransaction(ctx, async (ctx) => {
    const insert = insertProvider(row, ctx.caller.userId ?? null)
    const made = await ctx.db.row<ProviderRow>(insert).catch((error) => {
      throw isDuplicate(error, 'oauth_providers_name')
        ? conflict('already_exists', 'A provider of this name exists')
        : error
    })
    if (!made) throw new Error('the provider was not made')
    await tell(ctx, 'oauth_provider.created', made, Object.keys(given))
    return show(ctx, fromRow(ctx, made), made)
  })
}

/** Changes what is given; in force at once. @throws not_found; invalid */
export const change = (ctx: Ctx, id: string, changes: ProviderChanges) =>
  inTransaction(ctx, async (ctx) => {
    const before = await mustExist(ctx, id, true)
    const client_secret = seal(ctx, id, changes.client_secret) ?? before.client_secret
    const after = { ...before, ...changes, client_secret }
    // Another issuer is another world: the secret of the old one must not be sent to it.
    const hasMoved =
      after.issuer_url !== before.issuer_url ||
      after.token_url !== before.token_url ||
      after.revocation_url !== before.revocation_url
    if (hasMoved && changes.client_secret === undefined && before.client_secret !== null) {
      throw invalidField('client_secret', 'required', 'Another address needs its secret again')
    }
    mustBeComplete(ctx, after)
    const made = await ctx.db.row<ProviderRow>(updateProvider(after))
    if (!made) throw new Error('the provider vanished')
    await tell(ctx, 'oauth_provider.changed', made, Object.keys(changes))
    return show(ctx, fromRow(ctx, made), made)
  })

/** Removes it; who came by it keeps their account. @throws not_found */
export const remove = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const gone = await ctx.db.row<ProviderRow>(deleteProvider(id))
    if (!gone) throw unknown()
    await tell(ctx, 'oauth_provider.deleted', gone, [])
  })

const unknown = () => notFound('not_found', 'No such provider')

async function mustExist(ctx: Ctx, id: string, lock: boolean): Promise<ProviderRow> {
  const row = await ctx.db.row<ProviderRow>(selectById(id, lock))
  if (!row) throw unknown()
  return row
}

const blank = {
  tenant_id: null,
  display_name: null,
  enabled: true,
  scopes: null,
  authorization_url: null,
  token_url: null,
  userinfo_url: null,
  revocation_url: null,
  allow_app_login: true,
  allow_dashboard_login: false,
  share_refresh_token: false,
  required_claims: null,
  denied_claims: null,
}

type Values = Omit<ProviderRow, 'created_at' | 'updated_at'>

/** @throws invalid */
function mustBeComplete(ctx: Ctx, row: Values): void {
  if (row.issuer_url === '') {
    throw invalidField('issuer_url', 'required', 'Only well-known providers need none')
  }
  const plain = ['authorization_url', 'token_url', 'userinfo_url'] as const
  const given = plain.filter((field) => row[field] !== null)
  const missing = plain.find((field) => row[field] === null)
  if (given.length > 0 && missing) {
    throw invalidField(missing, 'required', 'The three addresses go together')
  }
  for (const field of ['issuer_url', ...plain, 'revocation_url'] as const) {
    const url = row[field]
    if (url !== null && (!URL.canParse(url) || !ctx.oauth.mayCall(url, false))) {
      throw invalidField(field, 'format', 'Must be an https address')
    }
  }
}

const seal = (ctx: Ctx, id: string, secret: string | undefined): string | undefined =>
  secret === undefined ? undefined : ctx.secrets.seal(aboutSecret(id), secret)

/** What was changed, by name alone: values may be secret. */
const tell = (
  ctx: Ctx,
  event: 'oauth_provider.created' | 'oauth_provider.changed' | 'oauth_provider.deleted',
  { id, name, tenant_id }: ProviderRow,
  fields: string[],
): Promise<void> =>
  record(ctx, event, { tenantId: tenant_id ?? undefined, details: { id, name, fields } })

function show(ctx: Ctx, provider: Provider, row: ProviderRow | undefined) {
  const { client } = provider
  return {
    id: row?.id ?? null,
    name: provider.name,
    display_name: provider.displayName,
    enabled: row?.enabled ?? true,
    source: row ? 'database' : 'environment',
    tenant_id: provider.tenantId,
    issuer_url: client.issuer,
    client_id: client.clientId,
    has_client_secret: client.clientSecret !== undefined,
    scopes: [...provider.scopes],
    authorization_url: client.endpoints?.authorization ?? null,
    token_url: client.endpoints?.token ?? null,
    userinfo_url: provider.userinfo?.url ?? null,
    revocation_url: client.endpoints?.revocation ?? null,
    allow_app_login: row?.allow_app_login ?? true,
    allow_dashboard_login: row?.allow_dashboard_login ?? false,
    share_refresh_token: provider.sharesRefreshToken,
    required_claims: provider.requiredClaims,
    denied_claims: provider.deniedClaims,
    callback_url: callbackUrl(ctx, provider.name),
    created_at: row?.created_at ?? null,
    updated_at: row?.updated_at ?? null,
  }
}
