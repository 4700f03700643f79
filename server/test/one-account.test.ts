import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { give } from '../src/features/grants/index.ts'
import { sql } from '../src/kernel/sql.ts'
import { type Answer, type Call, startServer, type TestServer } from './kit.ts'
import { type Person, registerProven } from './people.ts'

/**
 * One account opens every door: a password set on one surface signs in on all of them, and whoever
 * signs out everywhere on one is out on all within a second, on every process. Keys stay.
 */
const server = await startServer({ rateLimit: false })
const twin = await startServer({
  databaseUrl: server.databaseUrl,
  queue: false,
  rateLimit: false,
})

const cookiesOf = ({ headers }: Answer): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ')

/** Where one signs in, what shows that one is in, and how one would get back in without asking. */
const doors: Record<
  string,
  { signIn(person: Person): Call; look(answer: Answer): Call; again?(answer: Answer): Call }
> = {
  account: {
    signIn: ({ username, password }) => ({ url: '/v1/auth/login', body: { username, password } }),
    look: ({ body }) => ({ url: '/v1/me/account', token: body.access_token }),
  },
  platform: {
    signIn: ({ email, password }) => ({ url: '/api/v1/auth/signin', body: { email, password } }),
    look: ({ body }) => ({ url: '/api/v1/auth/user', token: body.access_token }),
    again: ({ body }) => ({
      url: '/api/v1/auth/refresh',
      body: { refresh_token: body.refresh_token },
    }),
  },
  'metering, by cookie': {
    signIn: ({ email, password }) => ({ url: '/api/v1/auth/login', body: { email, password } }),
    look: (answer) => ({ url: '/api/v1/auth/me', headers: { cookie: cookiesOf(answer) } }),
    again: (answer) => ({
      method: 'POST',
      url: '/api/v1/auth/refresh',
      headers: { cookie: cookiesOf(answer) },
    }),
  },
  administration: {
    signIn: ({ email, password }) => ({ url: '/api/v1/admin/login', body: { email, password } }),
    look: ({ body }) => ({ url: '/api/v1/admin/me', token: body.access_token }),
    again: ({ body }) => ({
      url: '/api/v1/admin/refresh',
      body: { refresh_token: body.refresh_token },
    }),
  },
}

async function passwordSetOnAccount(): Promise<Person> {
  const person = await registerProven(server, { password: 'the first of my phrases' })
  const { body } = await server.call({
    url: '/v1/auth/login',
    body: { username: person.username, password: person.password },
  })
  const password = 'the second of my phrases'
  const change = { current_password: person.password, new_password: password }
  const url = '/v1/auth/change-password'
  const answer = await server.call({ url, token: body.access_token, body: change })
  assert.equal(answer.status, 200, answer.text)
  return { ...person, password }
}

const idOf = async ({ email }: Person): Promise<string> =>
  (await server.ctx.db.row<{ id: string }>(sql`select id from auth.users where email = ${email}`))
    ?.id ?? ''

async function granted(): Promise<Person> {
  const person = await passwordSetOnAccount()
  await give(server.ctx, await idOf(person), { role: 'instance_admin', tenant_id: null })
  return person
}

async function enter(person: Person): Promise<[string, Answer][]> {
  const entered: [string, Answer][] = []
  for (const [name, { signIn }] of Object.entries(doors)) {
    const answer = await server.call(signIn(person))
    assert.equal(answer.status, 200, `${name}: ${answer.text}`)
    entered.push([name, answer])
  }
  return entered
}

const statusOf = async (on: TestServer, call: Call) => (await on.call(call)).status

/** What a session does not carry: every kind of key of this person, with a route that takes it. */
async function keysOf(token: string): Promise<[string, Call][]> {
  const make = async (url: string, body: object) => {
    const answer = await server.call({ url, token, body })
    assert.ok(answer.status < 300, answer.text)
    return answer.body
  }
  const rst = (await make('/v1/auth/api-keys', { name: 'ci' })).raw_key
  const pat = (await make('/api/v2/accounts/tokens', { name: 'ci' })).accessToken
  const scopes = ['auth:read']
  const fbk = (await make('/api/v1/client-keys', { name: 'ci', scopes })).key
  return [
    ['account key', { url: '/v1/me/account', key: rst }],
    ['personal access token', { url: '/api/v2/account', token: pat }],
    ['client key', { url: '/api/v1/settings/user/list', token: fbk }],
  ]
}

test('a password set on the account surface signs in at every door', async () => {
  const person = await passwordSetOnAccount()
  const userId = await idOf(person)
  const refused = await server.call(doors.administration?.signIn(person) as Call)
  assert.deepEqual([refused.status, refused.body.code], [403, 'ADMIN_REQUIRED'])
  await give(server.ctx, userId, { role: 'instance_admin', tenant_id: null })
  for (const [name, answer] of await enter(person)) {
    const seen = await twin.call(doors[name]?.look(answer) as Call)
    assert.equal(seen.status, 200, `${name}: ${seen.text}`)
    assert.ok(seen.text.includes(person.email), `${name}: the same person`)
  }
})

test('a token of one door opens the others: it is one session of one account', async () => {
  const person = await granted()
  const { body } = await server.call(doors.platform?.signIn(person) as Call)
  for (const { look } of Object.values(doors)) {
    const { url } = look({ body, headers: {} } as Answer)
    assert.equal(await statusOf(twin, { url, token: body.access_token }), 200, url)
  }
})

/** Everything that ends all sessions of a person, on whichever surface it is. */
const everywhere: Record<string, (token: string, person: Person) => Promise<Call>> = {
  'signing out everywhere on the platform': async (token) => ({
    url: '/api/v1/auth/signout',
    token,
    body: { scope: 'global' },
  }),
  'changing the password on the account surface': async (token, { password }) => ({
    url: '/v1/auth/change-password',
    token,
    body: { current_password: password, new_password: 'the third of my phrases' },
  }),
  'changing the password on metering': async (token, { password }) => ({
    url: '/api/v1/auth/change-password',
    token,
    body: { current_password: password, new_password: 'the third of my phrases' },
  }),
  'resetting the password by mail': async (_token, { email }) => {
    await server.call({ url: '/v1/auth/forgot-password', body: { email } })
    for (;;) {
      const { links } = await server.inbox.next(email)
      const link = links.find((one) => one.includes('/auth/reset-password'))
      if (!link) continue
      const token = new URL(link).searchParams.get('token')
      const body = { token, new_password: 'the third of my phrases' }
      return { url: '/v1/auth/reset-password', body }
    }
  },
}

for (const [what, end] of Object.entries(everywhere)) {
  test(`${what} ends every session of every door within a second, and no key`, async () => {
    const person = await granted()
    const entered = await enter(person)
    const token = entered.find(([name]) => name === 'platform')?.[1].body.access_token
    const keys = await keysOf(token)
    const ended = await server.call(await end(token, person))
    assert.equal(ended.status, 200, ended.text)
    const deadline = performance.now() + 1_000
    for (const [name, answer] of entered) {
      for (const on of [server, twin]) {
        while ((await statusOf(on, doors[name]?.look(answer) as Call)) !== 401) {
          assert.ok(performance.now() < deadline, `${name} lives on`)
          await sleep(5)
        }
      }
    }
    for (const [name, answer] of entered) {
      const back = doors[name]?.again?.(answer)
      if (back) assert.equal(await statusOf(twin, back), 401, `${name}: no way back`)
    }
    for (const [name, call] of keys) {
      for (const on of [server, twin]) assert.equal(await statusOf(on, call), 200, name)
    }
  })
}
