import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import { canonicalEmail, clientNetwork } from '../../kernel/addresses.ts'
import { invalid, invalidField, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as captcha from '../captcha/index.ts'
import * as codes from '../codes/index.ts'
import * as keys from '../keys/index.ts'
import * as mails from '../mails/index.ts'
import * as sessions from '../sessions/index.ts'
import * as settings from '../settings/index.ts'
import { proveMailbox } from './mailbox.ts'
import { checkPassword, normalPassword } from './passwords.ts'
import { endTokens, selectByEmail, selectById, setPassword, type User } from './queries.ts'
import { withParameter } from './redirects.ts'
import { forgetGuesses, guessKey, type SignedIn } from './sign-in.ts'
import { mainRealm } from './sign-up.ts'

/**
 * Begins a recovery, by a link that lives so many minutes. Whether the address has an account is looked up later, by a job: here nothing
 * depends on it.
 * @throws rate_limited by client network
 */
export async function forgotPassword(ctx: Ctx, email: string, minutes?: number): Promise<void> {
  await captcha.pass(ctx, 'password_reset')
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take({ key: `forgot:${network}`, max: 20, perSeconds: 3600 })
  const address = canonicalEmail(email)
  if (address === undefined) return
  const budget = { key: `forgot:${address}`, max: 3, perSeconds: 3600 }
  const asked: Recovery = { address, minutes }
  if (await ctx.limits.has(budget)) await enqueue(ctx, 'identity.recover', asked)
}

/** Mails a link to a new password because an administrator asks for it. In the caller's transaction. */
export const mailRecovery = (ctx: Ctx, address: string, minutes: number): Promise<void> =>
  enqueue(ctx, 'identity.recover', { address, minutes } satisfies Recovery)

export interface Recovery {
  address: string
  /** Where the link leads instead of our own page. */
  redirectTo?: string | undefined
  minutes?: number | undefined
}

/** The job behind every door to it: mails a link that sets a new password, or the first one. */
export async function sendRecovery(
  ctx: Ctx,
  { address, redirectTo, minutes }: Recovery,
): Promise<void> {
  const user = await ctx.db.row<User>(selectByEmail(mainRealm, address))
  if (!user || user.disabled_at || !(await mails.hasBudget(ctx, mainRealm, address))) return
  await inTransaction(ctx, async (ctx) => {
    const about = { realmId: mainRealm, userId: user.id, address } as const
    const code = await codes.issue(ctx, { purpose: 'reset_password', ...about, minutes })
    const page = redirectTo ?? `${ctx.instance.publicUrl}/auth/reset-password`
    await record(ctx, 'password.forgotten', { userId: user.id })
    await mails.send(ctx, user.password_hash ? 'reset_password' : 'set_password', user, {
      link: withParameter(page, 'token', code.token),
      notMeLink: `${ctx.instance.publicUrl}/auth/not-me?token=${codes.disownToken(ctx, code.id)}`,
      minutes: code.minutes,
    })
  })
}

/**
 * Sets a new password by the token from the mail, as `setByToken`.
 * @throws invalid `invalid_token` for anything but a live token; invalid for a refused password
 */
export async function resetPassword(
  ctx: Ctx,
  given: { token: string; newPassword: string },
): Promise<void> {
  if (await setByToken(ctx, given)) return
  throw invalid('invalid_token', 'Invalid or expired token')
}

/**
 * Sets a new password by the token from the mail. Ends every session; keys stay and are listed in
 * the notice. It proves the mailbox, too: of an unproven account nothing made before it stays.
 * A refused password leaves the token as it was.
 * @returns the account as it is now; undefined for anything but a live token
 * @throws invalid for a refused password
 */
export async function setByToken(
  ctx: Ctx,
  given: { token: string; newPassword: string },
): Promise<User | undefined> {
  // A forged token costs no hash; and no token is spent on a password that will be refused.
  if (!codes.isGenuine(ctx, 'reset_password', given.token)) return undefined
  const rules = await settings.auth(ctx)
  const normal = await checkPassword(given.newPassword, {}, 'new_password', rules)
  const hash = await ctx.hashing.hash(normal)
  const user = await inTransaction(ctx, async (ctx) => {
    const proof = await codes.consumeLink(ctx, 'reset_password', given.token)
    if (!proof?.user_id) return undefined
    const proven = await proveMailbox(ctx, proof.user_id, 'other_flow')
    if (!proven) return undefined
    await checkPassword(given.newPassword, proven, 'new_password', rules)
    await replacePassword(ctx, proven, hash, 'password.reset')
    return { ...proven, password_hash: hash }
  })
  if (user) await forgetGuesses(ctx, user.id)
  return user
}

/**
 * Changes the password of the signed-in person; all their other sessions end.
 * @returns a fresh session in place of the one that asked
 * @throws invalid `wrong_password`; invalid for a refused new one
 */
export async function changePassword(
  ctx: Ctx,
  given: { currentPassword?: string | undefined; newPassword: string },
  refresh?: sessions.RefreshLife,
): Promise<SignedIn> {
  const user = await ctx.db.row<User>(selectById(ctx.caller.userId ?? ''))
  if (!user) throw unauthenticated('invalid_token', 'Sign in again')
  if (user.password_hash) await mustKnow(ctx, user, given.currentPassword, 'current_password')
  const normal = await checkPassword(given.newPassword, user, 'new_password')
  const hash = await ctx.hashing.hash(normal)
  return inTransaction(ctx, async (ctx) => {
    const now = await ctx.db.row<User>(selectById(user.id, true))
    // Hashing takes a while: the account may be closed by now, or have another password.
    if (now?.password_hash !== user.password_hash) {
      throw unauthenticated('invalid_token', 'Sign in again')
    }
    await replacePassword(ctx, user, hash, 'password.changed')
    const amr = ctx.caller.aal === 'aal2' ? ['pwd', 'otp'] : ['pwd']
    const session = await sessions.start(ctx, user, { amr, ...(refresh ? { refresh } : {}) })
    return { ...session, user }
  })
}

/**
 * Puts a new password in place of the old one. All sessions end, but perhaps one; so does every
 * code that is under way. The owner gets a notice. In the caller's transaction.
 */
export async function replacePassword(
  ctx: Ctx,
  user: User,
  hash: string,
  event: 'password.reset' | 'password.changed',
  keepSession?: string,
): Promise<void> {
  await ctx.db.run(setPassword(user.id, hash))
  await ctx.db.run(endTokens([user.id]))
  await sessions.revokeAllOf(ctx, [user.id], keepSession)
  await codes.discardAll(ctx, [user.id])
  await record(ctx, event, { userId: user.id })
  const stay = (await keys.list(ctx, user.id)).filter((key) => !key.revoked_at)
  // Nobody writes to a stranger's mailbox, however often a password is changed.
  const email = user.email_verified_at ? user.email : null
  await mails.send(
    ctx,
    'password_changed',
    { ...user, email },
    {
      keys: stay.map((key) => `${key.name} (${key.prefix}…)`),
      ...mails.whence(ctx),
    },
  )
}

/** An administrator sets the password; as `replacePassword`. In the caller's transaction. */
export async function setPasswordOf(ctx: Ctx, userId: string, hash: string): Promise<void> {
  const user = await ctx.db.row<User>(selectById(userId, true))
  if (!user) return
  await replacePassword(ctx, user, hash, 'password.changed')
  await forgetGuesses(ctx, userId)
}

/** Judges a password of a person who is signed in; counted with all other guesses at it. */
export async function knowsPassword(ctx: Ctx, user: User, password: string): Promise<boolean> {
  const limit = { key: guessKey(user.id), max: 5, perSeconds: 900, maxInARow: 100 }
  const fits = await ctx.limits.guess(limit, async () =>
    (await ctx.hashing.verify(user.password_hash, normalPassword(password))) ? true : undefined,
  )
  return fits === true
}

/** @throws invalid `wrong_password` on the field; rate_limited */
export async function mustKnow(
  ctx: Ctx,
  user: User,
  password: string | undefined,
  field: string,
): Promise<void> {
  if (await knowsPassword(ctx, user, password ?? '')) return
  throw password === undefined
    ? invalidField(field, 'required', 'Field required')
    : invalid('wrong_password', 'The current password is wrong')
}
