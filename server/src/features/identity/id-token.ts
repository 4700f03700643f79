import type { Ctx } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { AppError, invalid } from '../../kernel/errors.ts'
import { sessionLife } from './platform.ts'
import { signInWithProvider } from './providers.ts'
import type { SignedIn } from './sign-in.ts'

/**
 * Signs in, or up, with an ID token that an app got from a provider of this instance. A token that
 * was made for a nonce counts only with it: else whoever finds it could bring it.
 * @throws invalid `invalid_credentials` for every fault of the token, never 401: clients would
 *   refresh and send it again; forbidden `mfa_required`, `signup_disabled`; rate_limited;
 *   unavailable when the provider cannot be asked for its keys
 */
export async function signInWithIdToken(
  ctx: Ctx,
  given: { provider: string; token: string; nonce?: string | undefined },
): Promise<SignedIn> {
  ctx.limits.rate(`id-token:${clientNetwork(ctx.origin.address)}`, 30)
  const { provider, token, nonce } = given
  try {
    const idToken = { credential: token, nonce, needsNonce: true }
    return await signInWithProvider(ctx, provider.toLowerCase(), idToken, await sessionLife(ctx))
  } catch (error) {
    if (!(error instanceof AppError) || !isRefusal(error)) throw error
    const message = 'The provider or its token is not accepted here'
    throw invalid('invalid_credentials', message, { cause: error })
  }
}

const isRefusal = ({ code, kind }: AppError): boolean =>
  kind === 'unauthenticated' || code.endsWith('_not_configured')
