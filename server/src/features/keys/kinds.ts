/** Where a key may stand in a request. */
export type Carrier = 'x-api-key' | 'bearer'

/** One kind of opaque credential. The table below is the whole key ring; surfaces only look here. */
export interface KeyKind {
  /** What the secret begins with; '' where a contract asks for a bare one. */
  prefix: string
  /** Random characters after the prefix, base62. */
  length: number
  owner: 'user' | 'app'
  /** The one surface that takes it. */
  surface: 'account' | 'provisioning' | 'app'
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

export const kinds = {
  rst: {
    prefix: 'rst_',
    length: 30,
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
    owner: 'app',
    surface: 'app',
    carriers: ['x-api-key'],
    limit: 1,
    prefixLength: 8,
    shownAgain: true,
    label: 'app_key',
  },
} as const satisfies Record<string, KeyKind>

export type KeyKindName = keyof typeof kinds

/** True when the text looks like a secret of this kind; cheap, before any look-up. */
export const hasShape = (kind: KeyKindName, secret: string): boolean =>
  secret.length === kinds[kind].prefix.length + kinds[kind].length &&
  secret.startsWith(kinds[kind].prefix) &&
  /^[0-9A-Za-z]+$/.test(secret.slice(kinds[kind].prefix.length))
