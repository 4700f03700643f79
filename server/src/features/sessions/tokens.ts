import { createPublicKey, sign } from 'node:crypto'
import { exportJWK, type JWK, jwtVerify } from 'jose'
import type { SecretRoot, Secrets } from '../../kernel/crypto.ts'
import { uuid } from '../../kernel/ids.ts'

/** Seconds an access token lives (RULING: 15 minutes). */
export const accessSeconds = 900

const audience = 'flumen'
/** RFC 9068: says what the token is, so that no other kind passes for it. */
const type = 'at+jwt'
const leewaySeconds = 30
const longestToken = 4096
/**
 * Three parts of base64url, the last one the only spelling of 64 bytes: decoders overlook padding and
 * the four spare bits of the last letter, so that one signature would have many texts (RFC 4648 §3.5).
 */
const shape = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/

export interface AccessClaims {
  sub: string
  session_id: string
  realm_id: string
  username?: string
  email?: string
  role: string
  /** Version of what the token says of its holder; see `features/grants`. */
  ver: number
  is_anonymous?: true
  impersonated_by?: string
  /** Who acts (RFC 8693 §4.1): their sign-in, and the version of their rights when it began. */
  act?: { sub: string; session_id: string; ver: number }
  impersonation_type?: 'user' | 'anon' | 'service'
  /** The one tenant that an impersonation opens; absent: the default one. */
  tenant_id?: string
  aal: 'aal1' | 'aal2'
  amr: string[]
  iat: number
  exp: number
}

/**
 * Signs an access token (EdDSA) that names its session. At once, not by a library's way through the
 * thread pool: that costs a refresh more than the signature does.
 */
export function signAccess(
  secrets: Secrets,
  issuer: string,
  claims: Omit<AccessClaims, 'iat' | 'exp'>,
  lifeSeconds = accessSeconds,
): string {
  const { kid } = secrets.current
  const { privateKey } = secrets.current.signingKeys()
  const iat = Math.floor(Date.now() / 1000)
  const times = { iat, exp: iat + lifeSeconds }
  const about = { iss: issuer, aud: audience, ...times, jti: uuid(), token_type: 'access' }
  const head = encode({ alg: 'EdDSA', kid, typ: type })
  const signed = `${head}.${encode({ ...claims, ...about })}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/**
 * Verifies access tokens. What was verified is remembered by the whole text of the token until it
 * expires, so that a client's second request costs a look-up instead of a signature.
 */
export class AccessTokens {
  readonly #secrets: Secrets
  readonly #instance: { readonly publicUrl: string }
  #recent = new Map<string, AccessClaims>()
  #older = new Map<string, AccessClaims>()

  constructor(secrets: Secrets, instance: { readonly publicUrl: string }) {
    this.#secrets = secrets
    this.#instance = instance
  }

  /** The claims of a genuine, unexpired access token of ours, at once where they are known; undefined for anything else. */
  verify(token: string): AccessClaims | undefined | Promise<AccessClaims | undefined> {
    const known = this.#recent.get(token) ?? this.#older.get(token)
    if (known) return (known.exp + leewaySeconds) * 1000 > Date.now() ? known : undefined
    if (token.length > longestToken || !shape.test(token)) return undefined
    return this.#check(token)
  }

  async #check(token: string): Promise<AccessClaims | undefined> {
    const root = this.#rootOf(token)
    if (!root) return undefined
    try {
      const { payload } = await jwtVerify(token, root.signingKeys().publicKey, {
        algorithms: ['EdDSA'],
        typ: type,
        issuer: this.#instance.publicUrl,
        audience,
        clockTolerance: leewaySeconds,
        requiredClaims: ['sub', 'session_id', 'realm_id', 'exp', 'iat', 'ver'],
      })
      const claims = payload as unknown as AccessClaims
      this.#remember(token, claims)
      return claims
    } catch {
      return undefined
    }
  }

  /** The header only picks one of our own keys; it never brings one. */
  #rootOf(token: string): SecretRoot | undefined {
    try {
      const [head = ''] = token.split('.')
      const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))
      return typeof kid === 'string' ? this.#secrets.withKid(kid) : undefined
    } catch {
      return undefined
    }
  }

  /** Two generations of 20,000: the older one is dropped whole when the newer one is full. */
  #remember(token: string, claims: AccessClaims): void {
    if (this.#recent.size >= 20_000) {
      this.#older = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(token, claims)
  }
}

/** The public keys of access tokens, newest first (RFC 7517). */
export async function jwks(secrets: Secrets): Promise<{ keys: JWK[] }> {
  const keys = await Promise.all(
    secrets.all.map(async (root) => ({
      ...(await exportJWK(createPublicKey(root.signingKeys().privateKey))),
      kid: root.kid,
      use: 'sig',
      alg: 'EdDSA',
    })),
  )
  return { keys }
}
