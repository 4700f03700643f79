import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { type AppError, forbidden, invalid, unauthenticated } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as identity from '../identity/index.ts'
import { flowMinutes, messageId } from './begin.ts'
import { decodeMessage } from './bindings.ts'
import { mustReadAlike } from './library.ts'
import { mustBeOnward } from './onward.ts'
import { type Profile, profileOf } from './profile.ts'
import {
  acsUrl,
  entityIdOf,
  findByIssuer,
  methodOf,
  mustBeUsable,
  type Provider,
} from './providers.ts'
import { consumeFlow, insertFlow, insertSeen, parkOutcome } from './queries.ts'
import { claimedIssuer, type Facts, readResponse, verifyResponse } from './response.ts'
import {
  type Entered,
  enter,
  type Flow,
  type Outcome,
  sealOutcome,
  whoOf,
  withPair,
} from './settle.ts'
import { XmlFault } from './xml.ts'

/** An answer of a provider, as a browser's form or an app's request brought it. */
export interface Arrival {
  samlResponse: string
  relayState?: string | undefined
  /** Whose it is, where the app says so. */
  provider?: string | undefined
  /** An app asks for tokens; a browser is sent on. */
  wantsTokens: boolean
}

/** Seconds that an app has to fetch what was parked for it. */
const parkedSeconds = 60

export const refused = (cause?: unknown): AppError =>
  unauthenticated('invalid_assertion', 'The answer of the provider was not accepted', { cause })

/**
 * Takes an answer of a provider: checks it, lets it count once, and lets the person in, or parks
 * what it says for the app and sends the browser there with a one-time code.
 * @throws unauthenticated `invalid_assertion` for whatever is wrong with it; forbidden
 *   `provider_disabled`, `access_denied`; invalid `missing_email`, `invalid_redirect_url`; the rest
 *   as `identity.signInFederated`
 */
export async function complete(ctx: Ctx, given: Arrival): Promise<{ location: string } | Entered> {
  const { provider, facts } = await judge(ctx, given)
  const profile = profileOf(provider, facts)
  await mustBeWelcome(ctx, provider, profile)
  const { nameId, nameIdFormat = null, sessionIndex = null } = facts
  const outcome = { profile, nameId, nameIdFormat, sessionIndex }
  const taken = await inTransaction(ctx, async (ctx) => {
    await mustBeFirst(ctx, provider, facts)
    const flow = await flowOf(ctx, provider, facts, given)
    return onwards(ctx, provider, flow, outcome, given)
  })
  return taken ?? enter(ctx, provider, outcome)
}

/** Everything that can be said of an answer before anything is written. */
async function judge(ctx: Ctx, given: Arrival): Promise<{ provider: Provider; facts: Facts }> {
  let provider: Provider | undefined
  try {
    const document = readResponse(decodeMessage(given.samlResponse))
    provider = await findByIssuer(ctx, claimedIssuer(document))
    if (!provider || (given.provider ?? provider.name) !== provider.name) {
      throw new XmlFault('another issuer')
    }
    mustBeUsable(provider)
    const facts = await verifyResponse(document, {
      issuer: provider.idp_entity_id,
      certificates: provider.certificates,
      audience: entityIdOf(ctx, provider),
      acsUrl: acsUrl(ctx),
      now: Date.now(),
    })
    if (facts.inResponseTo === undefined && !provider.allow_idp_initiated) {
      throw new XmlFault('nobody asked')
    }
    await mustReadAlike(ctx, provider, document.text, facts)
    return { provider, facts }
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error
    await tell(ctx, provider, error.message)
    throw refused(error)
  }
}

/** Why is for the operator alone: whoever sends forgeries learns nothing from it. */
async function tell(ctx: Ctx, provider: Provider | undefined, why: string): Promise<void> {
  ctx.log.info({ provider: provider?.name, why }, 'a SAML answer was refused')
  if (!provider) return
  await record(ctx, 'sign_in.failed', {
    tenantId: provider.tenant_id ?? undefined,
    details: { method: methodOf(provider), why },
  })
}

/** Where people must be known already. */
async function mustBeWelcome(ctx: Ctx, provider: Provider, profile: Profile): Promise<void> {
  if (provider.auto_create_users) return
  if (await identity.hasAccount(ctx, whoOf(provider, profile))) return
  throw forbidden('access_denied', 'There is no account for you here')
}

/** An assertion counts once, on every process and after every restart: one insert decides. */
async function mustBeFirst(ctx: Ctx, provider: Provider, facts: Facts): Promise<void> {
  const { assertionId, expiresAt } = facts
  const fresh = await ctx.db.run(insertSeen(provider.id, assertionId, expiresAt))
  if (fresh !== 1) throw refused()
}

/** The request that is answered; undefined where nobody asked. */
async function flowOf(
  ctx: Ctx,
  provider: Provider,
  { inResponseTo }: Facts,
  { relayState, wantsTokens }: Arrival,
): Promise<Flow | undefined> {
  if (inResponseTo === undefined) return undefined
  const flow = await ctx.db.row<Flow>(
    consumeFlow({
      id: inResponseTo,
      purpose: 'sign_in',
      providerId: provider.id,
      // An app's page cannot have it; a form must bring it.
      relayHash: wantsTokens && relayState === undefined ? null : sha256(relayState ?? ''),
      anyBrowser: !wantsTokens,
    }),
  )
  if (!flow) throw refused()
  return flow
}

/** @returns where the browser goes; undefined where the answer is tokens */
async function onwards(
  ctx: Ctx,
  provider: Provider,
  flow: Flow | undefined,
  outcome: Outcome,
  { relayState, wantsTokens }: Arrival,
): Promise<{ location: string } | undefined> {
  const named = flow ? (flow.redirect_to ?? undefined) : relayState || undefined
  const onward = await mustBeOnward(ctx, provider, named)
  if (wantsTokens) return undefined
  const isBound = flow?.browser_hash != null
  if (onward === undefined && !isBound) return undefined
  const id = flow?.id ?? (await begunElsewhere(ctx, provider, named))
  const pair = await park(ctx, id, outcome)
  const query = new URLSearchParams({ ...pair, RelayState: relayState ?? '' })
  // A form from elsewhere brings no cookie of ours; the page that it leads to does.
  if (isBound) return { location: `${acsUrl(ctx)}?${query}` }
  return { location: withPair(onward ?? '', pair) }
}

/** A flow for an answer that nobody asked for, consumed from the start. */
async function begunElsewhere(
  ctx: Ctx,
  provider: Provider,
  redirectTo: string | undefined,
): Promise<string> {
  const id = messageId()
  const row = { id, purpose: 'sign_in', providerId: provider.id, browserHash: null } as const
  const flow = { ...row, relayHash: sha256(id), redirectTo: redirectTo ?? null }
  await ctx.db.run(insertFlow(flow, flowMinutes, true))
  return id
}

/** In addresses stands a code alone, never a token. */
async function park(ctx: Ctx, id: string, outcome: Outcome) {
  const code = `sc_${randomSecret(43)}`
  const state = randomSecret(43)
  await ctx.db.run(
    parkOutcome(id, {
      codeHash: sha256(code),
      onwardHash: sha256(state),
      outcome: sealOutcome(ctx, id, outcome),
      seconds: parkedSeconds,
    }),
  )
  return { code, state }
}

/** @throws invalid `missing_required_field` */
export function mustBring(samlResponse: string | undefined): string {
  if (samlResponse) return samlResponse
  throw invalid('missing_required_field', 'SAMLResponse is missing')
}
