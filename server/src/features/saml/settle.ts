import type { Ctx } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { type AppError, invalid } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import * as identity from '../identity/index.ts'
import { inTenant } from '../oauth/index.ts'
import { mustBeOnward } from './onward.ts'
import type { Profile } from './profile.ts'
import { findById, methodOf, mustBeUsable, type Provider } from './providers.ts'
import { insertSession, releaseParked, settleParked } from './queries.ts'

export interface Flow {
  id: string
  provider_id: string
  redirect_to: string | null
  browser_hash: Buffer | null
  outcome: string | null
}

/** What a provider said of a person, and how it can be told of a sign-out. */
export interface Outcome {
  profile: Profile
  nameId: string
  nameIdFormat: string | null
  sessionIndex: string | null
}

/** Somebody let in, or about to be: a second factor may still be asked for. */
export interface Entered {
  isNew: boolean
  signIn: () => Promise<identity.SignedIn>
}

/** A one-time code of ours and what belongs to it. */
export interface Pair {
  code: string
  state: string
}

const aboutOutcome = (id: string) => `auth.saml_flows:${id}:outcome`

export const sealOutcome = (ctx: Ctx, id: string, outcome: Outcome): string =>
  ctx.secrets.seal(aboutOutcome(id), JSON.stringify(outcome))

const badState = (): AppError =>
  invalid('invalid_state', 'The code or the state is unknown, used, or too old')

/**
 * The app brings the code and the state that came with it: the person is let in.
 * @throws invalid `invalid_state`; the rest as `enter`
 */
export async function settle(ctx: Ctx, { code, state }: Pair): Promise<Entered> {
  const flow = await ctx.db.row<Flow>(settleParked(sha256(code), sha256(state)))
  if (!flow?.outcome) throw badState()
  const provider = await findById(ctx, flow.provider_id)
  if (!provider) throw badState()
  const outcome = ctx.secrets.open(aboutOutcome(flow.id), flow.outcome)
  return enter(ctx, mustBeUsable(provider), JSON.parse(outcome))
}

/**
 * The browser that began is back, and shows that it is the one: only now the code is worth something.
 * It goes on to its app, or is let in here.
 * @throws invalid `invalid_state`, `invalid_redirect_url`; the rest as `enter`
 */
export async function comeBack(
  ctx: Ctx,
  { browser = '', ...pair }: Pair & { browser: string | undefined },
): Promise<{ location: string } | Entered> {
  const hashes = [sha256(pair.code), sha256(pair.state)] as const
  const flow = await ctx.db.row<Flow>(releaseParked(...hashes, sha256(browser)))
  if (!flow) throw badState()
  const provider = await findById(ctx, flow.provider_id)
  if (!provider) throw badState()
  const onward = await mustBeOnward(ctx, provider, flow.redirect_to ?? undefined)
  return onward === undefined ? settle(ctx, pair) : { location: withPair(onward, pair) }
}

export const withPair = (onward: string, { code, state }: Pair): string =>
  identity.withParameter(identity.withParameter(onward, 'code', code), 'state', state)

/** How `identity` knows a person of a provider. */
export const whoOf = (provider: Provider, claims: Profile) => ({
  provider: methodOf(provider),
  claims,
  // The provider of a tenant speaks for nobody outside it: it cannot find an account by its address.
  byEmail: provider.tenant_id === null,
})

/**
 * Signs in, or up, and remembers their session at the provider, so that a sign-out on either side
 * reaches the other.
 * @throws as `identity.signInFederated`
 */
export async function enter(ctx: Ctx, provider: Provider, outcome: Outcome): Promise<Entered> {
  const { profile, nameId, nameIdFormat, sessionIndex } = outcome
  const here = inTenant(ctx, provider.tenant_id)
  const id = uuid()
  const who = { ...whoOf(provider, profile), via: `saml:${id}` }
  const { user, isNew, admit } = await identity.signInFederated(here, who)
  const there = { nameId, nameIdFormat, sessionIndex }
  await ctx.db.run(insertSession({ id, userId: user.id, providerId: provider.id, ...there }))
  return { isNew, signIn: admit }
}
