import { type Ctx, inTransaction } from '../../engines/context.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { conflict, forbidden, unauthenticated } from '../../kernel/errors.ts'
import * as settings from '../settings/index.ts'
import { sessionLife } from './platform.ts'
import {
  type Found,
  findOrMake,
  linkIdentity,
  makeAccount,
  once,
  type PersonClaims,
} from './providers.ts'
import { selectByEmail, selectById, selectByIdentity, type User } from './queries.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { mainRealm } from './sign-up.ts'
import { sendFreshCode } from './verify.ts'

/** A person as an identity provider described them to us. */
export interface Federated {
  provider: string
  claims: PersonClaims
  /** Providers of the instance may find an account by its address, those of tenants not (RULINGS 3). */
  byEmail: boolean
}

/**
 * Signs in, or up, a person whom a provider vouches for. An address that it has not verified never
 * attaches to an account.
 * @throws conflict `account_exists` for an unverified address that somebody here has; forbidden
 *   `signup_disabled`, `email_not_verified`, `mfa_required`; unauthenticated when disabled
 */
export async function signInFederated(
  ctx: Ctx,
  who: Federated,
): Promise<{ user: User; isNew: boolean; admit: () => Promise<SignedIn> }> {
  const found = await once(() => inTransaction(ctx, (ctx) => find(ctx, who)))
  const { user, isNew } = found
  if (user.disabled_at) throw unauthenticated('invalid_credentials', 'This account is disabled')
  await mustBeProvenEnough(ctx, user)
  const life = await sessionLife(ctx)
  return { user, isNew, admit: () => admit(ctx, user, [who.provider], life) }
}

function find(ctx: Ctx, who: Federated): Promise<Found> {
  const { claims } = who
  if (who.byEmail) {
    return findOrMake(ctx, who.provider, claims, (ctx) => makeUnproven(ctx, who))
  }
  // What a tenant's provider says of addresses is its own business: the account gets none.
  const nameless = { ...claims, email_verified: false }
  return findOrMake(ctx, who.provider, nameless, (ctx) =>
    makeAccount(ctx, who.provider, nameless, { email: null, proven: false }),
  )
}

async function makeUnproven(ctx: Ctx, { provider, claims }: Federated): Promise<User> {
  const email = canonicalEmail(claims.email ?? '') ?? null
  const owner = email && (await ctx.db.row<User>(selectByEmail(mainRealm, email)))
  if (owner) {
    const why = 'An account with this address exists, and the provider has not verified it'
    throw conflict('account_exists', `${why}: sign in first, then link the provider`)
  }
  return makeAccount(ctx, provider, claims, { email, proven: false })
}

/** As with a password: where addresses must be proven, an unproven one gets a code and no session. */
export async function mustBeProvenEnough(ctx: Ctx, user: User): Promise<void> {
  if (!user.email || user.email_verified_at) return
  if (!(await settings.auth(ctx)).require_email_verification) return
  await sendFreshCode(ctx, user)
  throw forbidden('email_not_verified', 'Verify your e-mail address first')
}

/**
 * Links an identity to the caller's account; nothing happens when it is theirs already.
 * @throws conflict `conflict` when it is somebody else's; unauthenticated when the account is gone
 */
export const linkFederated = (ctx: Ctx, who: Federated): Promise<User> =>
  once(() =>
    inTransaction(ctx, async (ctx) => {
      const user = await ctx.db.row<User>(selectById(ctx.caller.userId ?? '', true))
      if (!user || user.disabled_at) throw unauthenticated('invalid_token', 'Sign in again')
      const { issuer, subject } = who.claims
      const owner = await ctx.db.row<User>(selectByIdentity(user.realm_id, issuer, subject))
      if (owner && owner.id !== user.id) {
        throw conflict('conflict', 'This identity belongs to another account')
      }
      if (!owner) await linkIdentity(ctx, user, who.provider, who.claims)
      return user
    }),
  )
