import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { invalid } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as identity from '../identity/index.ts'
import { flowMinutes, messageId } from './begin.ts'
import { libraryFor } from './library.ts'
import { mustBeOnward } from './onward.ts'
import { findById, methodOf, type Provider } from './providers.ts'
import { deleteSession, insertFlow, selectSession } from './queries.ts'

/** A session at a provider, with ours. */
export interface SessionThere {
  id: string
  provider_id: string
  name_id: string
  name_id_format: string | null
  session_index: string | null
}

/** The page that ends a person's session at their provider, too. */
export interface Offer {
  provider: string
  slo_url: string
}

/**
 * Ends the caller's session here, first and whatever the provider does, and names the page that ends
 * it there: a signed LogoutRequest.
 * @returns undefined where the provider has no single logout
 * @throws invalid `provider_mismatch` unless the caller came by this provider, `invalid_redirect_url`
 */
export async function logOut(
  ctx: Ctx,
  given: { provider: string; redirectTo: string | undefined },
): Promise<Offer | undefined> {
  const own = await findOwn(ctx)
  if (own?.provider.name !== given.provider) {
    throw invalid('provider_mismatch', 'This session did not come from this provider')
  }
  await mustBeOnward(ctx, own.provider, given.redirectTo)
  return inTransaction(ctx, async (ctx) => {
    await identity.signOut(ctx, 'local')
    const details = { by: methodOf(own.provider) }
    await record(ctx, 'provider.signed_out', { userId: ctx.caller.userId, details })
    return offerFor(ctx, own, given.redirectTo)
  })
}

/**
 * The sign-out of every door. Where the caller's session came from a provider with
 * single logout, it also names the page that ends theirs there.
 * @throws as `identity.signOut`
 */
export const signOut = (
  ctx: Ctx,
  scope: Parameters<typeof identity.signOut>[1],
): Promise<Offer | undefined> =>
  inTransaction(ctx, async (ctx) => {
    const own = scope === 'others' ? undefined : await findOwn(ctx)
    await identity.signOut(ctx, scope)
    return own && offerFor(ctx, own, undefined)
  })

interface Own {
  session: SessionThere
  provider: Provider
}

/** Where the caller's session came from. */
async function findOwn(ctx: Ctx): Promise<Own | undefined> {
  const { sessionId, impersonatedBy } = ctx.caller
  if (sessionId === undefined || impersonatedBy !== undefined) return undefined
  const session = await ctx.db.row<SessionThere>(selectSession(sessionId))
  const provider = session && (await findById(ctx, session.provider_id))
  return session && provider ? { session, provider } : undefined
}

async function offerFor(
  ctx: Ctx,
  { session, provider }: Own,
  redirectTo: string | undefined,
): Promise<Offer | undefined> {
  const isFirst = (await ctx.db.run(deleteSession(session.id))) === 1
  if (!isFirst || provider.slo_url === null) return undefined
  const id = messageId()
  const relayState = randomSecret(43)
  const row = { id, purpose: 'logout', providerId: provider.id, browserHash: null } as const
  const flow = { ...row, relayHash: sha256(relayState), redirectTo: redirectTo ?? null }
  await ctx.db.run(insertFlow(flow, flowMinutes))
  const library = await libraryFor(ctx, provider, id)
  const { name_id, name_id_format, session_index } = session
  const who = {
    issuer: provider.idp_entity_id,
    nameID: name_id,
    nameIDFormat: name_id_format ?? unspecified,
    ...(session_index === null ? {} : { sessionIndex: session_index }),
  }
  const slo_url = await library.getLogoutUrlAsync(who, relayState, {})
  return { provider: provider.name, slo_url }
}

const unspecified = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified'
