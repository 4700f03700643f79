import { type Ctx, inTransaction } from '../../engines/context.ts'
import { canonicalEmail, clientNetwork } from '../../kernel/addresses.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as captcha from '../captcha/index.ts'
import * as codes from '../codes/index.ts'
import * as mails from '../mails/index.ts'
import * as sessions from '../sessions/index.ts'
import * as settings from '../settings/index.ts'
import { normalPassword } from './passwords.ts'
import { rehashPassword, selectById, selectForSignIn, type User } from './queries.ts'
import { type FactorKind, secondFactorsOf } from './second-step.ts'
import { mainRealm } from './sign-up.ts'
import { sendFreshCode } from './verify.ts'

export type SignedIn = sessions.StartedSession & { user: User }

/** Failures per account before the door closes for a while; the same for every surface. */
const perAccount = { max: 5, perSeconds: 900, maxInARow: 100 }
const perNetwork = { max: 50, perSeconds: 900 }

/** The key under which guesses at an account are counted, whatever door they come through. */
export const guessKey = (userId: string): string => `guess:${userId}`

/**
 * Signs in by user name or e-mail address and password.
 * @throws unauthenticated `invalid_credentials`, the same and after the same work for every reason;
 *   forbidden `email_not_verified` for the right password of an unproven account (a fresh code goes
 *   out if none is live); forbidden `mfa_required` with an `mfa_token`; rate_limited
 */
export async function signInWithPassword(
  ctx: Ctx,
  given: {
    identifier: string
    password: string
    realmId?: string
    /** Whether an unproven mailbox may sign in; no by default. */
    allowUnproven?: boolean
    refresh?: sessions.StartOptions['refresh']
    /** Looks at who it is after the password was right, before there is a session; may throw. */
    allow?: (user: User) => void
  },
): Promise<SignedIn> {
  const realmId = given.realmId ?? mainRealm
  if (realmId === mainRealm) await captcha.pass(ctx, 'login')
  const network = clientNetwork(ctx.origin.address)
  const failures = { key: `sign-in:failed:${network}`, ...perNetwork }
  await ctx.limits.mustHaveRoom(failures)
  const found = await find(ctx, realmId, given.identifier, network)
  const user = await ctx.limits.guess({ key: keyFor(found, given, network), ...perAccount }, () =>
    judge(ctx, found, given.password),
  )
  if (!user) {
    await ctx.limits.has(failures)
    await record(ctx, 'sign_in.failed', { userId: found?.id, details: { method: 'password' } })
    throw unauthenticated('invalid_credentials', 'Invalid username or password')
  }
  if (!user.email_verified_at && !given.allowUnproven) await refuseUnproven(ctx, user)
  given.allow?.(user)
  return admit(ctx, user, ['pwd'], given.refresh)
}

type Found = User & { known_device: boolean }

function find(
  ctx: Ctx,
  realmId: string,
  identifier: string,
  network: string,
): Promise<Found | undefined> {
  const name = spellingOf(identifier)
  const by = name.includes('@') ? { email: name } : { username: name }
  return ctx.db.row<Found>(selectForSignIn(realmId, by, network))
}

/** One spelling for the look-up and for the count, so that known and unknown names lock alike. */
function spellingOf(identifier: string): string {
  if (!identifier.includes('@')) return identifier.toLowerCase()
  return canonicalEmail(identifier) ?? `${identifier}@invalid`
}

/** A device that signed in before has a count of its own: strangers cannot lock its owner out. */
function keyFor(found: Found | undefined, given: { identifier: string }, network: string): string {
  if (found) return found.known_device ? `${guessKey(found.id)}:${network}` : guessKey(found.id)
  const unknown = sha256(spellingOf(given.identifier)).toString('base64url')
  return `guess:unknown:${unknown}`
}

/** Lifts the lock of an account, for strangers and for every device that signed in before. */
export async function forgetGuesses(ctx: Ctx, userId: string): Promise<void> {
  const networks = await sessions.networksOf(ctx, userId)
  const known = networks.map((network) => `${guessKey(userId)}:${network}`)
  for (const key of [guessKey(userId), ...known]) await ctx.limits.clear(key)
}

