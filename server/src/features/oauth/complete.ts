import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { type AppError, invalid, unauthenticated } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as identity from '../identity/index.ts'
import * as sessions from '../sessions/index.ts'
import { aboutFlow, type Secrets } from './begin.ts'
import { clientOf, explain, keep } from './exchange.ts'
import { readProfile } from './profile.ts'
import { callbackUrl, inTenant, mustFind, type Provider } from './providers.ts'
import {
  consumeFlow,
  endReplayed,
  isLinkParked,
  parkOutcome,
  selectFlow,
  settleFlow,
} from './queries.ts'
import { type Entered, enter, type Outcome } from './settle.ts'

export interface Flow {
  id: string
  purpose: 'sign_in' | 'link' | 'logout'
  provider: string
  provider_id: string
  tenant_id: string | null
  redirect_uri: string
  redirect_to: string | null
  link_user_id: string | null
  sealed: string | null
  outcome: string | null
}

/** What came back: from the provider through a browser or an app, or our own code from an app. */
export interface Return {
  provider: string
  state: string
  code?: string | undefined
  /** Who the provider says it is (RFC 9207). */
  iss?: string | undefined
  redirectUri?: string | undefined
  /** What the app kept when it began with a challenge (RFC 7636). */
  codeVerifier?: string | undefined
  error?: string | undefined
  errorDescription?: string | undefined
  /** The cookie of the browser, where it has one. */
  browser?: string | undefined
}

/** Seconds that an app has to fetch what was parked for it. */
const parkedSeconds = 60
const ownCode = /^sc_[0-9A-Za-z]{43}$/

const badState = (): AppError =>
  invalid('invalid_state', 'The state is unknown, used, too old, or not of this provider')

/**
 * Goes on with a sign-in or a link: redeems the provider's code and lets the person in, or, where
 * they go on to an app, parks what the provider said and sends the app a code for it.
 * @returns where to send the browser, or the person, signed in
 * @throws invalid `invalid_state`, `provider_error`, `invalid_code`, `invalid_provider_answer`;
 *   unauthenticated where a link needs its owner; unavailable; the rest as `enter`
 */
export async function complete(ctx: Ctx, given: Return): Promise<{ location: string } | Entered> {
  if (given.code !== undefined && ownCode.test(given.code)) return settle(ctx, given, given.code)
  const flow = await consume(ctx, given)
  const here = inTenant(ctx, flow.tenant_id)
  const onward = await onwardOf(here, flow)
  if (given.error !== undefined || given.code === undefined) return fail(given, onward)
  const provider = await mustBeSame(here, flow)
  const outcome = await redeem(here, provider, flow, given)
  if (onward === undefined) return enter(here, provider, flow, outcome)
  return { location: await park(here, flow, onward, outcome) }
}

/** One of any number of attempts gets it; the wrong browser, address or person does not use it up. */
async function consume(ctx: Ctx, given: Return): Promise<Flow> {
  const stateHash = sha256(given.state)
  const flow = await ctx.db.row<Flow>(
    consumeFlow({
      provider: given.provider,
      stateHash,
      redirectUri: redirectUriOf(ctx, given),
      browserHash: given.browser === undefined ? null : sha256(given.browser),
      linkUserId: ctx.caller.userId ?? null,
    }),
  )
  if (flow) return flow
  const waiting = await ctx.db.row<Flow>(selectFlow(given.provider, stateHash))
  if (waiting?.purpose === 'link' && ctx.caller.userId === undefined) throw needsOwner()
  throw badState()
}

const redirectUriOf = (ctx: Ctx, { redirectUri, provider }: Return): string | null => {
  if (redirectUri === undefined) return null
  const own = callbackUrl(ctx, provider)
  if (`${ctx.instance.publicUrl}${redirectUri}` === own) return own
  return URL.parse(redirectUri)?.href ?? redirectUri
}

const needsOwner = () =>
  unauthenticated('missing_authentication', 'Only the person who began to link can finish it')

/** An app's page gets its answer itself. Judged again: the list may have become shorter. */
async function onwardOf(ctx: Ctx, flow: Flow): Promise<string | undefined> {
  const isOurs = flow.redirect_uri === callbackUrl(ctx, flow.provider)
  if (!isOurs || flow.redirect_to === null) return undefined
  const onward = identity.allowedRedirect(await identity.allowList(ctx), flow.redirect_to)
  if (onward !== undefined) return onward
  throw invalid('invalid_redirect_url', 'redirect_to is no longer on the allow-list')
}

