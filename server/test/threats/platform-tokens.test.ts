import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newOrganization } from '../../src/surfaces/metering/testing.ts'
import { newKey, operator, type SignedIn, signIn } from '../../src/surfaces/platform/testing.ts'
import { enrol } from '../factors.ts'
import { type Call, startServer } from '../kit.ts'
import { harmless, isClosed, routesOf, title } from './generators.ts'

/** T2: what proves one thing on the platform proves no other: every kind of token at every place for one. */
const server = await startServer({ rateLimit: false })
const root = await operator(server)

const api = (path: string, body: object, more: Partial<Call> = {}): Call => ({
  url: `/api/v1/${path}`,
  body,
  ...more,
})
const newest = async (email: string, path: string): Promise<string> => {
  for (;;) {
    const { links } = await server.inbox.next(email)
    const link = links.find((one) => new URL(one).pathname.startsWith(path))
    if (link) return new URL(link).searchParams.get('token') ?? link.split('/').at(-1) ?? ''
  }
}
const mailed = async (path: string, { email }: SignedIn, page: string): Promise<string> => {
  const answer = await server.call(api(path, { email }))
  assert.equal(answer.status, 200, answer.text)
  return newest(email, page)
}
/** Everybody has their own: a newer proof ends an older one of the same account. */
const somebody = () => signIn(server)

/** Kinds of token, each as its owner would get it. */
const kinds: Record<string, () => Promise<string>> = {
  access: async () => (await somebody()).token,
  refresh: async () => {
    const { email, password } = await somebody()
    const answer = await server.call(api('auth/signin', { email, password }))
    return answer.body.refresh_token
  },
  'magic link': async () => mailed('auth/magiclink', await somebody(), '/auth/verify'),
  reset: async () => mailed('auth/password/reset', await somebody(), '/auth/reset-password'),
  'proof of an address': async () => {
    const email = `new-${(await somebody()).email}`
    const body = { email, password: 'correct horse battery', organization_name: 'Acme' }
    assert.equal((await server.call(api('auth/signup', body))).status, 201)
    return newest(email, '/auth/verify-email')
  },
  invitation: async () => {
    const email = `guest-${(await somebody()).email}`
    const body = { email, role: 'dashboard_user' }
    await server.call(api('admin/invitations', body, { token: root.token }))
    return newest(email, '/invite/')
  },
  'first step': async () => {
    const person = await somebody()
    await enrol(server, person.token)
    const { email, password } = person
    return (await server.call(api('auth/signin', { email, password }))).body.mfa_token
  },
  nonce: async () => {
    const { token } = await somebody()
    return (await server.call(api('auth/reauthenticate', {}, { token }))).body.nonce
  },
  impersonation: async () => {
    const target_user_id = (await somebody()).userId
    const body = { target_user_id, reason: 'the matrix needs one' }
    const answer = await server.call(api('auth/impersonate', body, { token: root.token }))
    return answer.body.refresh_token
  },
  'service key': () => newKey(server, 'gsk', {}),
  'client key': async () => newKey(server, 'fbk', { userId: (await somebody()).userId }),
  'metering key': async () => {
    const { token } = await newOrganization(server)
    const body = { name: 'x', scopes: ['usage.read'] }
    return (await server.call(api('api-keys', body, { token }))).body.key
  },
}

const strong = { password: 'a whole new phrase', name: 'Ada' }

/** Places for a token, and whose they are. What a token may do twice, it may not do here. */
const places: [string, readonly string[], (token: string) => Call][] = [
  ['Bearer', ['access'], (token) => ({ url: '/api/v1/auth/user', token })],
  [
    'refresh',
    ['refresh', 'impersonation'],
    (refresh_token) => api('auth/refresh', { refresh_token }),
  ],
  ['admin refresh', [], (refresh_token) => api('admin/refresh', { refresh_token })],
  ['magic link', ['magic link'], (token) => api('auth/magiclink/verify', { token })],
  ['reset, looked at', ['reset'], (token) => api('auth/password/reset/verify', { token })],
  [
    'reset',
    ['reset'],
    (token) => api('auth/password/reset/confirm', { token, new_password: strong.password }),
  ],
  ['proof of an address', ['proof of an address'], (token) => api('auth/verify-email', { token })],
  [
    'invitation',
    ['invitation'],
    (token) => api(`invitations/${encodeURIComponent(token)}/accept`, strong),
  ],
  ['second step', [], (mfa_token) => api('auth/2fa/verify', { mfa_token, code: '000000' })],
  [
    'X-Impersonation-Token',
    [],
    (token) => ({
      url: '/api/v1/auth/user',
      token: root.token,
      headers: { 'x-impersonation-token': token },
    }),
  ],
]

for (const [kind, make] of Object.entries(kinds)) {
  test(`T2 ${kind}: good in its own place, and in no other`, async () => {
    const token = await make()
    assert.ok(token.length > 20, `${kind}: ${token}`)
    const own = places.filter(([, accepted]) => accepted.includes(kind))
    for (const [place, , use] of places.filter((one) => !own.includes(one))) {
      const { status, text } = await server.call(use(token))
      assert.ok(status >= 400 && status < 500, `${place}: ${status} ${text}`)
    }
    // All that has not used it up.
    for (const [place, , use] of own) {
      const answer = await server.call(use(token))
      assert.ok(answer.status < 300, `${place}: ${answer.text}`)
    }
  })
}

test('T2 none of them but an access token is a session, on any route of any surface', async () => {
  const closed = routesOf(server).filter(isClosed)
  const keys = ['access', 'service key', 'client key', 'metering key']
  for (const [kind, make] of Object.entries(kinds)) {
    if (keys.includes(kind)) continue
    const token = await make()
    for (const listed of closed) {
      const answer = await server.call({ ...harmless(listed), token })
      assert.equal(answer.status, 401, `${kind} ${title(listed)}: ${answer.text}`)
    }
  }
})
