import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
  VerifiedAuthenticationResponse,
  VerifiedRegistrationResponse,
} from '@simplewebauthn/server'
import type { RelyingParty } from './relying-party.ts'

/** The library behind one door: loaded at first use, and what it throws is a refusal. */

export type CreationOptions = PublicKeyCredentialCreationOptionsJSON
export type RequestOptions = PublicKeyCredentialRequestOptionsJSON
export type RegistrationResponse = RegistrationResponseJSON
export type AuthenticationResponse = AuthenticationResponseJSON
export type Registered = NonNullable<VerifiedRegistrationResponse['registrationInfo']>
export type Asserted = VerifiedAuthenticationResponse['authenticationInfo']

/** A third of a second and 30 MB, for those who use passkeys. */
export const loadWebAuthn = () => import('@simplewebauthn/server')

/**
 * EdDSA, ES256, RS256 (IANA COSE): what authenticators speak. Said outright, because the library would
 * else offer ML-DSA where the runtime has it on trial.
 */
export const algorithms = [-8, -7, -257]

interface Expected {
  challenge: string
  party: RelyingParty
  needsVerifiedUser: boolean
}

/** @returns undefined for anything but a well-formed answer to this challenge on this site */
export async function verifyRegistration(
  response: RegistrationResponse,
  { challenge, party, needsVerifiedUser }: Expected,
): Promise<Registered | undefined> {
  const { verifyRegistrationResponse } = await loadWebAuthn()
  return orRefuse(async () => {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: await withoutAttestation(response),
      expectedChallenge: challenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: needsVerifiedUser,
      supportedAlgorithmIDs: algorithms,
    })
    return registrationInfo
  })
}

/**
 * We ask for no attestation, so none is looked at: statements carry certificates of strangers, and
 * checking those fetches what they name.
 */
async function withoutAttestation(response: RegistrationResponse): Promise<RegistrationResponse> {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } = await import(
    '@simplewebauthn/server/helpers'
  )
  const given = isoBase64URL.toBuffer(response.response.attestationObject)
  const authData = decodeAttestationObject(given).get('authData')
  const bare = new Map<string, unknown>([
    ['fmt', 'none'],
    ['attStmt', new Map()],
    ['authData', authData],
  ])
  const attestationObject = isoBase64URL.fromBuffer(isoCBOR.encode(bare as never))
  return { ...response, response: { ...response.response, attestationObject } }
}

/** @returns undefined for anything but this key's signature under this challenge on this site */
export async function verifyAssertion(
  response: AuthenticationResponse,
  { challenge, party, needsVerifiedUser, publicKey }: Expected & { publicKey: Buffer },
): Promise<Asserted | undefined> {
  const { verifyAuthenticationResponse } = await loadWebAuthn()
  return orRefuse(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: needsVerifiedUser,
      // The count is compared where it is kept, in one statement, and only under a right signature.
      credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
    })
    return verified ? authenticationInfo : undefined
  })
}

async function orRefuse<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}
