import type { Ctx } from '../../engines/context.ts'
import { invalid } from '../../kernel/errors.ts'
import * as identity from '../identity/index.ts'
import { inTenant } from '../oauth/index.ts'
import * as settings from '../settings/index.ts'
import type { Provider } from './providers.ts'

/**
 * Where a person goes on to: a page of this server (`/…`), one on the allow-list, or one at a host
 * of the provider's own list, by https. Asked when they leave and again when they are
 * back.
 * @throws invalid `invalid_redirect_url`
 */
export async function mustBeOnward(
  ctx: Ctx,
  provider: Provider,
  text: string | undefined,
): Promise<string | undefined> {
  if (text === undefined) return undefined
  const { redirect_allow_list } = await settings.auth(inTenant(ctx, provider.tenant_id))
  const onward =
    ofThisServer(ctx, text) ??
    identity.allowedRedirect(redirect_allow_list, text) ??
    atHostOf(provider, text)
  if (onward !== undefined) return onward
  throw invalid('invalid_redirect_url', 'This address is not on the allow-list of this server')
}

function ofThisServer({ instance }: Ctx, text: string): string | undefined {
  if (!/^\/(?![/\\])/.test(text)) return undefined
  return identity.allowedRedirect([instance.publicUrl], `${instance.publicUrl}${text}`)
}

function atHostOf({ allowed_redirect_hosts: hosts }: Provider, text: string): string | undefined {
  const host = URL.parse(text)?.hostname ?? ''
  const isListed = hosts.some((one) => host === one || host.endsWith(`.${one}`))
  return isListed ? identity.allowedRedirect([`https://${host}`], text) : undefined
}
