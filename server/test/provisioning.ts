import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after } from 'node:test'
import { randomLowerSecret } from '../src/kernel/ids.ts'
import type { Answer, TestServer } from './kit.ts'

export const newEmail = (): string => `${randomLowerSecret(10)}@example.com`

let developers = 0

/** A developer as they begin: an account by one call, from a network of their own. */
export async function newDeveloper(
  server: TestServer,
  email = newEmail(),
): Promise<{ email: string; pat: string; id: string }> {
  developers++
  const from = `10.${developers >> 8}.${developers & 255}.1`
  const answer = await server.call({ url: '/api/v2/accounts', body: { email }, from })
  assert.equal(answer.status, 200, answer.text)
  return { email, pat: answer.body.accessToken, id: answer.body.account.id }
}

export interface TestApp {
  id: string
  key: string
  /** Of its developer. */
  pat: string
}

export async function newApp(
  server: TestServer,
  changes?: Record<string, unknown>,
  pat?: string,
): Promise<TestApp> {
  const token = pat ?? (await newDeveloper(server)).pat
  const made = await server.call({ url: '/api/v2/apps', token, body: { name: 'Acme Mobile' } })
  assert.equal(made.status, 200, made.text)
  const { id, apiKey: key } = made.body.app
  if (changes) await change(server, { id, key, pat: token }, changes)
  return { id, key, pat: token }
}

export async function change(server: TestServer, app: TestApp, body: object): Promise<Answer> {
  const url = `/api/v2/apps/${app.id}`
  const answer = await server.call({ method: 'PATCH', url, token: app.pat, body })
  assert.equal(answer.status, 200, answer.text)
  return answer
}

/** Begins a sign-in by e-mail. @returns its id and the code from the mail */
export async function begin(
  server: TestServer,
  app: TestApp,
  email: string,
): Promise<{ id: string; code: string }> {
  const answer = await server.call({ url: '/api/v1/sessions', key: app.key, body: { email } })
  assert.equal(answer.status, 200, answer.text)
  return { id: answer.body.id, code: (await server.inbox.next(email)).code }
}

export const verify = (
  server: TestServer,
  app: TestApp,
  { id, code }: { id: string; code: string },
): Promise<Answer> =>
  server.call({ url: `/api/v1/sessions/${id}/verify`, key: app.key, body: { code } })

// biome-ignore lint/suspicious/noExplicitAny: tests look into it
export async function signIn(server: TestServer, app: TestApp, email = newEmail()): Promise<any> {
  const answer = await verify(server, app, await begin(server, app, email))
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

/** As if half a minute had gone by since the last code to this address. */
export const waitForNextCode = (server: TestServer, app: TestApp, address: string): Promise<void> =>
  server.ctx.limits.clear(`app-code:spacing:${app.id}:${address}`)

/** Another code than this one. */
export const wrong = (code: string): string => (code === '000000' ? '000001' : '000000')

/** Reads and checks a JWT by hand: HMAC-SHA-256 over head and payload (RFC 7515 §3.1). */
export function readJwt(token: string, secret: string) {
  const [head = '', payload = '', mac] = token.split('.')
  const expected = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  return { genuine: mac === expected, head: read(head), payload: read(payload) }
}

export function makeJwt(payload: object, secret: string, head: object = { alg: 'HS256' }): string {
  const write = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${write(head)}.${write(payload)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

export interface Prelude {
  url: string
  /** Numbers that codes were sent to, with what else was told. */
  sent: { phone: string; locale: string | undefined }[]
  /** How often it was asked to judge a code. */
  checks: number
  /** While set, every answer is a 500. */
  down: boolean
}

export const preludeKey = 'sk_prelude_of_the_app'
export const preludeCode = '246810'

/**
 * Stands in for Prelude: one code for every number, right once. Fails the run on any request that
 * is not as Prelude documents it.
 */
export async function startPrelude(): Promise<Prelude> {
  const prelude: Prelude = { url: '', sent: [], checks: 0, down: false }
  const open = new Set<string>()
  const faults: unknown[] = []
  const answer = (path: string, body: { target: { value: string }; [name: string]: unknown }) => {
    const phone = body.target.value
    if (path === '/v2/verification') {
      open.add(phone)
      const { locale } = (body.options ?? {}) as { locale?: string }
      prelude.sent.push({ phone, locale })
      return { id: 'vrf_1', method: 'message', status: 'success' }
    }
    assert.equal(path, '/v2/verification/check')
    prelude.checks++
    if (!open.has(phone)) return { status: 'expired_or_not_found' }
    if (body.code !== preludeCode) return { status: 'failure' }
    open.delete(phone)
    return { id: 'vrf_1', status: 'success' }
  }
  const server = createServer(async (request, response) => {
    try {
      assert.equal(request.method, 'POST')
      assert.equal(request.headers.authorization, `Bearer ${preludeKey}`)
      const body = JSON.parse(await text(request))
      assert.deepEqual(Object.keys(body.target).sort(), ['type', 'value'])
      const found = prelude.down ? {} : answer(request.url ?? '', body)
      response.writeHead(prelude.down ? 500 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(found))
    } catch (fault) {
      faults.push(fault)
      response.writeHead(400).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  prelude.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  after(() => {
    server.close()
    assert.deepEqual(faults, [])
  })
  return prelude
}
