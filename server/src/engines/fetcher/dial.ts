import { once } from 'node:events'
import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import { type Answer, makeAnswer } from './answer.ts'
import { tooLarge } from './failures.ts'
import type { Message } from './message.ts'
import { hostOf, isAddress } from './resolve.ts'
import type { Target } from './target.ts'

/** Bytes of the answer's status line and headers together. */
const maxHeaderBytes = 16_384

/** Interim answers (100, 103) before the real one. */
const maxInterim = 8

/** Own agents: the global ones may be told by the environment to use a proxy, or to keep sockets. */
const agents = { http: new http.Agent(), https: new https.Agent() }

/** One exchange, without redirects, over a socket to one of the target's checked addresses. */
export async function dial(
  target: Target,
  message: Message,
  limits: { maxBytes: number; cutsBody: boolean; signal: AbortSignal },
): Promise<Answer> {
  const request = open(target, message, limits.signal)
  try {
    request.end(message.body)
    const [response] = await once(request, 'response', { signal: limits.signal })
    const body = await readBody(response, limits)
    // A body without a length ends with its connection, also when it was we who cut that.
    limits.signal.throwIfAborted()
    return makeAnswer(response, body)
  } finally {
    request.destroy()
  }
}

function open({ url, addresses }: Target, message: Message, signal: AbortSignal): ClientRequest {
  const isSecure = url.protocol === 'https:'
  const host = hostOf(url)
  const request = (isSecure ? https : http).request({
    agent: isSecure ? agents.https : agents.http,
    method: message.method,
    hostname: host,
    port: url.port,
    path: url.pathname + url.search,
    headers: { ...message.headers, ...ownHeaders(url, message) },
    lookup: pin(addresses),
    maxHeaderSize: maxHeaderBytes,
    signal,
    ...(isSecure ? tls(host) : {}),
  })
  // `once` in dial() hears the errors that count; one that comes after the answer must not end the process.
  request.on('error', () => {})
  request.on('upgrade', (_response, socket) => {
    socket.destroy()
    request.emit('error', new Error('Unexpected upgrade'))
  })
  return limitInterim(request)
}

function ownHeaders(url: URL, message: Message): Record<string, string> {
  const length = message.body === undefined ? {} : { 'content-length': `${message.body.length}` }
  // A compressed answer is never unpacked: nobody can send a bomb.
  return { host: url.host, 'accept-encoding': 'identity', ...length }
}

/** The certificate is checked whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
function tls(host: string): https.RequestOptions {
  // RFC 6066 §3: no address and no trailing dot in SNI.
  return { rejectUnauthorized: true, servername: isAddress(host) ? '' : host.replace(/\.$/, '') }
}

/** A look-up that knows its answer: the name cannot lead elsewhere between check and connection. */
function pin(addresses: string[]): LookupFunction {
  const found = addresses
    .slice(0, 8)
    .map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_hostname, options, callback) => {
    const first = found[0]
    if (options.all) callback(null, found)
    else if (first) callback(null, first.address, first.family)
  }
}

function limitInterim(request: ClientRequest): ClientRequest {
  let count = 0
  return request.on('information', () => {
    count += 1
    if (count > maxInterim) request.destroy(new Error('Too many interim answers'))
  })
}

async function readBody(
  response: IncomingMessage,
  { maxBytes, cutsBody }: { maxBytes: number; cutsBody: boolean },
): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > maxBytes && !cutsBody) throw tooLarge(new Error(`More than ${maxBytes} bytes`))
    chunks.push(chunk)
    if (size > maxBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maxBytes)
}
