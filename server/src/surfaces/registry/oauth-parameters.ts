import type { ClientProof } from '../../features/marketplace-tokens/index.ts'
import { type AppError, invalid, unauthenticated } from '../../kernel/errors.ts'

/** Requests of OAuth clients as RFC 6749 has them: known parameters are read, others let pass (§3.2). */

/** The longest of each; looked at before anything else is done with it. */
const longest = {
  grant_type: 64,
  code: 128,
  redirect_uri: 2048,
  code_verifier: 128,
  refresh_token: 256,
  scope: 2048,
  client_id: 128,
  client_secret: 256,
  token: 256,
  token_type_hint: 64,
} as const

type Name = keyof typeof longest
export type Parameters = Partial<Record<Name, string>>

const malformed = (message: string): AppError => invalid('invalid_request', message)

/** @throws invalid `invalid_request` */
export function readParameters(body: unknown): Parameters {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw malformed('The body must be a form or a JSON object')
  }
  const sent = body as Record<string, unknown>
  const read: Parameters = {}
  for (const name of Object.keys(longest) as Name[]) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    if (value === undefined) continue
    if (typeof value !== 'string') throw malformed(`${name}: Must be a text`)
    if (value.length > longest[name]) throw malformed(`${name}: Too long`)
    if (value.includes('\0')) throw malformed(`${name}: Must not hold a NUL`)
    // Without a value it counts as left out (§3.1).
    if (value !== '') read[name] = value
  }
  return read
}

/** @throws invalid `invalid_request` */
export function mustHave(parameters: Parameters, name: Name): string {
  const value = parameters[name]
  if (value === undefined) throw malformed(`${name}: Required`)
  return value
}

/**
 * Who the client says it is: by Basic or in the body, never both (§2.3).
 * @throws invalid `invalid_request`; unauthenticated `invalid_client`
 */
export function readClient(
  authorization: string | undefined,
  { client_id, client_secret }: Parameters,
): ClientProof {
  if (authorization === undefined) {
    if (client_id === undefined) throw unauthenticated('invalid_client', 'Say which client you are')
    return { client_id, client_secret }
  }
  const basic = readBasic(authorization)
  if (client_secret !== undefined || (client_id ?? basic.client_id) !== basic.client_id) {
    throw malformed('client_secret: Say who you are in one way alone')
  }
  return basic
}

/** Both parts are encoded as in forms (§2.3.1). */
function readBasic(authorization: string): { client_id: string; client_secret: string } {
  const [, encoded] = /^basic +([A-Za-z0-9+/=]{1,1024}) *$/i.exec(authorization) ?? []
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  const [, id, secret] = /^([^:]+):(.+)$/s.exec(text) ?? []
  const [client_id, client_secret] = [decode(id), decode(secret)]
  if (client_id === undefined || client_secret === undefined || client_id.includes('\0')) {
    throw unauthenticated('invalid_client', 'The Authorization header cannot be read')
  }
  return { client_id, client_secret }
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
