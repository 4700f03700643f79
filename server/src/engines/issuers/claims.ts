import { createHash } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { wrong } from './failures.ts'

/** Well-known issuers. */
export const presets = {
  google: { issuer: 'https://accounts.google.com' },
  apple: { issuer: 'https://appleid.apple.com' },
} as const

/** What a verified ID token says. (`issuer`, `subject`) names the person; an address does not. */
export interface IdTokenClaims {
  /** The expected issuer, in our spelling. */
  issuer: string
  subject: string
  email?: string
  email_verified: boolean
  name?: string
  given_name?: string
  family_name?: string
  /** When the issuer signed it. */
  issued_at: Date
  /** Address of an image; the provider's word, checked by nobody. */
  picture?: string
  nonce?: string
  audience: string[]
  /** Apple: the address is a relay of its own making. */
  is_private_email?: boolean
}

export interface Expected {
  issuer: string
  /** Accepted client ids. With none, no token is accepted. */
  audiences: string[]
  nonce?: string | undefined
}

/** Google's older tokens name it without a scheme (Google, "OpenID Connect", `iss`). */
export function issuersOf({ issuer }: Expected): string[] {
  return issuer === presets.google.issuer ? [issuer, 'accounts.google.com'] : [issuer]
}

/**
 * The checks that a signature library leaves to its caller, then the claims in one shape.
 * @param latestIat seconds since 1970
 * @throws unauthenticated `invalid_id_token`
 */
export function readClaims(
  payload: JWTPayload,
  expected: Expected,
  latestIat: number,
): IdTokenClaims {
  const { sub, aud, iat } = payload
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw wrong('Claim sub')
  if (typeof iat !== 'number' || iat > latestIat) throw wrong('Claim iat')
  const audience = typeof aud === 'string' ? [aud] : (aud ?? [])
  if (audience.length > 1 && !isParty(payload.azp, expected)) throw wrong('Claim azp')
  if (expected.nonce !== undefined && !isNonce(payload.nonce, expected.nonce)) {
    throw wrong('Claim nonce')
  }
  const issued_at = new Date(iat * 1000)
  return { issuer: expected.issuer, subject: sub, audience, issued_at, ...personOf(payload) }
}

/** Several audiences: the token was asked for by one of them, and that must be us (§3.1.3.7, 4-5). */
function isParty(azp: unknown, { audiences }: Expected): boolean {
  return typeof azp === 'string' && azp !== '' && audiences.includes(azp)
}

function isNonce(claim: unknown, nonce: string): boolean {
  if (nonce === '') return false
  return claim === nonce || claim === createHash('sha256').update(nonce).digest('hex')
}

function personOf(payload: JWTPayload) {
  const email = textOf(payload, 'email')
  return {
    ...email,
    email_verified: email.email !== undefined && isTrue(payload.email_verified),
    ...textOf(payload, 'name'),
    ...textOf(payload, 'given_name'),
    ...textOf(payload, 'family_name'),
    ...textOf(payload, 'picture'),
    ...textOf(payload, 'nonce'),
    ...(payload.is_private_email === undefined
      ? {}
      : { is_private_email: isTrue(payload.is_private_email) }),
  }
}

/** Apple sends booleans as text. */
function isTrue(claim: unknown): boolean {
  return claim === true || claim === 'true'
}

function textOf<Name extends string>(payload: JWTPayload, name: Name): { [name in Name]?: string } {
  const claim = payload[name]
  return typeof claim === 'string' && claim !== ''
    ? ({ [name]: claim } as { [name in Name]?: string })
    : {}
}
