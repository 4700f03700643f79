import type { JWTPayload } from 'jose'
import type { Fetcher } from '../fetcher/index.ts'
import { type Expected, type IdTokenClaims, issuersOf, readClaims } from './claims.ts'
import { loadKeys } from './discovery.ts'
import { wrong } from './failures.ts'
import { KeyCache, type KeySet } from './key-cache.ts'
import { algorithms, checkForm } from './token.ts'

export { type IdTokenClaims, presets } from './claims.ts'

/** Seconds by which clocks may differ. */
const leewaySeconds = 60

/** Tells whether an ID token is what an OpenID issuer said, to us, just now. */
export class Issuers {
  readonly #keys: KeyCache
  readonly #now: () => number

  /** @param o.now milliseconds since 1970; replaced in tests */
  constructor(o: { fetcher: Fetcher; now?: () => number }) {
    this.#now = o.now ?? Date.now
    this.#keys = new KeyCache((issuer) => loadKeys(o.fetcher, issuer), this.#now)
  }

  /**
   * Issuer and audiences come from our own settings, never from the token (OpenID Connect Core
   * §3.1.3.7). `nonce` is compared as it is and by its SHA-256 in hexadecimal: mobile SDKs hash it.
   * @throws unauthenticated `invalid_id_token`; unavailable `issuer_unavailable`: no keys to be had
   */
  async verify(idToken: string, expected: Expected): Promise<IdTokenClaims> {
    await checkForm(idToken)
    const keys = await this.#keys.get(expected.issuer)
    const payload = await this.#open(idToken, keys, expected).catch(async (error) => {
      const newer = isUnknownKey(error) && (await this.#keys.renew(expected.issuer, keys))
      if (!newer) throw wrong(error)
      return await this.#open(idToken, newer, expected).catch((error) => {
        throw wrong(error)
      })
    })
    return readClaims(payload, expected, this.#now() / 1_000 + leewaySeconds)
  }

  async #open(idToken: string, keys: KeySet, expected: Expected): Promise<JWTPayload> {
    const { jwtVerify } = await import('jose')
    const { payload } = await jwtVerify(idToken, keys, {
      algorithms,
      issuer: issuersOf(expected),
      audience: expected.audiences.filter((audience) => audience !== ''),
      clockTolerance: leewaySeconds,
      requiredClaims: ['exp', 'iat', 'sub'],
      currentDate: new Date(this.#now()),
    })
    return payload
  }
}

function isUnknownKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_JWKS_NO_MATCHING_KEY'
}
