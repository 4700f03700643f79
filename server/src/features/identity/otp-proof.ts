import { type Ctx, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as settings from '../settings/index.ts'
import { changeEmailByDigits } from './email-change.ts'
import { proveMailbox } from './mailbox.ts'
import {
  findByAddress,
  mustHaveSms,
  mustReach,
  type OtpAddress,
  type OtpPurpose,
  type OtpTarget,
} from './otp.ts'
import { sessionLife } from './platform.ts'
import { once } from './providers.ts'
import { insertUser, type User } from './queries.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { blank, mainRealm, randomUsername } from './sign-up.ts'
import { codeGuesses, proveByDigits } from './verify.ts'

/** How clients call what they verify, and which codes of ours it can be. */
export const otpTypes = {
  email: 'signin',
  sms: 'signin',
  magiclink: 'signin',
  signup: 'signup',
  invite: 'signup',
  recovery: 'recovery',
  email_change: 'email_change',
  phone_change: 'phone_change',
} as const satisfies Record<string, OtpPurpose | 'email_change' | 'phone_change'>

export type OtpType = keyof typeof otpTypes

/**
 * Signs in with a one-time code, of the address and for the purpose it was asked for.
 * @throws unauthenticated `invalid_credentials`, the same for every reason; forbidden
 *   `mfa_required`, `feature_disabled`; not_implemented; rate_limited
 */
export async function signInByOtp(
  ctx: Ctx,
  given: OtpTarget & { token: string; type: OtpType },
): Promise<SignedIn> {
  const to = await mustReach(ctx, given)
  const failures = {
    key: `otp:failed:${clientNetwork(ctx.origin.address)}`,
    max: 20,
    perSeconds: 300,
  }
  await ctx.limits.mustHaveRoom(failures)
  const user = await ctx.limits.guess(guesses(to), () => judge(ctx, to, given))
  if (!user) {
    await ctx.limits.has(failures)
    await record(ctx, 'sign_in.failed', { details: { method: 'otp' } })
    throw unauthenticated('invalid_credentials', 'Invalid or expired code')
  }
  return admit(ctx, user, [to.by === 'email' ? 'email' : 'sms'], await sessionLife(ctx))
}

/**
 * Over all codes of an address, so that a new code does not refill them. Without an end: a code
 * lives for five tries and five codes an hour are sent, so there is nothing to be had by patience,
 * and a stranger could lock the owner out for good.
 */
const guesses = ({ address }: OtpAddress) => ({
  ...codeGuesses(address),
  maxInARow: Number.POSITIVE_INFINITY,
})

async function judge(
  ctx: Ctx,
  to: OtpAddress,
  { token, type }: { token: string; type: OtpType },
): Promise<User | undefined> {
  const purpose = otpTypes[type]
  const user = await (purpose === 'email_change' || purpose === 'phone_change'
    ? byChange(ctx, to, token)
    : once(() => (to.by === 'email' ? byMail : bySms)(ctx, to, purpose, token)))
  return user?.disabled_at ? undefined : user
}

/** A phone number cannot be changed yet. */
const byChange = async (ctx: Ctx, { by, address }: OtpAddress, digits: string) =>
  by === 'email' ? changeEmailByDigits(ctx, { address, realmId: mainRealm }, digits) : undefined

/** The digits of the other mails that this purpose can mean count, too. */
async function byMail(
  ctx: Ctx,
  to: OtpAddress,
  purpose: OtpPurpose,
  digits: string,
): Promise<User | undefined> {
  const user = await byOwnCode(ctx, to, `otp_${purpose}`, digits)
  if (user || purpose === 'recovery') return user
  if (purpose === 'signup') return proveByDigits(ctx, { address: to.address }, digits)
  const isOn = (await settings.auth(ctx)).magic_link_enabled
  return isOn ? byOwnCode(ctx, to, 'magic_link', digits) : undefined
}

/** Code and account in one transaction: where the account is not made, the code is still good. */
function byOwnCode(
  ctx: Ctx,
  to: OtpAddress,
  purpose: codes.CodePurpose,
  digits: string,
): Promise<User | undefined> {
  return inTransaction(ctx, async (ctx) => {
    const about = { purpose, realmId: mainRealm, address: to.address }
    const proof = await codes.consumeDigits(ctx, about, digits)
    return proof && welcome(ctx, to, proof)
  })
}

/**
 * The provider judges, and says right once: what it said is kept, in case the rest fails. It is
 * asked about unknown numbers, too, so that the time of an answer tells nothing.
 */
async function bySms(
  ctx: Ctx,
  to: OtpAddress,
  purpose: OtpPurpose,
  digits: string,
): Promise<User | undefined> {
  const about = { purpose: `otp_${purpose}`, realmId: mainRealm, address: to.address } as const
  const proof = await codes.tryNewest(ctx, about.purpose, about)
  if (!proof || !(await codes.isAdopted(ctx, proof.id, about, digits))) {
    const verdict = await askProvider(ctx, to.address, digits, proof)
    if (!proof || verdict !== 'right') return undefined
    await codes.adopt(ctx, proof.id, about, digits)
  }
  return inTransaction(ctx, async (ctx) =>
    (await codes.consume(ctx, proof.id, about.purpose)) ? welcome(ctx, to, proof) : undefined,
  )
}

async function askProvider(
  ctx: Ctx,
  phone: string,
  digits: string,
  proof: codes.Proof | undefined,
): Promise<string> {
  try {
    return await ctx.sms.checkCode(mustHaveSms(ctx), phone, digits)
  } catch (error) {
    if (proof) await codes.returnTry(ctx, proof.id)
    throw error
  }
}

/** The account of a proven address; made now if it was to be. In the caller's transaction. */
async function welcome(ctx: Ctx, to: OtpAddress, proof: codes.Proof): Promise<User | undefined> {
  const user = await findByAddress(ctx, to, true)
  if (user) return to.by === 'email' ? proveMailbox(ctx, user.id, 'other_flow') : user
  const { create, user_metadata } = proof.data
  if (create !== true || !(await settings.auth(ctx)).signup_enabled) return undefined
  const made = await ctx.db.row<User>(
    insertUser({
      ...blank(ctx, to.by === 'email' ? to.address : null),
      phone: to.by === 'phone' ? to.address : null,
      proven: to.by === 'email',
      username: randomUsername(),
      userMetadata: (user_metadata ?? {}) as Record<string, unknown>,
    }),
  )
  await record(ctx, 'account.registered', { userId: made?.id, details: { by: 'otp' } })
  return made
}
