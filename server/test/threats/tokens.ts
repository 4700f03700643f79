import { type KeyObject, randomUUID, sign } from 'node:crypto'
import type { TestServer } from '../kit.ts'

/** What the server signs access tokens with: forgers in tests start from the real thing. */
export interface Signer {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  issuer: string
}

export function signer(server: TestServer): Signer {
  const { current } = server.app.engines.secrets
  return {
    kid: current.kid,
    ...current.signingKeys(),
    issuer: server.app.engines.instance.publicUrl,
  }
}

/**
 * A token with our own signature, right but for what is changed; `undefined` leaves out. Written by
 * hand (RFC 7515 §3.1): a library would refuse to make the wrong ones.
 */
export function accessToken(
  { kid, privateKey, issuer }: Signer,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): string {
  const now = Math.floor(Date.now() / 1000)
  const usual = {
    iss: issuer,
    aud: 'flumen',
    sub: randomUUID(),
    session_id: randomUUID(),
    realm_id: '00000000-0000-4000-8000-000000000001',
    role: 'authenticated',
    aal: 'aal1',
    amr: ['pwd'],
    iat: now,
    exp: now + 900,
    jti: randomUUID(),
    token_type: 'access',
  }
  const head = encode({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header })
  const signed = `${head}.${encode({ ...usual, ...claims })}`
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