async function judge(
  ctx: Ctx,
  user: Found | undefined,
  password: string,
): Promise<Found | undefined> {
  const normal = normalPassword(password)
  const fits = await ctx.hashing.verify(user?.password_hash, normal)
  if (!fits || !user?.password_hash || user.disabled_at) return undefined
  if (!ctx.hashing.isOutdated(user.password_hash)) return user
  const fresh = await ctx.hashing.hash(normal)
  const isOurs = (await ctx.db.run(rehashPassword(user.id, user.password_hash, fresh))) === 1
  if (isOurs) return { ...user, password_hash: fresh }
  // Somebody was faster: another sign-in with its own fresh hash, or a change of the password.
  const now = await ctx.db.row<User>(selectById(user.id))
  const stillFits = await ctx.hashing.verify(now?.password_hash, normal)
  return now && stillFits ? { ...user, ...now } : undefined
}

async function refuseUnproven(ctx: Ctx, user: User): Promise<never> {
  if (!(await codes.isLive(ctx, 'verify_email', user.id))) await sendFreshCode(ctx, user)
  throw forbidden('email_not_verified', 'Verify your e-mail address first')
}

/**
 * The last step of every way in: asks for the second factor where there is one, else starts the
 * session. No surface can forget it.
 * @throws forbidden `mfa_required` with an `mfa_token` that is no session
 */
export async function admit(
  ctx: Ctx,
  user: User,
  amr: readonly string[],
  refresh?: sessions.StartOptions['refresh'],
  via?: string,
): Promise<SignedIn> {
  const factors = await secondFactorsOf(ctx, user.id)
  if (factors.length > 0) await askForFactor(ctx, user, amr, factors, via)
  return begin(ctx, user, amr, refresh, via)
}

async function askForFactor(
  ctx: Ctx,
  user: User,
  amr: readonly string[],
  factors: readonly FactorKind[],
  via?: string,
): Promise<never> {
  const code = await inTransaction(ctx, async (ctx) => {
    await mustBeAsJudged(ctx, user)
    return codes.issue(ctx, {
      purpose: 'mfa',
      realmId: user.realm_id,
      userId: user.id,
      address: user.email ?? user.id,
      data: { amr, ...(via === undefined ? {} : { via }) },
    })
  })
  throw forbidden('mfa_required', 'A second factor is required', {
    details: { mfa_token: code.token, user_id: user.id, factors },
  })
}

/**
 * Judging takes a while, and what was judged may be over by now. The row stays locked until the
 * session is there, so that a change of the password, or an end of the account, that comes later
 * finds it and ends it, too.
 */
async function mustBeAsJudged(ctx: Ctx, user: User): Promise<void> {
  const now = await ctx.db.row<User>(selectById(user.id, true))
  if (now && !now.disabled_at && now.password_hash === user.password_hash) return
  throw unauthenticated('invalid_credentials', 'Invalid username or password')
}

/**
 * Starts the session of somebody whom nothing more is asked.
 * @param via what at an identity provider it comes from
 */
export function begin(
  ctx: Ctx,
  user: User,
  amr: readonly string[],
  refresh?: sessions.StartOptions['refresh'],
  via?: string,
): Promise<SignedIn> {
  return inTransaction(ctx, async (ctx) => {
    await mustBeAsJudged(ctx, user)
    const started = await sessions.start(ctx, user, { amr, ...(refresh ? { refresh } : {}) })
    const { is_elsewhere, ...session } = started
    if (is_elsewhere && (await settings.auth(ctx)).new_device_mails) await tellOfPlace(ctx, user)
    if (via !== undefined) {
      await ctx.events.emit(ctx, 'session.begun', { sessionId: session.id, via })
    }
    await record(ctx, 'sign_in.succeeded', { userId: user.id, details: { amr } })
    return { ...session, user }
  })
}

/** Their mailbox learns of it, whoever it was. In the caller's transaction. */
async function tellOfPlace(ctx: Ctx, user: User): Promise<void> {
  if (!user.email_verified_at) return
  await mails.send(ctx, 'new_sign_in', user, mails.whence(ctx))
}
