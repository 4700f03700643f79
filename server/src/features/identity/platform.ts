import { type Ctx, inTransaction } from '../../engines/context.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { forbidden, invalid, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as mails from '../mails/index.ts'
import * as sessions from '../sessions/index.ts'
import * as settings from '../settings/index.ts'
import { checkPassword } from './passwords.ts'
import { insertUser, selectByEmail, selectById, type User } from './queries.ts'
import { admit, type SignedIn, signInWithPassword } from './sign-in.ts'
import {
  blank,
  mainRealm,
  mustBeEmail,
  randomUsername,
  sendCode,
  takeSignUpBudget,
} from './sign-up.ts'

/** A sign-up that must be confirmed by mail first: whose it is stays open. */
export interface Pending {
  pending: User
}

/** How long sessions with refresh tokens live here and now. */
export async function sessionLife(ctx: Ctx): Promise<sessions.RefreshLife> {
  const policy = await settings.auth(ctx)
  return { idleSeconds: policy.refresh_idle_seconds, lifeSeconds: policy.session_life_seconds }
}

/**
 * Makes an account by e-mail and password, under the sign-in settings of the moment. With
 * verification required the answer over a taken address is the same and its owner gets a notice.
 * @throws forbidden `signup_disabled`; invalid `invalid_input` for a taken address where
 *   verification is off (there tokens come at once, so it cannot be hidden); rate_limited
 */
export async function signUp(
  ctx: Ctx,
  given: { email: string; password: string; userMetadata: Record<string, unknown> },
): Promise<SignedIn | Pending> {
  const policy = await settings.auth(ctx)
  if (!policy.signup_enabled) throw forbidden('signup_disabled', 'Sign-up is switched off')
  const email = mustBeEmail(given.email)
  await takeSignUpBudget(ctx)
  const password = await checkPassword(given.password, { email }, 'password', policy)
  const mayMail = await mails.hasBudget(ctx, mainRealm, email)
  const passwordHash = await ctx.hashing.hash(password)
  const { userMetadata } = given
  const row = { ...blank(ctx, email), username: randomUsername(), passwordHash, userMetadata }
  const user = await inTransaction(ctx, async (ctx) => {
    const owner = await ctx.db.row<User>(selectByEmail(mainRealm, email))
    const isTaken = owner?.email_verified_at != null
    const made = await ctx.db.row<User>(insertUser(row, !isTaken))
    const about = { purpose: 'verify_email', realmId: mainRealm, userId: row.id } as const
    const code = await codes.issue(ctx, { ...about, address: email }, !isTaken)
    await record(ctx, 'account.registered', { userId: owner?.id ?? row.id, details: { isTaken } })
    if (mayMail && owner && isTaken) await mails.send(ctx, 'sign_up_notice', owner, {})
    else if (mayMail) await sendCode(ctx, { email, language: row.language }, code)
    return made
  })
  if (policy.require_email_verification) return { pending: user ?? invented(row, email) }
  if (!user) throw invalid('invalid_input', 'This e-mail address cannot be used')
  return admit(ctx, user, ['pwd'], await sessionLife(ctx))
}

/** What a fresh account would look like: nobody can tell it from one. */
function invented(row: ReturnType<typeof blank>, email: string): User {
  const now = new Date()
  return {
    id: row.id,
    short_id: row.shortId,
    realm_id: row.realmId,
    email,
    email_verified_at: null,
    phone: null,
    phone_country: null,
    username: row.username,
    full_name: null,
    first_name: null,
    last_name: null,
    password_hash: null,
    role: 'authenticated',
    language: row.language,
    origin: row.origin,
    disabled_at: null,
    created_at: now,
    updated_at: now,
    user_metadata: row.userMetadata ?? {},
    app_metadata: {},
    is_anonymous: false,
    new_email: null,
    avatar_url: null,
    token_version: 0,
    last_sign_in_at: null,
  }
}

/**
 * Signs in by e-mail and password, under the sign-in settings of the moment.
 * @throws as `signInWithPassword`; forbidden `password_login_disabled`
 */
export async function signIn(
  ctx: Ctx,
  given: { email: string; password: string },
  refresh?: sessions.RefreshLife,
): Promise<SignedIn> {
  const policy = await settings.auth(ctx)
  if (policy.disable_app_password_login) {
    throw forbidden('password_login_disabled', 'Sign-in with a password is switched off')
  }
  return signInWithPassword(ctx, {
    // By address alone: a user name may lead to a sign-up that somebody else's address stands in.
    identifier: canonicalEmail(given.email) ?? 'nobody@invalid',
    password: given.password,
    allowUnproven: !policy.require_email_verification,
    refresh: refresh ?? (await sessionLife(ctx)),
  })
}

/**
 * Exchanges a refresh token; what the new tokens say of the person is read afresh.
 * @throws unauthenticated `invalid_token`
 */
export async function refresh(ctx: Ctx, token: string): Promise<SignedIn> {
  const { idleSeconds } = await sessionLife(ctx)
  const session = await sessions.refresh(ctx, token, idleSeconds)
  const user = session && (await ctx.db.lookUp<User>(selectById(session.user_id)))
  if (!session || !user || user.disabled_at) {
    throw unauthenticated('invalid_token', 'Invalid or expired refresh token')
  }
  const access_token = sessions.accessTokenFor(ctx, user, session)
  const { id, refresh_token } = session
  return { id, access_token, expires_in: sessions.accessSeconds, refresh_token, user }
}

/**
 * Ends the caller's session, the others, or all. A session that is over can be ended again.
 * @throws unauthenticated `invalid_token` where one that is over would end others
 */
export async function signOut(ctx: Ctx, scope: 'local' | 'others' | 'global'): Promise<void> {
  const { userId = '', sessionId = '' } = ctx.caller
  if (scope !== 'local' && !(await sessions.isLive(ctx))) {
    throw unauthenticated('invalid_token', 'Sign in again')
  }
  return inTransaction(ctx, async (ctx) => {
    if (scope === 'local') await sessions.endOne(ctx, sessionId)
    else await sessions.revokeAllOf(ctx, [userId], scope === 'others' ? sessionId : undefined)
    await record(ctx, 'session.revoked', { details: { scope } })
  })
}

/** The same for a refresh token that stands in a cookie. One that is none of ours ends nothing. */
export async function signOutByRefresh(ctx: Ctx, token: string | undefined): Promise<void> {
  const id = token && sessions.sessionOf(ctx, token)
  if (!id) return
  await inTransaction(ctx, async (ctx) => {
    await sessions.endOne(ctx, id)
    await record(ctx, 'session.revoked', { details: { id } })
  })
}
