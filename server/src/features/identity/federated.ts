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
import { isAdministrator } from './second-step.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { mainRealm } from './sign-up.ts'
import { sendFreshCode } from './verify.ts'

/** What a provider may let people into: who administers something comes into the dashboard. */
export const areas = ['apps', 'dashboard'] as const
export type Area = (typeof areas)[number]

/** A person as an identity provider described them to us. */
export interface Federated {
  provider: string
  claims: PersonClaims
  /** Providers of the instance may find an account by its address, those of tenants not. */
  byEmail: boolean
  /** What is to be told of the session that begins: see the event `session.begun`. */
  via?: string
  /** Everything, where the provider has no say in it. */
  opens?: readonly Area[]
}

/**
 * Signs in, or up, a person whom a provider vouches for. An address that it has not verified never
 * attaches to an account.
 * @throws conflict `account_exists` for an unverified address that somebody here has; forbidden
 *   `signup_disabled`, `email_not_verified`, `provider_not_allowed`; unauthenticated when disabled
 */
export async function signInFederated(
  ctx: Ctx,
  who: Federated,
): Promise<{ user: User; isNew: boolean; admit: () => Promise<SignedIn> }> {
  const { user, isNew } = await once(() =>
    inTransaction(ctx, async (ctx) => {
      const found = await find(ctx, who)
      mustOpen(found.user, who)
      return found
    }),
  )
  if (user.disabled_at) throw unauthenticated('invalid_credentials', 'This account is disabled')
  await mustBeProvenEnough(ctx, user)
  const life = await sessionLife(ctx)
  return { user, isNew, admit: () => admit(ctx, user, [who.provider], life, who.via) }
}

/** Thrown where the account was found: so nothing of the provider's is attached to it either. */
function mustOpen({ role }: User, { opens = areas }: Federated): void {
  const area = isAdministrator(role) ? 'dashboard' : 'apps'
  if (opens.includes(area)) return
  const setting = area === 'dashboard' ? 'allow_dashboard_login' : 'allow_app_login'
  throw forbidden(
    'provider_not_allowed',
    `This provider does not let you in here: its setting ${setting} is off`,
  )
}

/** Whether `signInFederated` would find an account rather than make one. */
export async function hasAccount(ctx: Ctx, { claims, byEmail }: Federated): Promise<boolean> {
  const { issuer, subject } = claims
  if (await ctx.db.row(selectByIdentity(mainRealm, issuer, subject))) return true
  const email = byEmail && claims.email_verified && canonicalEmail(claims.email ?? '')
  const same = email && (await ctx.db.row<User>(selectByEmail(mainRealm, email)))
  return same ? same.email_verified_at !== null : false
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
