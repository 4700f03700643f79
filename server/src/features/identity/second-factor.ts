import { type Ctx, inTransaction } from '../../engines/context.ts'
import { type AppError, invalid, invalidField, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as factors from '../factors/index.ts'
import * as mails from '../mails/index.ts'
import * as passkeys from '../passkeys/index.ts'
import * as sessions from '../sessions/index.ts'
import { self } from './account.ts'
import { selectById, type User } from './queries.ts'
import { withFreshProof } from './reauthenticate.ts'
import { knowsPassword } from './recover.ts'
import { dropIdleRecoveryCodes, secondFactorsOf } from './second-step.ts'
import { factorGuesses } from './verify-factor.ts'

/** Proof that it is still the person who signed in: all that is given must fit. */
export interface Proof {
  password?: string | undefined
  /** Of the authenticator, or a recovery code. */
  code?: string | undefined
}

export interface FactorStatus {
  apps: factors.FactorRecord[]
  /** Those that were registered as second factors. */
  passkeys: passkeys.PasskeyRecord[]
  recoveryCodesLeft: number
}

/** The caller's second factors. */
export async function factorStatus(ctx: Ctx): Promise<FactorStatus> {
  const userId = ctx.caller.userId ?? ''
  return {
    apps: await factors.list(ctx, userId),
    passkeys: (await passkeys.list(ctx, userId)).filter((passkey) => passkey.second_factor),
    recoveryCodesLeft: await factors.recoveryCodesLeft(ctx, userId),
  }
}

/**
 * Begins an authenticator; it counts once `enableFactor` got its first code. Asks for a recent
 * sign-in or a nonce, and where one is in force already for its code.
 * @throws forbidden `reauthentication_required`; invalid `invalid_credentials`; rate_limited
 */
export async function setUpFactor(
  ctx: Ctx,
  given: {
    issuer?: string | undefined
    name?: string | undefined
    code?: string | undefined
    nonce?: string | undefined
  },
): Promise<factors.BegunTotp & { qrCode: string }> {
  const user = await self(ctx)
  const { issuer = ctx.instance.brand, name = 'Authenticator' } = given
  const account = user.email ?? user.phone ?? user.username ?? user.id
  return withFreshProof(
    ctx,
    given.nonce,
    () => mustShowFactor(ctx, user, given.code),
    async (ctx) => {
      const begun = await factors.beginTotp(ctx, user.id, account, { issuer, name })
      return { ...begun, qrCode: factors.drawQr(begun.uri) }
    },
  )
}

async function mustShowFactor(ctx: Ctx, user: User, code: string | undefined): Promise<void> {
  if (!(await factors.hasApp(ctx, user.id))) return
  if (code === undefined) throw invalidField('code', 'required', 'Show the authenticator in force')
  if (!(await knowsFactor(ctx, user, code))) throw wrong()
}

/**
 * The first code puts the begun authenticator in force, in place of the one before. All other
 * sessions end; this one has shown both factors by it.
 * @returns recovery codes, shown this once
 * @throws invalid `invalid_input` for a wrong code or a set-up older than ten minutes; rate_limited
 */
export async function enableFactor(ctx: Ctx, code: string): Promise<string[]> {
  const user = await self(ctx)
  const made = await ctx.limits.guess(factorGuesses(user.id), () =>
    inTransaction(ctx, async (ctx) => {
      await mustStillLive(ctx, user)
      const id = await factors.confirmTotp(ctx, user.id, undefined, code)
      if (!id) return undefined
      await tell(ctx, user, 'enabled')
      if (ctx.caller.sessionId) await sessions.raise(ctx, ctx.caller.sessionId, 'otp')
      return factors.renewRecoveryCodes(ctx, user.id)
    }),
  )
  if (made) return made
  throw invalid('invalid_input', 'Wrong code, or the set-up is older than ten minutes')
}

/**
 * Takes the second factor away, with its recovery codes: the app goes, passkeys stay as first factors
 * alone. All other sessions end.
 * @returns its id
 * @throws invalid `invalid_credentials`, `invalid_input` when there is none; rate_limited
 */
export async function disableFactor(ctx: Ctx, proof: Proof): Promise<string> {
  const user = await self(ctx)
  await mustFit(ctx, user, proof)
  return inTransaction(ctx, async (ctx) => {
    await mustStillLive(ctx, user)
    const app = await factors.removeAll(ctx, user.id)
    const [passkey] = await passkeys.demoteAll(ctx, user.id)
    const id = app ?? passkey
    if (!id) throw none()
    await dropIdleRecoveryCodes(ctx, user.id)
    await tell(ctx, user, 'disabled')
    return id
  })
}

/** Ten fresh recovery codes in place of those before. @throws as `disableFactor` */
export async function renewRecoveryCodes(ctx: Ctx, proof: Proof): Promise<string[]> {
  const user = await self(ctx)
  await mustFit(ctx, user, proof)
  return inTransaction(ctx, async (ctx) => {
    await mustStillLive(ctx, user)
    if ((await secondFactorsOf(ctx, user.id)).length === 0) throw none()
    await record(ctx, 'factor.codes_renewed', { userId: user.id })
    return factors.renewRecoveryCodes(ctx, user.id)
  })
}

const wrong = (): AppError => invalid('invalid_credentials', 'Wrong password or code')
const none = (): AppError => invalid('invalid_input', 'No second factor is set up')

/** A person without a password has a code; where there is no password, no text is the right one. */
async function mustFit(ctx: Ctx, user: User, { password, code }: Proof): Promise<void> {
  if (password === undefined && code === undefined) {
    throw invalidField('password', 'required', 'Send the password, or a code')
  }
  if (password !== undefined && !(await knowsPassword(ctx, user, password))) throw wrong()
  if (code !== undefined && !(await knowsFactor(ctx, user, code))) throw wrong()
}

/** Counted with the guesses at sign-in. */
export async function knowsFactor(ctx: Ctx, user: User, code: string): Promise<boolean> {
  const isRight = await ctx.limits.guess(factorGuesses(user.id), async () =>
    (await factors.verify(ctx, user.id, code)) ? true : undefined,
  )
  return isRight === true
}

/** Locked until the change is there: what ends the account meanwhile waits, and finds it. */
export async function mustStillLive(ctx: Ctx, user: User): Promise<void> {
  const now = await ctx.db.row<User>(selectById(user.id, true))
  if (!now || now.disabled_at) throw unauthenticated('invalid_token', 'Sign in again')
}

async function tell(ctx: Ctx, user: User, what: 'enabled' | 'disabled'): Promise<void> {
  await sessions.revokeAllOf(ctx, [user.id], ctx.caller.sessionId)
  await record(ctx, `factor.${what}`, { userId: user.id })
  const to = { email: user.email_verified_at ? user.email : null, language: user.language }
  await mails.send(ctx, `mfa_${what}`, to, mails.whence(ctx))
}
