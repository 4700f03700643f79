import assert from 'node:assert/strict'
import { createVerify, generateKeyPairSync } from 'node:crypto'
import type { TestContext } from 'node:test'
import { type Reply, type Sent, startProvider } from './stand-in.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })

/** As Google gives it out, with fields that nobody here needs. */
export const keyFile = {
  type: 'service_account',
  project_id: 'river-app',
  private_key_id: '0123abcd',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  client_email: 'flumen@river-app.iam.gserviceaccount.com',
  client_id: '1234567890',
  auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  token_uri: 'https://oauth2.googleapis.com/token',
  universe_domain: 'googleapis.com',
}

/** Header and claims of a JWT whose signature is right; verified by hand, not by what signed it. */
export function openJwt(token: string): { header: unknown; claims: Record<string, unknown> } {
  const [header = '', claims = '', signature = '', ...rest] = token.split('.')
  assert.equal(rest.length, 0)
  const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`)
  assert.ok(verify.verify(publicKey, signature, 'base64url'), 'the signature is wrong')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  return { header: read(header), claims: read(claims) }
}

/** Times are right when they are of now and an hour, the longest that Google accepts. */
export function checkTimes({ iat, exp }: Record<string, unknown>): void {
  const now = Math.floor(Date.now() / 1_000)
  assert.ok(typeof iat === 'number' && typeof exp === 'number')
  assert.ok(iat <= now && iat > now - 30)
  assert.ok(exp > now && exp - iat <= 3_600)
}

interface Account {
  localId: string
  email?: string
  phoneNumber?: string
  displayName?: string
}

/** Token server, Identity Toolkit and Firestore of one project. */
export async function startFirebase(t: TestContext) {
  const firebase = {
    accounts: new Map<string, Account>(),
    documents: new Map<string, Record<string, unknown>>(),
    /** Life of the access tokens that are given out. */
    lifeSeconds: 3_599,
    hasDatabase: true,
    /** The access token that counts. */
    token: '',
  }
  const provider = await startProvider(t, (sent) => {
    if (sent.path === '/token') return giveToken(firebase, sent)
    assert.equal(sent.headers.authorization, `Bearer ${firebase.token}`)
    return sent.path.startsWith(accountsPath) ? toolkit(firebase, sent) : firestore(firebase, sent)
  })
  return Object.assign(provider, { firebase })
}

type Firebase = Awaited<ReturnType<typeof startFirebase>>['firebase']

function giveToken(firebase: { token: string; lifeSeconds: number }, sent: Sent): Reply {
  assert.equal(sent.method, 'POST')
  assert.equal(sent.headers['content-type'], 'application/x-www-form-urlencoded')
  const form = Object.fromEntries(new URLSearchParams(sent.body))
  assert.deepEqual(Object.keys(form), ['grant_type', 'assertion'])
  assert.equal(form.grant_type, 'urn:ietf:params:oauth:grant-type:jwt-bearer')
  const { header, claims } = openJwt(form.assertion ?? '')
  assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: keyFile.private_key_id })
  const { iat, exp, ...rest } = claims
  checkTimes({ iat, exp })
  assert.deepEqual(rest, {
    iss: keyFile.client_email,
    aud: keyFile.token_uri,
    scope:
      'https://www.googleapis.com/auth/identitytoolkit https://www.googleapis.com/auth/datastore',
  })
  firebase.token = `ya29.${Math.random()}`
  const { lifeSeconds: expires_in, token: access_token } = firebase
  return { body: { access_token, expires_in, token_type: 'Bearer' } }
}

const accountsPath = '/identitytoolkit/v1/projects/river-app/accounts'

function toolkit({ accounts }: Firebase, { method, path, headers, body }: Sent): Reply {
  assert.equal(method, 'POST')
  assert.equal(headers['content-type'], 'application/json')
  const account: Account = JSON.parse(body)
  const { localId } = account
  const verb = path.slice(accountsPath.length)
  assert.ok(['', ':update', ':delete'].includes(verb), path)
  const known = accounts.get(localId)
  if (verb === '' && known) return googleError(400, 'DUPLICATE_LOCAL_ID')
  if (verb !== '' && !known) return googleError(400, 'USER_NOT_FOUND')
  if (verb === ':delete') {
    assert.deepEqual(account, { localId })
    accounts.delete(localId)
    return { body: {} }
  }
  const others = [...accounts.values()].filter((other) => other.localId !== localId)
  const isTaken = (name: 'email' | 'phoneNumber') =>
    account[name] !== undefined && others.some((other) => other[name] === account[name])
  if (isTaken('email')) return googleError(400, 'EMAIL_EXISTS')
  if (isTaken('phoneNumber')) return googleError(400, 'PHONE_NUMBER_EXISTS : in use')
  accounts.set(localId, { ...known, ...account })
  return { body: { kind: 'identitytoolkit#SignupNewUserResponse', localId } }
}

const documentsPath =
  /^\/firestore\/v1\/projects\/river-app\/databases\/\(default\)\/documents\/users\/(\w+)$/

function firestore({ documents, hasDatabase }: Firebase, sent: Sent): Reply {
  const url = new URL(sent.path, 'http://x')
  const id = documentsPath.exec(url.pathname)?.[1]
  assert.ok(id, sent.path)
  if (!hasDatabase) return googleError(404, 'The database (default) does not exist', 'NOT_FOUND')
  if (sent.method === 'DELETE') {
    assert.equal(sent.path, url.pathname)
    return documents.delete(id) ? { body: {} } : googleError(404, 'No document', 'NOT_FOUND')
  }
  assert.equal(sent.method, 'PATCH')
  assert.equal(sent.headers['content-type'], 'application/json')
  const { fields, ...rest } = JSON.parse(sent.body)
  assert.deepEqual(rest, {})
  assert.deepEqual([...new Set(url.searchParams.keys())], ['updateMask.fieldPaths'])
  assert.deepEqual(url.searchParams.getAll('updateMask.fieldPaths'), Object.keys(fields))
  documents.set(id, { ...documents.get(id), ...fields })
  return { body: { name: url.pathname, fields } }
}

export const googleError = (code: number, message: string, status = 'INVALID_ARGUMENT'): Reply => ({
  status: code,
  body: { error: { code, message, status } },
})