/** The provider said no. Its words go to the app; only codes of the standard go into an address. */
function fail(given: Return, onward: string | undefined): { location: string } {
  const error = /^[a-z_]{1,40}$/.test(given.error ?? '') ? String(given.error) : 'server_error'
  if (onward !== undefined) return { location: identity.withParameter(onward, 'error', error) }
  const description = given.errorDescription?.slice(0, 500)
  throw invalid('provider_error', description || `The provider answered ${error}`, {
    details: { error, ...(description ? { description } : {}) },
  })
}

/** A flow ends with the provider it began with: a change of its settings is another provider. */
async function mustBeSame(ctx: Ctx, flow: Flow): Promise<Provider> {
  const provider = await mustFind(ctx, flow.provider, flow.tenant_id)
  if (provider.id !== flow.provider_id) throw badState()
  return provider
}

const secretsOf = (ctx: Ctx, flow: Flow): Secrets =>
  JSON.parse(ctx.secrets.open(aboutFlow(flow.id, 'sealed'), flow.sealed ?? ''))

async function redeem(
  ctx: Ctx,
  provider: Provider,
  flow: Flow,
  { code = '', state, iss }: Return,
): Promise<Outcome> {
  const client = await clientOf(ctx, provider)
  const { verifier, nonce } = secretsOf(ctx, flow)
  const { authorizationCodeGrant } = await import('openid-client')
  const url = new URL(flow.redirect_uri)
  url.search = new URLSearchParams({
    code,
    state,
    ...(iss === undefined ? {} : { iss }),
  }).toString()
  try {
    const granted = await authorizationCodeGrant(client, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      ...(nonce === undefined ? {} : { expectedNonce: nonce, idTokenExpected: true }),
    })
    return {
      profile: await readProfile(ctx, provider, client, granted),
      tokens: keep(granted),
    }
  } catch (error) {
    throw isOurs(error) ? error : explain(provider, error)
  }
}

/** A rule of ours said no: nothing to explain. */
const isOurs = (error: unknown): boolean =>
  error instanceof Error && 'kind' in error && error.kind === 'forbidden'

/** Keeps what the provider said for the app; in its address stands a code alone, never a token. */
async function park(ctx: Ctx, flow: Flow, onward: string, outcome: Outcome): Promise<string> {
  const code = `sc_${randomSecret(43)}`
  const state = randomSecret(43)
  const sealed = ctx.secrets.seal(aboutFlow(flow.id, 'outcome'), JSON.stringify(outcome))
  await ctx.db.run(
    parkOutcome(flow.id, {
      codeHash: sha256(code),
      onwardHash: hashOnward(state, secretsOf(ctx, flow).challenge),
      outcome: sealed,
      seconds: parkedSeconds,
    }),
  )
  return identity.withParameter(identity.withParameter(onward, 'code', code), 'state', state)
}

/**
 * What the app must bring beside the code: the state, and what fits its challenge. A code that was
 * asked for without a challenge is nothing with a verifier, and the other way round (RFC 9700 §2.1.1).
 */
const hashOnward = (state: string, challenge: string | undefined): Buffer =>
  sha256(challenge === undefined ? state : `${state}.${challenge}`)

const challengeOf = (verifier: string | undefined): string | undefined =>
  verifier === undefined ? undefined : sha256(verifier).toString('base64url')

/** A code that comes back later is in two hands: what began by it ends (RFC 6819 §5.2.1.1). */
async function endIfReplayed(ctx: Ctx, given: Return, codeHash: Buffer): Promise<void> {
  const onwardHash = hashOnward(given.state, challengeOf(given.codeVerifier))
  const replayed = endReplayed(given.provider, codeHash, onwardHash)
  await inTransaction(ctx, async (ctx) => {
    const flow = await ctx.db.row<{ session_id: string | null }>(replayed)
    if (!flow?.session_id) return
    await sessions.endOne(ctx, flow.session_id)
    await record(ctx, 'session.revoked', { details: { reason: 'a code was used again' } })
  })
}

/** The app brings our code and the state that came with it. */
async function settle(ctx: Ctx, given: Return, code: string): Promise<Entered> {
  const codeHash = sha256(code)
  const flow = await ctx.db.row<Flow>(
    settleFlow({
      provider: given.provider,
      codeHash,
      onwardHash: hashOnward(given.state, challengeOf(given.codeVerifier)),
      linkUserId: ctx.caller.userId ?? null,
    }),
  )
  if (!flow?.outcome) {
    await endIfReplayed(ctx, given, codeHash)
    const isWaiting = await ctx.db.row(isLinkParked(codeHash))
    throw isWaiting && ctx.caller.userId === undefined ? needsOwner() : badState()
  }
  const here = inTenant(ctx, flow.tenant_id)
  const provider = await mustBeSame(here, flow)
  const outcome = ctx.secrets.open(aboutFlow(flow.id, 'outcome'), flow.outcome)
  return enter(here, provider, flow, JSON.parse(outcome))
}
