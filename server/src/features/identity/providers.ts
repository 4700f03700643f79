import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import type { IdTokenClaims } from '../../engines/issuers/index.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { AppError, conflict, forbidden, unauthenticated, unavailable } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as mails from '../mails/index.ts'
import type * as sessions from '../sessions/index.ts'
import * as settings from '../settings/index.ts'
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

/** An ID token as a client got it from its provider. */
export interface IdToken {
  credential: string
  nonce?: string | undefined
  /** A token that names a nonce is nothing without it. */
  needsNonce?: boolean
}

/**
 * Signs in, or up, with Google's ID token; see `signInWithProvider`.
 * @throws unauthenticated `invalid_id_token`; unavailable `google_not_configured`
 */
export const signInWithGoogle = (ctx: Ctx, given: IdToken): Promise<SignedIn> =>
  signInWithProvider(ctx, 'google', given)

/**
 * Signs in, or up, with the ID token of a provider of this instance. Matched by the provider's
 * subject; else by a proven address, which links; an unproven account of the address is taken over
 * with nothing in it. An address that the provider has not verified neither links nor makes anything.
 * @throws unauthenticated `invalid_id_token`; unavailable `<provider>_not_configured`; forbidden
 *   `signup_disabled`, `mfa_required`
 */
export async function signInWithProvider(
  ctx: Ctx,
  provider: string,
  given: IdToken,
  refresh?: sessions.StartOptions['refresh'],
): Promise<SignedIn> {
  const claims = await verify(ctx, provider, given)
  const { user } = await once(() => inTransaction(ctx, (ctx) => findOrMake(ctx, provider, claims)))
  if (user.disabled_at) throw unauthenticated('invalid_id_token', 'This account is disabled')
  return admit(ctx, user, [provider], refresh)
}

/** Two first sign-ins at once: the loser of the race finds what the winner made. */
export async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const raced = ['identities_subject', 'users_proven_email', 'users_phone']
    if (raced.some((index) => isDuplicate(error, index))) return work()
    throw error
  }
}

/** Issuer and client ids are the instance's own, never the token's. */
async function verify(ctx: Ctx, provider: string, given: IdToken): Promise<IdTokenClaims> {
  const { providers } = ctx.instance
  const known = Object.hasOwn(providers, provider) ? providers[provider] : undefined
  if (!known || known.clientIds.length === 0) {
    throw unavailable(
      `${known ? provider : 'provider'}_not_configured`,
      `Sign-in with ${known ? nameOf(provider) : 'this provider'} is not set up on this server`,
    )
  }
  const claims = await ctx.issuers.verify(given.credential, {
    issuer: known.issuer,
    audiences: known.clientIds,
    ...(given.nonce === undefined ? {} : { nonce: given.nonce }),
  })
  if (given.needsNonce && claims.nonce !== undefined && given.nonce === undefined) {
    throw unauthenticated('invalid_id_token', 'This token needs its nonce')
  }
  return claims
}

const nameOf = (provider: string) => `${provider.charAt(0).toUpperCase()}${provider.slice(1)}`

/** What of it names a person. */
export type PersonClaims = Omit<IdTokenClaims, 'audience' | 'issued_at'>

type Proven = IdTokenClaims & { email: string }

/** The address that the provider says is theirs. */
const provenEmailOf = (claims: PersonClaims): string | undefined =>
  claims.email_verified ? canonicalEmail(claims.email ?? '') : undefined

const unverifiedEmail = (provider: string) =>
  unauthenticated('invalid_id_token', `${nameOf(provider)} has not verified this e-mail address`)

/** @throws unauthenticated unless the provider says that the address is theirs */
function withProvenEmail(provider: string, claims: IdTokenClaims): Proven {
  const email = provenEmailOf(claims)
  if (email === undefined) throw unverifiedEmail(provider)
  return { ...claims, email }
}

const verifyGoogle = async (ctx: Ctx, given: IdToken): Promise<Proven> =>
  withProvenEmail('google', await verify(ctx, 'google', given))

export interface Found {
  user: User
  isNew: boolean
}

/**
 * The account of a person whom a provider names: by (issuer, subject), else by an address that the
 * provider has verified, else a new one. In the caller's transaction, inside `once`.
 * @param unverified makes the account, or refuses, where the provider has verified no address
 */
export async function findOrMake(
  ctx: Ctx,
  provider: string,
  claims: PersonClaims,
  unverified: (ctx: Ctx) => Promise<User> = async () => {
    throw unverifiedEmail(provider)
  },
): Promise<Found> {
  const { issuer, subject } = claims
  const known = await ctx.db.row<User>(selectByIdentity(mainRealm, issuer, subject))
  if (known) return { user: known, isNew: false }
  const email = provenEmailOf(claims)
  const same = email && (await ctx.db.row<User>(selectByEmail(mainRealm, email, true)))
  const user = same
    ? await proveMailbox(ctx, same.id, 'other_flow')
    : await (email ? makeAccount(ctx, provider, claims, { email, proven: true }) : unverified(ctx))
  if (!user) throw new Error('the account vanished')
  await linkIdentity(ctx, user, provider, claims)
  return { user, isNew: !same }
}

/** @throws forbidden `signup_disabled` */
export async function makeAccount(
  ctx: Ctx,
  provider: string,
  claims: PersonClaims,
  { email, proven }: { email: string | null; proven: boolean },
): Promise<User> {
  await mustTakeSignUps(ctx)
  const { name, given_name, family_name, picture } = claims
  const user = await ctx.db.row<User>(
    insertUser({
      ...blank(ctx, email),
      proven,
      username: randomUsername(),
      fullName: name?.slice(0, 200) ?? null,
      firstName: given_name?.slice(0, 100) ?? null,
      lastName: family_name?.slice(0, 100) ?? null,
      userMetadata: {
        ...(name === undefined ? {} : { name: name.slice(0, 200) }),
        ...(picture?.startsWith('https://') ? { picture: picture.slice(0, 1000) } : {}),
      },
    }),
  )
  if (!user) throw new Error('the account was not made')
  await record(ctx, 'account.registered', { userId: user.id, details: { by: provider } })
  return user
}

/** One switch for every door that makes accounts. @throws forbidden `signup_disabled` */
export async function mustTakeSignUps(ctx: Ctx): Promise<void> {
  if ((await settings.auth(ctx)).signup_enabled) return
  throw forbidden('signup_disabled', 'Sign-up is switched off')
}

/** Writes down that this person signs in to this account from now on. */
export async function linkIdentity(
  ctx: Ctx,
  user: User,
  provider: string,
  claims: PersonClaims,
): Promise<void> {
  await ctx.db.run(
    insertIdentity({
      id: uuid(),
      userId: user.id,
      realmId: user.realm_id,
      provider,
      issuer: claims.issuer,
      subject: claims.subject,
      email: claims.email ?? null,
    }),
  )
  if (provider !== 'google') {
    return record(ctx, 'identity.linked', { userId: user.id, details: { by: provider } })
  }
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
      await linkIdentity(ctx, user, 'google', claims)
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

const recentMs = 10 * 60 * 1000

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
    // An old token proves who somebody was; it must come from a sign-in just now.
    if (owner && claims.issued_at.getTime() < Date.now() - recentMs) {
      throw new AppError('forbidden', 'stale_credential', 'Sign in with Google again')
    }
    if (owner?.id === user.id) return
    throw new AppError('forbidden', 'wrong_google_account', 'This is not your Google account')
  }
  await mustKnow(ctx, user, given.password, 'password')
}
