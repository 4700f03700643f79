import type { Ctx } from '../../engines/context.ts'
import { canonicalEmail, clientNetwork } from '../../kernel/addresses.ts'
import { type AppError, invalid } from '../../kernel/errors.ts'
import * as codes from '../codes/index.ts'
import { changeEmailByDigits, changeEmailByLink } from './email-change.ts'
import { takeProofTurn } from './mail-turns.ts'
import type { User } from './queries.ts'
import { mainRealm } from './sign-up.ts'
import { codeGuesses, proveByDigits, proveByLink, resendVerification } from './verify.ts'

/**
 * Confirms the mailbox of a sign-up, or the new one of an account.
 * @returns the account; undefined for a link that is used, too old or not ours
 */
export const confirmByLink = async (ctx: Ctx, token: string): Promise<User | undefined> =>
  (await proveByLink(ctx, token)) ?? (await changeEmailByLink(ctx, token))

/** Whether a link is about the new address of an account rather than about a sign-up. */
export const isChangeOfAddress = (ctx: Ctx, token: string): boolean =>
  codes.isGenuine(ctx, 'email_change', token)

/**
 * The same by whatever stands in the mail: the token of the link, or the digits with the address.
 * @throws invalid `invalid_token`; to the holder of a link of ours also `token_used` and
 *   `token_expired`; rate_limited
 */
export async function confirmMailbox(
  ctx: Ctx,
  { token, email }: { token: string; email?: string | undefined },
): Promise<User> {
  takeProofTurn(ctx)
  const user = await (email === undefined
    ? confirmByLink(ctx, token)
    : confirmByDigits(ctx, email, token))
  if (user) return user
  throw await reasonOf(ctx, token)
}

function confirmByDigits(ctx: Ctx, email: string, digits: string): Promise<User | undefined> {
  const address = canonicalEmail(email) ?? `${email.toLowerCase()}@invalid`
  return ctx.limits.guess(
    codeGuesses(address),
    async () =>
      (await proveByDigits(ctx, { address }, digits)) ??
      (await changeEmailByDigits(ctx, { address, realmId: mainRealm }, digits)),
  )
}

async function reasonOf(ctx: Ctx, token: string): Promise<AppError> {
  const found =
    (await codes.lookAt(ctx, 'verify_email', token)) ??
    (await codes.lookAt(ctx, 'email_change', token))
  if (found?.fate === 'used') return invalid('token_used', 'This link was used already')
  if (found?.fate === 'expired') return invalid('token_expired', 'This link is too old')
  return invalid('invalid_token', 'Invalid or expired token')
}

/** A fresh code, if the address belongs to an unproven account. @throws rate_limited by network */
export async function askForVerification(ctx: Ctx, email: string): Promise<void> {
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take({ key: `magic-link:from:${network}`, max: 5, perSeconds: 900 })
  await resendVerification(ctx, email)
}
