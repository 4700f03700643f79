import type { ProtectedHeaderParameters } from 'jose'
import { wrong } from './failures.ts'

/** Signatures of key pairs alone: with HMAC a public key would be a secret. */
export const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA']

const maxTokenLength = 16_384

/** RFC 7515 §7.1, to the letter: no padding, no space, nothing empty. */
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * Refuses by form, before any key is looked for. The header names a key of the issuer's set at most:
 * what it brings along (`jwk`, `jku`, `x5u`) is never read. @throws unauthenticated `invalid_id_token`
 */
export async function checkForm(token: string): Promise<void> {
  if (typeof token !== 'string' || token.length > maxTokenLength) throw wrong('Too long')
  if (!compactJws.test(token)) throw wrong('Not a signed JWT')
  const { alg, crit, typ } = await readHeader(token)
  if (typeof alg !== 'string' || !algorithms.includes(alg)) throw wrong(`Algorithm ${alg}`)
  if (crit !== undefined) throw wrong('Critical extensions')
  // Another kind of token of the same issuer: an access token (`at+jwt`), a log-out (`logout+jwt`).
  if (typ !== undefined && `${typ}`.toUpperCase() !== 'JWT') throw wrong(`Type ${typ}`)
}

async function readHeader(token: string): Promise<ProtectedHeaderParameters> {
  const { decodeProtectedHeader } = await import('jose')
  try {
    return decodeProtectedHeader(token)
  } catch (cause) {
    throw wrong(cause)
  }
}
