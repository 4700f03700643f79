import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import type { IdTokenClaims } from '../../engines/issuers/index.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { AppError, conflict, unauthenticated, unavailable } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as mails from '../mails/index.ts'
import { proveMailbox } from './mailbox.ts'
import {
  deleteIdentities,
  insertIdentity,
  insertUser,
  selectByEmail,
  selectById,
  selectByIdentity,
  selectIdentities,
  type User,
} from './queries.ts'
import { mustKnow } from './recover.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { blank, mainRealm, randomUsername } from './sign-up.ts'

/**
 * Signs in, or up, with Google's ID token. Matched by Google's subject; else by a proven address,
 * which links; an unproven account of the address is taken over with nothing in it.
 * @throws unauthenticated `invalid_id_token`; unavailable `google_not_configured`
 */
export async function signInWithGoogle(
  ctx: Ctx,
  given: { credential: string; nonce?: string | undefined },
): Promise<SignedIn> {
  const claims = await verifyGoogle(ctx, given)
  const user = await once(() => inTransaction(ctx, (ctx) => findOrMake(ctx, claims)))
  if (user.disabled_at) throw unauthenticated('invalid_id_token', 'This account is disabled')
  return admit(ctx, user, ['google'])
}

/** Two first sign-ins at once: the loser of the race finds what the winner made. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isDuplicate(error, 'identities_subject') || isDuplicate(error, 'users_proven_email')) {
      return work()
    }
    throw error
  }
}

async function verifyGoogle(
  ctx: Ctx,
  given: { credential: string; nonce?: string | undefined },
): Promise<IdTokenClaims & { email: string }> {
  const google = ctx.instance.providers.google
  if (!google || google.clientIds.length === 0) {
    throw unavailable('google_not_configured', 'Sign-in with Google is not set up on this server')
  }
  const claims = await ctx.issuers.verify(given.credential, {
    issuer: google.issuer,
    audiences: google.clientIds,
    ...(given.nonce === undefined ? {} : { nonce: given.nonce }),
  })
  const email = claims.email_verified ? canonicalEmail(claims.email ?? '') : undefined
  if (email === undefined) {
    throw unauthenticated('invalid_id_token', 'Google has not verified this e-mail address')
  }
  return { ...claims, email }
}

async function findOrMake(ctx: Ctx, claims: IdTokenClaims & { email: string }): Promise<User> {
  const { issuer, subject, email } = claims
  const known = await ctx.db.row<User>(selectByIdentity(mainRealm, issuer, subject))
  if (known) return known
  const same = await ctx.db.row<User>(selectByEmail(mainRealm, email, true))
  const user = same ? await proveMailbox(ctx, same.id, 'other_flow') : await make(ctx, claims)
  if (!user) throw new Error('the account vanished')
  await link(ctx, user, claims)
  return user
}

async function make(ctx: Ctx, claims: IdTokenClaims & { email: string }): Promise<User> {
  const { email, name, given_name, family_name } = claims
  const user = await ctx.db.row<User>(
    insertUser({
      ...blank(ctx, email),
      proven: true,
      username: randomUsername(),
      fullName: name?.slice(0, 200) ?? null,
      firstName: given_name?.slice(0, 100) ?? null,
      lastName: family_name?.slice(0, 100) ?? null,
    }),
  )
  if (!user) throw new Error('the account was not made')
  await record(ctx, 'account.registered', { userId: user.id, details: { by: 'google' } })
  return user
}

async function link(ctx: Ctx, user: User, claims: IdTokenClaims): Promise<void> {
  await ctx.db.run(
    insertIdentity({
      id: uuid(),
      userId: user.id,
      realmId: user.realm_id,
      provider: 'google',
      issuer: claims.issuer,
      subject: claims.subject,
      email: claims.email ?? null,
    }),
  )
  await record(ctx, 'google.linked', { userId: user.id })
  await mails.send(ctx, 'google_linked', user, mails.whence(ctx))
}

interface Identity {
  id: string
  provider: string
  issuer: string
  subject: string
}

/**
 * Links a Google account to the signed-in one.
 * @throws conflict `google_taken` when it belongs to somebody else, `google_already_linked` when
 *   another Google account is linked already
 */
export async function linkGoogle(
  ctx: Ctx,
  given: { credential: string; nonce?: string | undefined },
): Promise<void> {
  const claims = await verifyGoogle(ctx, given)
  await once(() =>
    inTransaction(ctx, async (ctx) => {
      const user = await mustExist(ctx)
      const owner = await ctx.db.row<User>(
        selectByIdentity(user.realm_id, claims.issuer, claims.subject),
      )
      if (owner?.id === user.id) return
      if (owner) throw conflict('google_taken', 'This Google account belongs to another account')
      const linked = await ctx.db.rows<Identity>(selectIdentities(user.id))
      if (linked.some((identity) => identity.provider === 'google')) {
        throw conflict('google_already_linked', 'Another Google account is linked already')
      }
      await link(ctx, user, claims)
    }),
  )
}

/**
 * Unlinks Google; nothing happens when it is not linked. The account row is locked, so that the
 * password which makes it safe cannot go at the same moment.
 * @throws conflict `password_required` when it would leave no way in
 */
export function unlinkGoogle(ctx: Ctx): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const user = await mustExist(ctx)
    const linked = await ctx.db.rows<Identity>(selectIdentities(user.id))
    if (!linked.some((identity) => identity.provider === 'google')) return
    if (!user.password_hash || !user.email_verified_at) {
      throw conflict('password_required', 'Set a password before unlinking Google')
    }
    await ctx.db.run(deleteIdentities([user.id], 'google'))
    await record(ctx, 'google.unlinked', { userId: user.id })
    await mails.send(ctx, 'google_unlinked', user, mails.whence(ctx))
  })
}

async function mustExist(ctx: Ctx): Promise<User> {
  const user = await ctx.db.row<User>(selectById(ctx.caller.userId ?? '', true))
  if (!user) throw unauthenticated('invalid_token', 'Sign in again')
  return user
}

/**
 * The person proves once more that it is them: by password, or by a Google sign-in of this account.
 * @throws AppError when neither is given or neither fits
 */
export async function mustReauthenticate(
  ctx: Ctx,
  user: User,
  given: { password?: string | undefined; credential?: string | undefined },
): Promise<void> {
  if (given.credential !== undefined) {
    const claims = await verifyGoogle(ctx, { credential: given.credential })
    const owner = await ctx.db.row<User>(
      selectByIdentity(user.realm_id, claims.issuer, claims.subject),
    )
    if (owner?.id === user.id) return
    throw new AppError('forbidden', 'wrong_google_account', 'This is not your Google account')
  }
  await mustKnow(ctx, user, given.password, 'password')
}
