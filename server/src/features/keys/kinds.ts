import { crc32 } from 'node:zlib'
import { randomSecret } from '../../kernel/ids.ts'

/** Where a key may stand in a request. `service-key`: X-Service-Key, or that scheme of Authorization. */
export type Carrier = 'x-api-key' | 'bearer' | 'basic' | 'apikey' | 'service-key' | 'client-key'

/** One kind of opaque credential. The table below is the whole key ring; surfaces only look here. */
export interface KeyKind {
  /** What the secret begins with; '' where a contract asks for a bare one. */
  prefix: string
  /** Another beginning for the same secret, where a client insists on it. */
  alias?: string
  /** Characters after the prefix, base62; the last six are a checksum where `isChecked`. */
  length: number
  /** Ends in a checksum, so that scanners know a leaked one and nonsense costs no look-up. */
  isChecked: boolean
  owner: 'user' | 'app' | 'tenant'
  /** The one surface that takes it. */
  surface: 'account' | 'provisioning' | 'app' | 'platform' | 'metering' | 'registry'
  /** Whose data it works on; live unless it says so. */
  mode?: 'test'
  carriers: readonly Carrier[]
  /** How many an owner may have at once. */
  limit: number
  /** The first characters are kept in clear, so that people recognise a key. */
  prefixLength: number
  /** Must be shown again later (a seed asks for it): then it is encrypted, too. */
  shownAgain: boolean
  /** In lists for people. */
  label: string
}

/** What the keys of a tenant have in common: 43 random characters are 256 bits. */
const ofTenant = {
  length: 49,
  isChecked: true,
  owner: 'tenant',
  shownAgain: false,
} as const

const ofPlatform = {
  ...ofTenant,
  surface: 'platform',
  carriers: ['bearer', 'service-key', 'apikey'],
  limit: 20_000,
} as const

const ofMetering = {
  ...ofTenant,
  surface: 'metering',
  carriers: ['x-api-key'],
  limit: 1_000,
  prefixLength: 13,
  label: 'metering_key',
} as const

/** As the user name of Basic, or as Bearer. */
const ofRegistry = {
  ...ofTenant,
  surface: 'registry',
  carriers: ['basic', 'bearer'],
  limit: 100,
  prefixLength: 12,
} as const

export const kinds = {
  rst: {
    prefix: 'rst_',
    length: 30,
    isChecked: false,
    owner: 'user',
    surface: 'account',
    carriers: ['x-api-key'],
    limit: 10,
    prefixLength: 8,
    shownAgain: false,
    label: 'api_key',
  },
  pat: {
    prefix: 'pat_',
    length: 40,
    isChecked: false,
    owner: 'user',
    surface: 'provisioning',
    carriers: ['bearer'],
    limit: 50,
    prefixLength: 8,
    shownAgain: false,
    label: 'personal_access_token',
  },
  app: {
    prefix: '',
    length: 40,
    isChecked: false,
    owner: 'app',
    surface: 'app',
    carriers: ['x-api-key'],
    limit: 1,
    prefixLength: 8,
    shownAgain: true,
    label: 'app_key',
  },
  /** The whole instance: acts as service_role. */
  gsk: { ...ofPlatform, prefix: 'fb_gsk_', prefixLength: 15, label: 'service_key' },
  /** One tenant: acts as tenant_service. */
  tsk: { ...ofPlatform, prefix: 'fb_tsk_', prefixLength: 15, label: 'tenant_service_key' },
  /** Stands in clients' code: acts as nobody. */
  anon: { ...ofPlatform, prefix: 'fb_anon_', prefixLength: 16, label: 'anon_key' },
  pk: { ...ofPlatform, prefix: 'fb_pk_', prefixLength: 14, label: 'publishable_key' },
  /** Acts as its user, within its scopes. */
  fbk: {
    prefix: 'fbk_',
    length: 49,
    isChecked: true,
    owner: 'user',
    surface: 'platform',
    carriers: ['bearer', 'client-key', 'apikey'],
    limit: 1_000,
    prefixLength: 12,
    shownAgain: false,
    label: 'client_key',
  },
  /** Meters usage of one organization. Its Go client knows no other beginning than the alias. */
  org: { ...ofMetering, prefix: 'org_live_', alias: 'sk_live_' },
  org_test: { ...ofMetering, prefix: 'org_test_', alias: 'sk_test_', mode: 'test' },
  /** All that a merchant can do, in one mode. */
  sk_live: { ...ofRegistry, prefix: 'sk_live_', label: 'secret_key' },
  sk_test: { ...ofRegistry, prefix: 'sk_test_', mode: 'test', label: 'secret_key' },
  /** Stands in clients' code: looks at the marketplace. */
  pk_live: { ...ofRegistry, prefix: 'pk_live_', label: 'publishable_key' },
  pk_test: { ...ofRegistry, prefix: 'pk_test_', mode: 'test', label: 'publishable_key' },
} as const satisfies Record<string, KeyKind>

export type KeyKindName = keyof typeof kinds

const checksumLength = 6

/** A fresh secret of this kind. */
export function makeSecret(kind: KeyKindName): string {
  const { prefix, length, isChecked } = kinds[kind]
  if (!isChecked) return prefix + randomSecret(length)
  const text = prefix + randomSecret(length - checksumLength)
  return text + checksum(text)
}

/** The secret as it was made: what came under the alias gets its own beginning back. */
export function ownSpelling(kind: KeyKindName, secret: string): string {
  const { prefix, alias }: KeyKind = kinds[kind]
  const isAlias = alias !== undefined && secret.startsWith(alias)
  return isAlias ? prefix + secret.slice(alias.length) : secret
}

/** Which of these kinds a text begins and measures like; whether it is whole, `hasShape` says. */
export function kindOf<K extends KeyKindName>(among: readonly K[], secret: string): K | undefined {
  return among.find((kind) => {
    const { prefix, alias, length }: KeyKind = kinds[kind]
    const begins = [prefix, alias].find((one) => one !== undefined && secret.startsWith(one))
    return begins !== undefined && secret.length === begins.length + length
  })
}

/** True when the text is like a secret of this kind to the last character; before any look-up. */
export function hasShape(kind: KeyKindName, given: string): boolean {
  if (kindOf([kind], given) === undefined) return false
  const { prefix, isChecked } = kinds[kind]
  const secret = ownSpelling(kind, given)
  if (!/^[0-9A-Za-z]+$/.test(secret.slice(prefix.length))) return false
  return !isChecked || checksum(secret.slice(0, -checksumLength)) === secret.slice(-checksumLength)
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** CRC-32 in six digits of base62. Against typing and for scanners; it protects nothing. */
function checksum(text: string): string {
  let rest = crc32(text)
  let sum = ''
  for (let i = 0; i < checksumLength; i++) {
    sum = digits[rest % 62] + sum
    rest = Math.floor(rest / 62)
  }
  return sum
}
