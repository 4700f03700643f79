import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { type AppError, invalid } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as sessions from '../sessions/index.ts'
import { messageId } from './begin.ts'
import { decodeMessage, readRedirect } from './bindings.ts'
import { libraryFor } from './library.ts'
import { assertionNs, protocolNs, skewMs, success } from './names.ts'
import { mustBeOnward } from './onward.ts'
import { findByIssuer, methodOf, type Provider, sloUrl } from './providers.ts'
import { consumeFlow, deleteSessionsOf, insertSeen } from './queries.ts'
import { claimedIssuer, mustBeFrom, mustBeInTime, mustBeIssued, short, timeOf } from './response.ts'
import type { Flow } from './settle.ts'
import { type Document, readDocument, signedPart } from './signature.ts'
import { childOf, childrenOf, contentOf, type Xml, XmlFault } from './xml.ts'

/** What becomes of a browser that came with a message. */
export interface Answered {
  location?: string
  message: string
  status?: string
}

/** A message as one of the bindings brought it, with the part of it that is signed. */
interface Message {
  provider: Provider
  content: Xml
  relayState: string | undefined
}

/** Minutes for which a request without an end of its own is taken. */
const lifeMs = 5 * 60_000

const refused = (cause: unknown): AppError =>
  invalid('invalid_logout', 'This message was not accepted', { cause })

/** A message in the query of a GET. @throws invalid `invalid_logout`, `invalid_redirect_url` */
export const receiveRedirect = (ctx: Ctx, query: string): Promise<Answered> =>
  receive(ctx, async () => {
    const { kind, bytes, relayState, isSignedBy } = await readRedirect(query)
    const document = readDocument(bytes)
    const provider = await mustFind(ctx, document)
    if (!isSignedBy(provider.certificates)) throw new XmlFault('not signed by this provider')
    return { provider, relayState, content: mustBe(kind, document.root) }
  })

/** A message in the form of a POST. @throws invalid `invalid_logout`, `invalid_redirect_url` */
export const receiveForm = (
  ctx: Ctx,
  form: {
    SAMLRequest?: string | undefined
    SAMLResponse?: string | undefined
    RelayState?: string | undefined
  },
): Promise<Answered> =>
  receive(ctx, async () => {
    const { SAMLRequest, SAMLResponse, RelayState: relayState } = form
    if ((SAMLRequest === undefined) === (SAMLResponse === undefined)) {
      throw new XmlFault('not one message')
    }
    const document = readDocument(decodeMessage(SAMLRequest ?? SAMLResponse ?? ''))
    const provider = await mustFind(ctx, document)
    const signed = await signedPart(document, document.root, provider.certificates)
    if (!signed) throw new XmlFault('not signed')
    const kind = SAMLRequest === undefined ? 'SAMLResponse' : 'SAMLRequest'
    return { provider, relayState, content: mustBe(kind, signed) }
  })

async function receive(ctx: Ctx, read: () => Promise<Message>): Promise<Answered> {
  try {
    const message = await read()
    mustBeForUs(ctx, message)
    return message.content.name === 'LogoutRequest'
      ? await endSessions(ctx, message)
      : await finish(ctx, message)
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error
    ctx.log.info({ why: error.message }, 'a SAML logout message was refused')
    throw refused(error)
  }
}

async function mustFind(ctx: Ctx, document: Document): Promise<Provider> {
  const provider = await findByIssuer(ctx, claimedIssuer(document))
  if (!provider?.enabled) throw new XmlFault('another issuer')
  return provider
}

function mustBe(kind: 'SAMLRequest' | 'SAMLResponse', root: Xml): Xml {
  const name = kind === 'SAMLRequest' ? 'LogoutRequest' : 'LogoutResponse'
  if (root.ns === protocolNs && root.name === name) return root
  throw new XmlFault(`no ${name}`)
}

function mustBeForUs(ctx: Ctx, { content, provider }: Message): void {
  if (content.attributes.get('Version') !== '2.0') throw new XmlFault('not SAML 2.0')
  if (content.attributes.get('Destination') !== sloUrl(ctx)) {
    throw new XmlFault('another destination')
  }
  mustBeFrom(content, provider.idp_entity_id)
  const issued = mustBeIssued(content, Date.now())
  if (issued < Date.now() - lifeMs - skewMs) throw new XmlFault('expired')
}

/** The provider signed somebody out: here their sessions end, once for each request. */
async function endSessions(ctx: Ctx, message: Message): Promise<Answered> {
  const { content, provider, relayState } = message
  const id = short(content.attributes.get('ID') ?? '')
  const until = content.attributes.has('NotOnOrAfter')
    ? mustBeInTime(content, Date.now())
    : timeOf(content.attributes.get('IssueInstant')) + lifeMs
  const nameId = short(contentOf(childOf(content, assertionNs, 'NameID')))
  const indexes = childrenOf(content, protocolNs, 'SessionIndex').map(contentOf)
  await inTransaction(ctx, async (ctx) => {
    const expiresAt = new Date(Math.max(until, Date.now() + lifeMs) + skewMs)
    if ((await ctx.db.run(insertSeen(provider.id, id, expiresAt))) !== 1) {
      throw new XmlFault('seen before')
    }
    const gone = await ctx.db.rows<{ session_id: string | null; user_id: string }>(
      deleteSessionsOf(provider.id, nameId, indexes),
    )
    for (const { session_id, user_id } of gone) {
      if (session_id === null) continue
      await sessions.endOne(ctx, session_id)
      const details = { id: session_id, by: methodOf(provider) }
      await record(ctx, 'session.revoked', { userId: user_id, details })
    }
  })
  return answer(ctx, provider, id, relayState)
}

async function answer(
  ctx: Ctx,
  provider: Provider,
  id: string,
  relayState: string | undefined,
): Promise<Answered> {
  const message = 'Signed out'
  if (provider.slo_url === null) return { message, status: success }
  const library = await libraryFor(ctx, provider, messageId())
  const request = { ID: id } as Parameters<typeof library.getLogoutResponseUrlAsync>[0]
  const location = await library.getLogoutResponseUrlAsync(request, relayState ?? '', {}, true)
  return { message, location }
}

/** The provider answers a request of ours. That the person is signed out here was done before. */
async function finish(ctx: Ctx, { content, provider, relayState }: Message): Promise<Answered> {
  const flow = await ctx.db.row<Flow>(
    consumeFlow({
      id: content.attributes.get('InResponseTo') ?? '',
      purpose: 'logout',
      providerId: provider.id,
      relayHash: relayState === undefined ? null : sha256(relayState),
      anyBrowser: true,
    }),
  )
  if (!flow) throw new XmlFault('an answer to nothing')
  const code = childOf(childOf(content, protocolNs, 'Status'), protocolNs, 'StatusCode')
  const status = code.attributes.get('Value') ?? ''
  const location = await mustBeOnward(ctx, provider, flow.redirect_to ?? undefined)
  return { message: 'Signed out', status, ...(location === undefined ? {} : { location }) }
}
