import assert from 'node:assert/strict'
import { type Grant, give } from '../src/features/grants/index.ts'
import { randomLowerSecret } from '../src/kernel/ids.ts'
import type { TestServer } from './kit.ts'

/** An account as tests make it: over HTTP, the way a person would. */
export interface Person {
  username: string
  email: string
  password: string
  full_name: string
}

export function newPerson(changes: Partial<Person> = {}): Person {
  const username = `p${randomLowerSecret(8)}`
  return {
    username,
    email: `${username}@example.com`,
    password: 'correct horse battery',
    full_name: 'Ada Lovelace',
    ...changes,
  }
}

/** Registers; the mailbox is not proven yet. @returns the code from the mail */
export async function register(server: TestServer, person: Person): Promise<string> {
  const answer = await server.call({ url: '/v1/auth/register', body: person })
  assert.equal(answer.status, 200, answer.text)
  return (await server.inbox.next(person.email)).code
}

export async function registerProven(
  server: TestServer,
  changes: Partial<Person> = {},
): Promise<Person> {
  const person = newPerson(changes)
  const code = await register(server, person)
  const body = { email: person.email, code }
  const answer = await server.call({ url: '/v1/auth/verify-email', body })
  assert.equal(answer.status, 200, answer.text)
  return person
}

/** @returns the access token */
export async function login(server: TestServer, person: Person, from?: string): Promise<string> {
  const body = { username: person.username, password: person.password }
  const call = { url: '/v1/auth/login', body }
  const answer = await server.call(from === undefined ? call : { ...call, from })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.access_token
}

/** A proven account, signed in, with a key. */
export async function signedIn(
  server: TestServer,
): Promise<{ person: Person; token: string; key: string; keyId: string }> {
  const person = await registerProven(server)
  const token = await login(server, person)
  const made = await server.call({ url: '/v1/auth/api-keys', body: { name: 'ci' }, token })
  assert.equal(made.status, 200, made.text)
  return { person, token, key: made.body.raw_key, keyId: made.body.id }
}

/** Somebody signed in on the platform. */
export interface SignedInUser {
  person: Person
  userId: string
  token: string
}

/** A proven account, signed in on the platform. */
export async function signedInUser(server: TestServer): Promise<SignedInUser> {
  const person = await registerProven(server)
  return signInAgain(server, person)
}

export async function signInAgain(server: TestServer, person: Person): Promise<SignedInUser> {
  const body = { email: person.email, password: person.password }
  const answer = await server.call({ url: '/api/v1/auth/signin', body })
  assert.equal(answer.status, 200, answer.text)
  return { person, userId: answer.body.user.id, token: answer.body.access_token }
}

/** The same with a right: an instance admin unless told otherwise. */
export async function signedInAdmin(
  server: TestServer,
  grant: Grant = { role: 'instance_admin', tenant_id: null },
): Promise<SignedInUser> {
  const { person, userId } = await signedInUser(server)
  await give(server.ctx, userId, grant)
  return signInAgain(server, person)
}
