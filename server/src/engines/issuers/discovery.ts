import type { JSONWebKeySet, JWK } from 'jose'
import type { Answer, Fetcher } from '../fetcher/index.ts'
import type { Loaded } from './key-cache.ts'

const minAgeMs = 5 * 60_000
const maxAgeMs = 24 * 3_600_000
const maxKeys = 100
const limits = { timeoutMs: 5_000, maxBytes: 262_144 }

/**
 * The key set an issuer publishes (OpenID Connect Discovery §4). The document must be the issuer's
 * own: its `issuer` is the one asked for, letter by letter, so that none speaks for another.
 */
export async function loadKeys(fetcher: Fetcher, issuer: string): Promise<Loaded> {
  const base = issuer.replace(/\/$/, '')
  const answer = await get(fetcher, `${base}/.well-known/openid-configuration`)
  const document = answer.json() as { issuer?: unknown; jwks_uri?: unknown } | null
  if (document?.issuer !== issuer) throw new Error(`Discovery of ${issuer} names another issuer`)
  if (typeof document.jwks_uri !== 'string') throw new Error(`Discovery of ${issuer}: no jwks_uri`)
  const jwks = await get(fetcher, document.jwks_uri)
  const { createLocalJWKSet } = await import('jose')
  return { keys: createLocalJWKSet(publicKeysOf(jwks.json())), maxAgeMs: ageOf(jwks) }
}

/** Plain http only where the operator says so: keys that anybody on the way can replace prove nothing. */
async function get(fetcher: Fetcher, url: string): Promise<Answer> {
  if (!url.startsWith('https://') && !fetcher.trusts(url)) throw new Error(`Not https: ${url}`)
  const answer = await fetcher.fetch(url, { ...limits, headers: { accept: 'application/json' } })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
  return answer
}

function publicKeysOf(jwks: unknown): JSONWebKeySet {
  const { keys } = (jwks ?? {}) as { keys?: unknown }
  if (!Array.isArray(keys)) throw new Error('Not a JSON Web Key Set')
  const usable = keys.filter(isPublicKey).slice(0, maxKeys)
  if (usable.length === 0) throw new Error('No public key in the set')
  return { keys: usable }
}

/** A key of a pair, without its private half (a published one proves nothing any more). */
function isPublicKey(key: unknown): key is JWK {
  const { kty, d } = (key ?? {}) as { kty?: unknown; d?: unknown }
  return d === undefined && (kty === 'RSA' || kty === 'EC' || kty === 'OKP')
}

function ageOf(answer: Answer): number {
  const control = answer.headers['cache-control'] ?? ''
  const seconds = Number(/(?:^|[\s,])max-age="?(\d+)/i.exec(control)?.[1] ?? 0)
  const isStorable = !/no-store|no-cache/i.test(control)
  return Math.min(Math.max(isStorable ? seconds * 1_000 : 0, minAgeMs), maxAgeMs)
}
