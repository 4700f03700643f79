import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as mails from '../mails/index.ts'
import * as sessions from '../sessions/index.ts'
import * as settings from '../settings/index.ts'
import { checkPassword } from './passwords.ts'
import { sessionLife } from './platform.ts'
import { selectById, type User } from './queries.ts'
import { begin, type SignedIn } from './sign-in.ts'
import {
  blank,
  mainRealm,
  makeUntaken,
  mustBeEmail,
  randomUsername,
  takeSignUpBudget,
} from './sign-up.ts'

/** Sign-ins with a standing refresh token: for clients that keep the first one they got. */

const longestSeconds = 7 * 86_400

/** Seven days, or as much less as the settings of the moment say. */
export async function standingLife(ctx: Ctx): Promise<sessions.RefreshLife> {
  const { idleSeconds, lifeSeconds } = await sessionLife(ctx)
  return {
    idleSeconds: Math.min(idleSeconds, longestSeconds),
    lifeSeconds: Math.min(lifeSeconds, longestSeconds),
    isStanding: true,
  }
}

export interface SignedUp<T> {
  user: User
  /** What committed together with the account. */
  made: T
  /** Undefined where the mailbox must be proven first. */
  session: SignedIn | undefined
}

/**
 * The other door that must tell: an account by address and password, signed in
 * at once, still unproven. What `also` makes belongs to this flow: it ends with the account when
 * somebody else proves the mailbox first.
 * @throws forbidden `signup_disabled`; conflict `email_taken` over any live account of the address;
 *   invalid for a refused password; rate_limited
 */
export async function signUpByPassword<T>(
  ctx: Ctx,
  given: { email: string; password: string },
  also: (ctx: Ctx, user: User) => Promise<T>,
): Promise<SignedUp<T>> {
  const policy = await settings.auth(ctx)
  if (!policy.signup_enabled) throw forbidden('signup_disabled', 'Sign-up is switched off')
  const email = mustBeEmail(given.email)
  await takeSignUpBudget(ctx, 5)
  const password = await checkPassword(given.password, { email }, 'password', policy)
  const mayMail = await mails.hasBudget(ctx, mainRealm, email)
  const passwordHash = await ctx.hashing.hash(password)
  const row = { ...blank(ctx, email), username: randomUsername(), passwordHash }
  const life = policy.require_email_verification ? undefined : await standingLife(ctx)
  return inTransaction(ctx, async (ctx) => {
    const user = await makeUntaken(ctx, row, email, mayMail)
    const made = await also(ctx, user)
    return { user, made, session: life && (await begin(ctx, user, ['pwd'], life)) }
  })
}

/**
 * A fresh access token for a standing refresh token, which stays as it is. What the new token says
 * of the person is read afresh.
 * @throws unauthenticated `invalid_token`
 */
export async function renew(ctx: Ctx, token: string): Promise<Omit<SignedIn, 'refresh_token'>> {
  const { idleSeconds } = await standingLife(ctx)
  const session = await sessions.renew(ctx, token, idleSeconds)
  const user = session && (await ctx.db.row<User>(selectById(session.user_id)))
  if (!session || !user || user.disabled_at) {
    throw unauthenticated('invalid_token', 'Invalid or expired refresh token')
  }
  const access_token = sessions.accessTokenFor(ctx, user, session)
  return { id: session.id, access_token, expires_in: sessions.accessSeconds, user }
}

/** Ends the caller's session and that of a standing refresh token; what is over already stays so. */
export async function signOutStanding(ctx: Ctx, token: string | undefined): Promise<void> {
  const named = token === undefined ? undefined : sessions.readStanding(ctx, token)
  const ids = new Set([ctx.caller.sessionId, named].filter((id) => id !== undefined))
  await inTransaction(ctx, async (ctx) => {
    for (const id of ids) {
      await sessions.endOne(ctx, id)
      await record(ctx, 'session.revoked', { details: { id } })
    }
  })
}
