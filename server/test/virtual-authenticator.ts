import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signWith,
} from 'node:crypto'

/**
 * A browser with an authenticator, in software: makes what `navigator.credentials.create` and `.get`
 * give (WebAuthn level 3 §6, §7), in the JSON of `@simplewebauthn/browser`; and, when told to, what
 * they never would.
 */

/** What it is. */
export interface Traits {
  /** Where the page stands. */
  origin: string
  /** Checks PIN or finger; yes by default. */
  knowsOwner?: boolean
  /** Keeps copies elsewhere; no by default. */
  isSynced?: boolean
  /** Counts its uses; yes by default. */
  counts?: boolean
}

/** Departures from the right answer. */
export interface Lie {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  crossOrigin?: boolean
  isPresent?: boolean
  isVerified?: boolean
  isSynced?: boolean
  isBackedUp?: boolean
  signCount?: number
  userHandle?: string | undefined
  /** Changed after it was signed. */
  after?: (response: Signed) => void
}

interface Signed {
  authenticatorData: Buffer
  signature: Buffer
}

interface Credential {
  id: Buffer
  rpId: string
  userHandle: string
  privateKey: KeyObject
  uses: number
}

interface Creation {
  challenge: string
  rp: { id: string }
  user: { id: string }
  excludeCredentials: { id: string }[]
}

interface Request {
  challenge: string
  rpId: string
  allowCredentials: { id: string }[]
}

export class VirtualAuthenticator {
  readonly traits: Traits
  readonly credentials: Credential[] = []

  constructor(traits: Traits) {
    this.traits = traits
  }

  /** Makes a passkey. @throws like a browser when one of the excluded is here */
  create(options: Creation, lie: Lie = {}, attestation: [string, Cbor] = ['none', new Map()]) {
    const isHere = options.excludeCredentials.some(({ id }) => this.#find(id))
    if (isHere) throw new Error('InvalidStateError')
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const id = randomBytes(32)
    const credential = { id, rpId: options.rp.id, userHandle: options.user.id, privateKey, uses: 0 }
    this.credentials.push(credential)
    // COSE: EC2, ES256, P-256 (RFC 9053 §7.1).
    const cose = new Map<Cbor, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.from([0, id.length])
    const attested = Buffer.concat([Buffer.alloc(16, 7), length, id, cbor(cose)])
    const authData = this.#authData(credential, lie, attested)
    const [fmt, attStmt] = attestation
    const object = new Map<Cbor, Cbor>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', authData],
    ])
    const clientData = this.#clientData('webauthn.create', options.challenge, lie)
    return {
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: { credProps: { rk: true } },
      response: {
        clientDataJSON: clientData.toString('base64url'),
        attestationObject: cbor(object).toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        publicKeyAlgorithm: -7,
        transports: ['internal', 'hybrid'],
      },
    }
  }

  /** Proves that it has the passkey it made last, or one of those that are allowed. */
  get(options: Request, lie: Lie = {}) {
    const allowed = options.allowCredentials.map(({ id }) => this.#find(id))
    const credential = allowed.find(Boolean) ?? this.credentials.at(-1)
    if (!credential) throw new Error('NotAllowedError')
    credential.uses++
    const clientData = this.#clientData('webauthn.get', options.challenge, lie)
    const authenticatorData = this.#authData(credential, lie)
    const base = Buffer.concat([authenticatorData, sha256(clientData)])
    const signed = { authenticatorData, signature: signWith('sha256', base, credential.privateKey) }
    lie.after?.(signed)
    const userHandle = 'userHandle' in lie ? lie.userHandle : credential.userHandle
    return {
      id: credential.id.toString('base64url'),
      rawId: credential.id.toString('base64url'),
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: signed.authenticatorData.toString('base64url'),
        signature: signed.signature.toString('base64url'),
        ...(userHandle === undefined ? {} : { userHandle }),
      },
    }
  }

  #find(id: string): Credential | undefined {
    return this.credentials.find((held) => held.id.toString('base64url') === id)
  }

  #clientData(type: string, challenge: string, lie: Lie): Buffer {
    const { origin } = this.traits
    const data = { type, challenge, origin, crossOrigin: false }
    const {
      origin: o = origin,
      challenge: c = challenge,
      type: t = type,
      crossOrigin = false,
    } = lie
    return Buffer.from(JSON.stringify({ ...data, type: t, challenge: c, origin: o, crossOrigin }))
  }

  #authData(credential: Credential, lie: Lie, attested?: Buffer): Buffer {
    const { knowsOwner = true, isSynced: syncs = false, counts = true } = this.traits
    const { isPresent = true, isVerified = knowsOwner, isSynced = syncs } = lie
    const { isBackedUp = isSynced, signCount = counts ? credential.uses : 0 } = lie
    const flags = [
      isPresent,
      false,
      isVerified,
      isSynced,
      isBackedUp,
      false,
      attested !== undefined,
    ]
    const head = Buffer.alloc(37)
    sha256(lie.rpId ?? credential.rpId).copy(head)
    head[32] = flags.reduce((bits, flag, i) => bits | (Number(flag) << i), 0)
    head.writeUInt32BE(signCount, 33)
    return Buffer.concat([head, attested ?? Buffer.alloc(0)])
  }
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()

export type Cbor = number | string | Buffer | Cbor[] | Map<Cbor, Cbor>

/** As much of RFC 8949 as authenticators use. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? item(1, -1 - value) : item(0, value)
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([item(3, bytes.length), bytes])
  }
  if (Buffer.isBuffer(value)) return Buffer.concat([item(2, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([item(4, value.length), ...value.map(cbor)])
  const entries = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry)])
  return Buffer.concat([item(5, value.size), ...entries])
}

function item(major: number, count: number): Buffer {
  const kind = major << 5
  if (count < 24) return Buffer.from([kind | count])
  if (count < 256) return Buffer.from([kind | 24, count])
  return Buffer.from([kind | 25, count >> 8, count & 255])
}
