import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import { clientNetwork, clientRegion } from '../../kernel/addresses.ts'
import { AppError, forbidden, invalid, invalidField } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as captcha from '../captcha/index.ts'
import * as codes from '../codes/index.ts'
import * as mails from '../mails/index.ts'
import * as settings from '../settings/index.ts'
import { selectByEmail, selectByPhone, type User } from './queries.ts'
import { mustBeAllowedRedirect } from './redirects.ts'
import { mainRealm, mustBeEmail, takeSignUpBudget } from './sign-up.ts'
import { sendFreshCode } from './verify.ts'

/** What a code is asked for; it proves nothing else. */
export const otpPurposes = ['signin', 'signup', 'recovery'] as const
export type OtpPurpose = (typeof otpPurposes)[number]

/** Where a code goes: exactly one of the two. */
export interface OtpTarget {
  email?: string | undefined
  /** E.164. */
  phone?: string | undefined
}

/** An address in its one spelling. */
export interface OtpAddress {
  by: 'email' | 'phone'
  address: string
}

interface Asked extends OtpAddress {
  purpose: OtpPurpose
  /** Whether a person nobody knows yet may become an account. */
  create: boolean
  userMetadata: Record<string, unknown>
  /** Send what was sent last, to whom it was sent. */
  again: boolean
  language: string
  /** Of the person's device, for the SMS provider's fraud detection. */
  client: { address: string; userAgent: string }
}

/**
 * Asks for a one-time code. Whether the address has an account is looked up later, by a job: here
 * nothing depends on it, not even the limits.
 * @throws forbidden `feature_disabled`; not_implemented for phones where no provider is set up;
 *   invalid; rate_limited
 */
export async function askForOtp(
  ctx: Ctx,
  given: OtpTarget & {
    purpose: OtpPurpose
    create?: boolean | undefined
    userMetadata?: Record<string, unknown> | undefined
    redirectTo?: string | undefined
    again?: boolean
  },
): Promise<void> {
  const to = await mustReach(ctx, given)
  await mustBeAllowedRedirect(ctx, given.redirectTo)
  await takeTurn(ctx, to, given.create === true)
  const asked: Asked = {
    ...to,
    purpose: given.purpose,
    create: given.create === true,
    userMetadata: given.userMetadata ?? {},
    again: given.again === true,
    language: ctx.origin.language,
    client: { address: ctx.origin.address, userAgent: ctx.origin.device },
  }
  await enqueue(ctx, 'identity.otp', asked)
}

/** @throws forbidden `feature_disabled`; not_implemented; invalid unless it is one good address */
export async function mustReach(ctx: Ctx, { email, phone }: OtpTarget): Promise<OtpAddress> {
  if (!(await settings.auth(ctx)).otp_enabled) {
    throw forbidden('feature_disabled', 'Sign-in by one-time codes is switched off')
  }
  if (email !== undefined && phone !== undefined) {
    throw invalidField('phone', 'conflict', 'Send an e-mail address or a phone number, not both')
  }
  if (email !== undefined) return { by: 'email', address: mustBeEmail(email) }
  if (phone === undefined) {
    throw invalidField('email', 'required', 'Send an e-mail address or a phone number')
  }
  mustHaveSms(ctx)
  return { by: 'phone', address: phone }
}

/** @throws not_implemented where the operator has set up no SMS provider */
export function mustHaveSms(ctx: Ctx): string {
  const { preludeApiKey } = ctx.instance
  if (preludeApiKey !== undefined) return preludeApiKey
  const message = 'This server sends no text messages: no SMS provider is set up'
  throw new AppError('not_implemented', 'not_implemented', message)
}

