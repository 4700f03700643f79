import { type Ctx, enqueue } from '../../engines/context.ts'
import { type AppError, invalid } from '../../kernel/errors.ts'
import * as codes from '../codes/index.ts'
import { takeMailTurn, takeProofTurn } from './mail-turns.ts'
import { sessionLife } from './platform.ts'
import { type Recovery, setByToken } from './recover.ts'
import { mustBeAllowedRedirect } from './redirects.ts'
import { admit, type SignedIn } from './sign-in.ts'

/**
 * Password reset as the platform has it. Its tokens are those of every other door: the newest one
 * counts, whichever door asked, and each door takes it.
 */

const minutes = 60

/** @throws invalid `invalid_redirect_url`; rate_limited, alike with and without an account */
export async function askForReset(
  ctx: Ctx,
  given: { email: string; redirectTo?: string | undefined },
): Promise<void> {
  const redirectTo = await mustBeAllowedRedirect(ctx, given.redirectTo)
  const address = await takeMailTurn(ctx, 'reset', given.email)
  if (address === undefined) return
  const budget = { key: `forgot:${address}`, max: 3, perSeconds: 3600 }
  if (!(await ctx.limits.has(budget))) return
  const asked: Recovery = { address, redirectTo, minutes }
  await enqueue(ctx, 'identity.recover', asked)
}

const refused = (): AppError => invalid('invalid_input', 'Invalid or expired token')

/** Says whether the token would be taken; it stays as it is. @throws invalid `invalid_input` */
export async function checkResetToken(ctx: Ctx, token: string): Promise<void> {
  takeProofTurn(ctx)
  if ((await codes.lookAt(ctx, 'reset_password', token))?.fate !== 'live') throw refused()
}

/**
 * Sets the password and signs in with it.
 * @throws invalid `invalid_input` for a dead token; invalid for a refused password, which leaves the
 *   token alive; forbidden `mfa_required`; rate_limited
 */
export async function confirmReset(
  ctx: Ctx,
  given: { token: string; newPassword: string },
): Promise<SignedIn> {
  takeProofTurn(ctx)
  const user = await setByToken(ctx, given)
  if (!user || user.disabled_at) throw refused()
  return admit(ctx, user, ['email'], await sessionLife(ctx))
}
