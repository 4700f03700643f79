import type { Ctx } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { libraryFor } from './library.ts'
import { mustBeOnward } from './onward.ts'
import { mustBeUsable, mustExist } from './providers.ts'
import { insertFlow } from './queries.ts'

/** Minutes that a person has at the provider. */
export const flowMinutes = 10

export interface Begun {
  url: string
  provider: string
  relayState: string
}

/** An id for a message of ours (SAML core §1.3.4): starts like a name, cannot be guessed. */
export const messageId = (): string => `_${randomSecret(43)}`

/**
 * Begins a sign-in: a signed AuthnRequest by the redirect binding.
 * @param start.browser what the browser that begins keeps, when it is one: only it can go on
 * @throws not_found `provider_not_found`; forbidden `provider_disabled`; invalid
 *   `invalid_redirect_url`
 */
export async function begin(
  ctx: Ctx,
  start: { provider: string; redirectTo?: string | undefined; browser?: string | undefined },
): Promise<Begun> {
  const provider = mustBeUsable(await mustExist(ctx, start.provider))
  await mustBeOnward(ctx, provider, start.redirectTo)
  const id = messageId()
  const relayState = randomSecret(43)
  await ctx.db.run(
    insertFlow(
      {
        id,
        purpose: 'sign_in',
        providerId: provider.id,
        relayHash: sha256(relayState),
        redirectTo: start.redirectTo ?? null,
        browserHash: start.browser === undefined ? null : sha256(start.browser),
      },
      flowMinutes,
    ),
  )
  const library = await libraryFor(ctx, provider, id)
  const url = await library.getAuthorizeUrlAsync(relayState, undefined, {})
  return { url, provider: provider.name, relayState }
}