/** One a minute and five an hour to an address, of people known or not. */
async function takeTurn(ctx: Ctx, { by, address }: OtpAddress, create: boolean): Promise<void> {
  await captcha.pass(ctx, 'magic_link')
  const client = ctx.origin.address
  await ctx.limits.take({ key: `otp:from:${clientNetwork(client)}`, max: 5, perSeconds: 900 })
  // Text messages cost money, and numbers can be made to earn it.
  const region = { key: `otp:sms:${clientRegion(client)}`, max: 50, perSeconds: 86_400 }
  if (by === 'phone') await ctx.limits.take(region)
  if (create) await takeSignUpBudget(ctx)
  await ctx.limits.take({ key: `otp:minute:${address}`, max: 1, perSeconds: 60 })
  await ctx.limits.take({ key: `otp:hour:${address}`, max: 5, perSeconds: 3600 })
}

export const findByAddress = (
  ctx: Ctx,
  { by, address }: OtpAddress,
  lock = false,
): Promise<User | undefined> =>
  ctx.db.row<User>(
    by === 'email'
      ? selectByEmail(mainRealm, address, lock)
      : selectByPhone(mainRealm, address, lock),
  )

/** The job behind `askForOtp`: sends a code to who has an account, or may get one. */
export async function sendOtp(ctx: Ctx, asked: Asked): Promise<void> {
  const user = await findByAddress(ctx, asked)
  if (user?.disabled_at) return
  // The sign-up that waits for this very proof: its own code keeps its password.
  if (user && asked.by === 'email' && asked.purpose === 'signup' && !user.email_verified_at) {
    return sendFreshCode(ctx, user)
  }
  const data = user ? {} : await newcomer(ctx, asked)
  if (!data) return
  const about = {
    purpose: `otp_${asked.purpose}`,
    realmId: mainRealm,
    userId: null,
    address: asked.address,
    data,
  } as const
  if (asked.by === 'phone') return textCode(ctx, asked, about)
  const language = user?.language ?? asked.language
  await mailCode(ctx, { email: asked.address, language }, about)
}

/** What is kept until the proof of a person without an account; undefined: they get none. */
async function newcomer(ctx: Ctx, asked: Asked): Promise<Record<string, unknown> | undefined> {
  if (!(await settings.auth(ctx)).signup_enabled) return undefined
  if (asked.create) return { create: true, user_metadata: asked.userMetadata }
  if (!asked.again) return undefined
  const owner = { realmId: mainRealm, address: asked.address }
  const before = await codes.latest(ctx, `otp_${asked.purpose}`, owner)
  return before?.data.create === true ? before.data : undefined
}

async function mailCode(
  ctx: Ctx,
  to: { email: string; language: string },
  about: codes.NewCode,
): Promise<void> {
  if (!(await mails.hasBudget(ctx, mainRealm, to.email))) return
  await inTransaction(ctx, async (ctx) => {
    const code = await codes.issue(ctx, about)
    await record(ctx, 'otp.sent', { details: { by: 'email', purpose: about.purpose } })
    await mails.send(ctx, 'sign_in_code', to, {
      code: code.digits,
      minutes: code.minutes,
      notMeLink: `${ctx.instance.publicUrl}/auth/not-me?token=${codes.disownToken(ctx, code.id)}`,
    })
  })
}

/** Tried once: a code that arrives an hour late helps nobody, and each costs money. */
async function textCode(ctx: Ctx, asked: Asked, about: codes.NewCode): Promise<void> {
  const { language, client } = asked
  try {
    await ctx.sms.sendCode(mustHaveSms(ctx), asked.address, { language, ...client })
  } catch (error) {
    ctx.log.warn({ err: error }, 'a one-time code was not sent')
    return
  }
  await codes.issueElsewhere(ctx, about)
  await record(ctx, 'otp.sent', { details: { by: 'phone', purpose: about.purpose } })
}

/** @throws invalid for what begins elsewhere: with a change of one's own account */
export function mustBeAskable(purpose: string): OtpPurpose {
  const known = otpPurposes.find((one) => one === purpose)
  if (known) return known
  throw invalid('invalid_input', 'A change of address begins with PATCH /api/v1/auth/user')
}
