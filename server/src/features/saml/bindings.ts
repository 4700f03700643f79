import { verify } from 'node:crypto'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { XmlFault } from './xml.ts'

const inflate = promisify(inflateRaw)

/** What a message may become; a small one could hold a gigabyte. */
const maxBytes = 256 * 1024

/** How the redirect binding names algorithms, and Node. */
const digests: Record<string, string> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'RSA-SHA256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'RSA-SHA512',
}

/** The message of a form. Providers may break its lines. @throws XmlFault */
export function decodeMessage(text: string): Buffer {
  const plain = text.replaceAll(/\s+/g, '')
  if (plain === '' || plain.length > (maxBytes * 4) / 3 + 4) throw new XmlFault('too large')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) throw new XmlFault('not base64')
  return Buffer.from(plain, 'base64')
}

/** A message of the redirect binding, and what its signature was computed over. */
export interface Redirected {
  kind: 'SAMLRequest' | 'SAMLResponse'
  bytes: Buffer
  relayState: string | undefined
  isSignedBy(certificates: readonly string[]): boolean
}

/**
 * Reads a query of the redirect binding. Its signature covers the text as it was sent, in an order
 * of its own (SAML bindings §3.4.4.1), so the text is what is read.
 * @throws XmlFault
 */
export async function readRedirect(query: string): Promise<Redirected> {
  const raw = new Map<string, string>()
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=')
    const name = at < 0 ? pair : pair.slice(0, at)
    if (raw.has(name)) throw new XmlFault('a parameter twice')
    raw.set(name, at < 0 ? '' : pair.slice(at + 1))
  }
  const kind = raw.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse'
  if (kind === 'SAMLRequest' && raw.has('SAMLResponse')) throw new XmlFault('two messages')
  const value = (name: string) => decoded(raw.get(name))
  const encoding = value('SAMLEncoding') ?? deflate
  if (encoding !== deflate) throw new XmlFault('an encoding that is not known')
  const covered = [kind, 'RelayState', 'SigAlg']
    .flatMap((name) => (raw.has(name) ? [`${name}=${raw.get(name)}`] : []))
    .join('&')
  const digest = digests[value('SigAlg') ?? '']
  const signature = Buffer.from(value('Signature') ?? '', 'base64')
  return {
    kind,
    bytes: await inflated(decodeMessage(value(kind) ?? '')),
    relayState: value('RelayState'),
    isSignedBy: (certificates) =>
      digest !== undefined &&
      signature.length > 0 &&
      certificates.some((key) => verify(digest, Buffer.from(covered), key, signature)),
  }
}

const deflate = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE'

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new XmlFault('not URL-encoded')
  }
}

async function inflated(bytes: Buffer): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: maxBytes })
  } catch {
    throw new XmlFault('not deflated, or too large')
  }
}
