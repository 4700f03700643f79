import type * as passkeys from '../../features/passkeys/index.ts'
import { nullable, object, oneOf, Type } from '../../kernel/schema.ts'

/**
 * What browsers make and read (WebAuthn level 3 §5.1, the JSON forms), as `@simplewebauthn/browser`
 * and `PublicKeyCredential.toJSON()` have it. What is inside `response` is the browser's: newer ones
 * may say more there.
 */

const Base64Url = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$' })

const CredentialId = Base64Url(1364)

const Transports = Type.Array(Type.String({ pattern: '^[a-z-]{1,32}$' }), { maxItems: 10 })

const Descriptor = object({
  id: Type.String(),
  type: oneOf(['public-key']),
  transports: Type.Array(Type.String()),
})

const requirements = ['required', 'preferred', 'discouraged'] as const

/** For `startRegistration({ optionsJSON })`. */
export const CreationOptions = Type.Unsafe<passkeys.CreationOptions>(
  object({
    challenge: Type.String(),
    rp: object({ id: Type.String(), name: Type.String() }),
    user: object({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
    pubKeyCredParams: Type.Array(object({ type: oneOf(['public-key']), alg: Type.Integer() })),
    timeout: Type.Integer({ description: 'Milliseconds' }),
    attestation: oneOf(['none']),
    excludeCredentials: Type.Array(Descriptor),
    authenticatorSelection: object({
      residentKey: oneOf(requirements),
      requireResidentKey: Type.Boolean(),
      userVerification: oneOf(requirements),
    }),
    extensions: object({ credProps: Type.Boolean() }),
    hints: Type.Array(Type.String()),
  }),
)

/** For `startAuthentication({ optionsJSON })`. */
export const RequestOptions = Type.Unsafe<passkeys.RequestOptions>(
  object({
    challenge: Type.String(),
    rpId: Type.String(),
    timeout: Type.Integer({ description: 'Milliseconds' }),
    userVerification: oneOf(requirements),
    allowCredentials: Type.Array(Descriptor),
  }),
)

const credential = {
  id: CredentialId,
  rawId: CredentialId,
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(nullable(Type.String({ maxLength: 32 }))),
  clientExtensionResults: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  ),
}

/** What `startRegistration` gave. */
export const registrationResponse = {
  ...credential,
  response: Type.Object({
    clientDataJSON: Base64Url(8192),
    attestationObject: Base64Url(32_768),
    transports: Type.Optional(Transports),
  }),
}

/** What `startAuthentication` gave. */
export const authenticationResponse = {
  ...credential,
  response: Type.Object({
    clientDataJSON: Base64Url(8192),
    authenticatorData: Base64Url(8192),
    signature: Base64Url(8192),
    userHandle: Type.Optional(nullable(Type.String({ maxLength: 100 }))),
  }),
}

/** Extensions and attachment say nothing that is signed. */
const unsigned = { clientExtensionResults: {}, type: 'public-key' as const }

export const toRegistration = ({
  id,
  rawId,
  response: { clientDataJSON, attestationObject, transports = [] },
}: {
  id: string
  rawId: string
  response: { clientDataJSON: string; attestationObject: string; transports?: string[] }
}): passkeys.RegistrationResponse => ({
  ...unsigned,
  id,
  rawId,
  response: { clientDataJSON, attestationObject, transports },
})

export const toAuthentication = ({
  id,
  rawId,
  response: { clientDataJSON, authenticatorData, signature, userHandle },
}: {
  id: string
  rawId: string
  response: {
    clientDataJSON: string
    authenticatorData: string
    signature: string
    userHandle?: string | null
  }
}): passkeys.AuthenticationResponse => ({
  ...unsigned,
  id,
  rawId,
  response: {
    clientDataJSON,
    authenticatorData,
    signature,
    ...(userHandle ? { userHandle } : {}),
  },
})
