import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { invalidField } from '../../../kernel/errors.ts'
import { type Fields, readFields, readHttpsUrl, readText } from './fields.ts'

/** What is kept of the file that Google gives out for a service account; names as in that file. */
export interface ServiceAccount {
  type: 'service_account'
  project_id: string
  client_email: string
  /** PEM */
  private_key: string
  private_key_id?: string
  token_uri: string
}

const path = 'backendExtra.serviceAccount'
const googleTokenUri = 'https://oauth2.googleapis.com/token'
const minKeyBits = 2_048

/** @param value the file's content, parsed or as text. @throws invalid, fault on the field */
export function readServiceAccount(value: unknown): ServiceAccount {
  const file = readFields(typeof value === 'string' ? parse(value) : value, path)
  mustBeServiceAccount(file)
  return {
    type: 'service_account',
    project_id: readText(file, path, 'project_id', projectId),
    client_email: readText(file, path, 'client_email', email),
    private_key: readPrivateKey(file),
    ...readKeyId(file),
    token_uri: file.token_uri ? readHttpsUrl(file, path, 'token_uri').href : googleTokenUri,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidField(path, 'json_invalid', `${path} must be the JSON of a service account`)
  }
}

const projectId = { pattern: /^[a-z][a-z0-9.:-]{1,98}[a-z0-9]$/, accepted: 'the id of a project' }
const email = { pattern: /^[\w.+-]{1,128}@[\w.-]{1,125}$/, accepted: 'an e-mail address' }
const keyId = { pattern: /^[\w-]{1,128}$/, accepted: 'the id of a key' }
const pem = { pattern: /^[\s\S]{1,16384}$/, accepted: 'an RSA private key in PEM' }

/** Other files of Google's look alike: those of OAuth clients, of the web SDK. */
function mustBeServiceAccount(file: Fields): void {
  const accepted = 'service_account, as in the key file of a service account'
  readText(file, path, 'type', { pattern: /^service_account$/, accepted })
}

const readKeyId = (file: Fields) =>
  file.private_key_id
    ? { private_key_id: readText(file, path, 'private_key_id', keyId) }
    : undefined

/** Line breaks may have become `\n` as two characters, on the way through an environment variable. */
function readPrivateKey(file: Fields): string {
  const text = readText(file, path, 'private_key', pem).replaceAll('\\n', '\n')
  const bits = rsaBits(text)
  if (bits >= minKeyBits) return text
  const message = `${path}.private_key must be ${pem.accepted}, of at least ${minKeyBits} bits`
  throw invalidField(`${path}.private_key`, 'invalid_key', message)
}

function rsaBits(text: string): number {
  try {
    const key = createPrivateKey(text)
    return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) : 0
  } catch {
    return 0
  }
}

const keyOf = (account: ServiceAccount): KeyObject => createPrivateKey(account.private_key)

/** Both kinds of token live for an hour, the longest that Google accepts. */
function sign(account: ServiceAccount, claims: Record<string, unknown>): Promise<string> {
  const kid = account.private_key_id ? { kid: account.private_key_id } : {}
  const iat = Math.floor(Date.now() / 1_000)
  return new SignJWT({ iss: account.client_email, iat, exp: iat + 3_600, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...kid })
    .sign(keyOf(account))
}

const customTokenAudience =
  'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit'

/** What an app gives to `signInWithCustomToken`: made here, without asking Google. */
export const signCustomToken = (account: ServiceAccount, uid: string): Promise<string> =>
  sign(account, { sub: account.client_email, aud: customTokenAudience, uid })

/**
 * The assertion of the JWT bearer grant (RFC 7523 §3). Its audience is Google's token server under
 * its own name, also when that is reached by another address.
 */
export const signAssertion = (account: ServiceAccount, scope: string): Promise<string> =>
  sign(account, { aud: account.token_uri, scope })
