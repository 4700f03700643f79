import type { Ctx } from '../../engines/context.ts'
import { canonicalEmail, clientNetwork } from '../../kernel/addresses.ts'
import * as captcha from '../captcha/index.ts'

/** Doors at which anybody may cause a mail to an address they type. */
export type MailDoor = 'magic-link' | 'reset'

/**
 * One mail a minute to an address, five in a quarter of an hour from a network: of
 * addresses with an account and of those without, so that the refusal tells nothing.
 * @returns the address in its one spelling; undefined where it is none
 * @throws rate_limited
 */
export async function takeMailTurn(
  ctx: Ctx,
  door: MailDoor,
  email: string,
): Promise<string | undefined> {
  await captcha.pass(ctx, door === 'reset' ? 'password_reset' : 'magic_link')
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take({ key: `${door}:from:${network}`, max: 5, perSeconds: 900 })
  const address = canonicalEmail(email)
  if (address === undefined) return undefined
  await ctx.limits.take({ key: `${door}:to:${address}`, max: 1, perSeconds: 60 })
  return address
}

/** Proofs tried without a session: thirty a minute from a network. */
export function takeProofTurn(ctx: Ctx): void {
  ctx.limits.rate(`proofs:${clientNetwork(ctx.origin.address)}`, 30)
}
