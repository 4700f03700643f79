import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** What a derived key is for. One key per purpose, so that no token of one kind passes as another. */
export type Purpose =
  | 'captcha'
  | 'seal' // encryption at rest
  | 'code' // HMAC of six-digit codes
  | 'link' // HMAC of links in mails
  | 'refresh' // HMAC of refresh tokens
  | 'grant' // HMAC of the refresh tokens of installed apps
  | 'access' // Ed25519 signature of access tokens
  | 'mfa' // HMAC of recovery codes
  | 'setup' // the token of the first set-up
  | 'widget' // HMAC signature of widget tokens
  | 'database' // passwords of the database logins
  | 'signed_url' // HMAC of links to stored files
  | 'bus' // name of this instance on a shared NATS server

export const sha256 = (text: string | Buffer): Buffer => hash('sha256', text, 'buffer')

/** The same as text: the cheapest name of a secret in memory. */
export const sha256Text = (text: string): string => hash('sha256', text, 'base64url')

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex')

/** Compares in constant time; unequal lengths are unequal. */
export function equalInConstantTime(a: string | Buffer, b: string | Buffer): boolean {
  return timingSafeEqual(sha256(a), sha256(b))
}

/** DER prefix of a PKCS #8 Ed25519 private key; the 32-byte seed follows (RFC 8410 §7). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** One root secret and the keys derived from it by HKDF-SHA-256 (RFC 5869). */
export class SecretRoot {
  /** Names this root in ciphertexts and tokens. Not secret. */
  readonly kid: string
  readonly #root: string
  readonly #derived = new Map<Purpose, Buffer>()
  #signing: { privateKey: KeyObject; publicKey: KeyObject } | undefined

  constructor(root: string) {
    this.#root = root
    this.kid = this.derive('kid').subarray(0, 4).toString('hex')
  }

  key(purpose: Purpose): Buffer {
    let key = this.#derived.get(purpose)
    if (!key) {
      key = this.derive(purpose)
      this.#derived.set(purpose, key)
    }
    return key
  }

  hmac(purpose: Purpose, text: string): Buffer {
    return createHmac('sha256', this.key(purpose)).update(text).digest()
  }

  signingKeys(): { privateKey: KeyObject; publicKey: KeyObject } {
    if (!this.#signing) {
      const der = Buffer.concat([ed25519Prefix, this.key('access')])
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      this.#signing = { privateKey, publicKey: createPublicKey(privateKey) }
    }
    return this.#signing
  }

  private derive(label: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#root, 'flumen', label, 32))
  }
}

/**
 * The root secrets in force: the first makes everything new, the others still open what they made.
 * Rotation: put the new secret in front, keep the old one until nothing needs it.
 */
export class Secrets {
  readonly current: SecretRoot
  readonly all: readonly SecretRoot[]

  constructor(roots: readonly string[]) {
    const [first, ...rest] = roots.map((root) => new SecretRoot(root))
    if (!first) throw new TypeError('at least one root secret is needed')
    this.current = first
    this.all = [first, ...rest]
  }

  withKid(kid: string): SecretRoot | undefined {
    return this.all.find((root) => root.kid === kid)
  }

  /**
   * Encrypts text for the database: AES-256-GCM, random nonce, bound to `about` (table, row and
   * column), so that a ciphertext moved to another row does not open.
   */
  seal(about: string, text: string): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.current.key('seal'), nonce)
    cipher.setAAD(Buffer.from(about))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    const packed = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
    return `v1.${this.current.kid}.${packed}`
  }

  /** @throws Error when the text was changed, moved, or sealed by a root that is no longer known. */
  open(about: string, sealed: string): string {
    const [version, kid = '', packed = ''] = sealed.split('.')
    const root = this.withKid(kid)
    if (version !== 'v1' || !root) throw new Error(`sealed by an unknown root secret (${kid})`)
    const bytes = Buffer.from(packed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', root.key('seal'), bytes.subarray(0, 12))
    decipher.setAAD(Buffer.from(about))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }
}
