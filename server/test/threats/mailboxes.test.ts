import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from '../../src/kernel/sql.ts'
import { type Call, startServer, until } from '../kit.ts'
import { login, newPerson, registerProven, signedInAdmin } from '../people.ts'
import { newApp, newDeveloper, newEmail } from '../provisioning.ts'
import { secondServer } from './generators.ts'

/** A11, A12, A17, I11: a mail goes to one proven spelling, points at us, and is no weapon. */
const server = await startServer()
const quiet = async () => {
  await until('the queue is empty', async () => {
    const row = await server.ctx.db.row<{ n: number }>(sql`
      select (select count(*) from engine.outbox)::int
        + (select count(*) from graphile_worker._private_jobs where locked_at is not null
          or run_at <= now())::int as n`)
    return row?.n === 0
  })
}
const forgetBudgets = () => server.ctx.db.run(sql`delete from engine.limits`)

test('A11 spellings of an address are one account and one recipient; lists are refused', async () => {
  const { email, ...person } = await registerProven(server)
  const [local = '', domain = ''] = email.split('@')
  const spellings = [
    email.toUpperCase(),
    ` ${email} `,
    `${local}＠${domain}`,
    `${local.replace('p', 'ｐ')}@${domain}`,
    `${local}@${domain.replace('e', 'ｅ')}`,
    `${local}@EXAMPLE.com`,
    `${local}@example。com`,
  ]
  for (const spelling of spellings) {
    const again = { ...newPerson(), email: spelling }
    const answer = await server.call({ url: '/v1/auth/register', body: again })
    assert.equal(answer.status, 200, `${spelling} ${answer.text}`)
    const notice = await server.inbox.next(email)
    assert.equal(notice.code, '', 'a notice, not a code')
    await forgetBudgets()
  }
  const rows = await server.ctx.db.rows(sql`
    select from auth.users where email ilike ${`%${local}%`} or username = ${person.username}`)
  assert.equal(rows.length, 1)
})

/** Addresses as an attacker would write them. */
const hostile = fc.oneof(
  fc.emailAddress(),
  fc
    .array(
      fc.constantFrom(
        ...[
          'ada',
          'eve',
          '@',
          '＠',
          '﹫',
          'example.com',
          '.',
          ',',
          ';',
          ' ',
          '\r\n',
          '\u2028',
          '\u0000',
        ],
        ...['<', '>', '"', '\\', 'Bcc: ', '%0d%0a', '(c)', ':', 'ﬁ', '\u200b', '\u202e', '|', '`'],
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => parts.join('')),
)

test('A11 I11 300 hostile addresses: every mail has the one recipient that is stored', async () => {
  server.inbox.all.length = 0
  await fc.assert(
    fc.asyncProperty(hostile, async (email) => {
      const answer = await server.call({ url: '/api/v2/accounts', body: { email } })
      assert.ok([200, 400, 409, 429].includes(answer.status), answer.text)
    }),
    { numRuns: 300 },
  )
  await quiet()
  assert.ok(server.inbox.all.length > 20)
  for (const { to } of server.inbox.all) {
    assert.match(to, /^[a-z0-9!#$%&*+/=?^_{|}~.-]+@[a-z0-9.-]+$/)
    const rows = await server.ctx.db.rows(sql`select from auth.users where email = ${to}`)
    assert.equal(rows.length, 1, to)
  }
})

const forged: Record<string, string>[] = [
  { host: 'evil.test' },
  { host: 'evil.test:443' },
  { host: 'flumen.test@evil.test' },
  { host: 'evil.test#flumen.test' },
  { host: '' },
  { 'x-forwarded-host': 'evil.test' },
  { 'x-forwarded-host': 'evil.test, flumen.test' },
  { 'x-forwarded-proto': 'javascript' },
  { forwarded: 'host=evil.test;proto=https' },
  { 'x-original-url': 'https://evil.test/', 'x-rewrite-url': 'https://evil.test/' },
  { origin: 'https://evil.test', referer: 'https://evil.test/' },
  { 'x-forwarded-server': 'evil.test', 'x-forwarded-port': '1', 'x-host': 'evil.test' },
]

/** Everything of platform and metering that makes a mail. */
const platformMails = (email: string, token: string, admin: string): Call[] => [
  ...['magiclink', 'password/reset', 'verify-email/resend', 'otp/signin'].map((path) => ({
    url: `/api/v1/auth/${path}`,
    body: { email },
  })),
  { url: '/api/v1/auth/signup', body: { email: newEmail(), password: 'correct horse battery' } },
  { url: '/api/v1/auth/forgot-password', body: { email } },
  { method: 'PATCH', url: '/api/v1/auth/user', token, body: { email: newEmail() } },
  {
    url: '/api/v1/admin/invitations',
    token: admin,
    body: { email: newEmail(), role: 'dashboard_user' },
  },
  {
    url: '/api/v1/organization/members',
    token,
    body: { email: newEmail(), role: 'member' },
  },
]

test('A12 forged hosts on every route that sends mail: all links lead to the public URL', async () => {
  const trusting = await startServer({
    databaseUrl: server.databaseUrl,
    queue: false,
    rateLimit: false,
    trustedProxies: ['0.0.0.0/0', '::/0'],
  })
  const owner = await registerProven(server)
  const token = await login(server, owner)
  const app = await newApp(server)
  const admin = (await signedInAdmin(server)).token
  server.inbox.all.length = 0
  for (const headers of forged) {
    const calls: Call[] = [
      { url: '/v1/auth/register', body: newPerson() },
      { url: '/v1/auth/register', body: newPerson({ email: owner.email }) },
      { url: '/v1/auth/forgot-password', body: { email: owner.email } },
      { url: '/v1/auth/resend-verification', body: { email: newEmail() } },
      { url: '/v1/auth/api-keys', body: { name: 'https://evil.test/' }, token },
      { url: '/api/v2/accounts', body: { email: newEmail() } },
      { url: '/api/v1/sessions', body: { email: newEmail() }, key: app.key },
      ...platformMails(owner.email, token, admin),
    ]
    for (const call of calls) {
      const answer = await trusting.call({ ...call, headers })
      assert.ok(answer.status < 500 && !answer.text.includes('evil.test:'), answer.text)
      // Ten keys are enough; a forged Origin is a page of another site.
      const isRefused = call.url.endsWith('/api-keys') || answer.status === 403
      assert.ok(answer.status < 300 || isRefused, `${call.url}: ${answer.text}`)
      assert.ok(!JSON.stringify(answer.headers).includes('evil.test'))
    }
    await forgetBudgets()
  }
  await quiet()
  assert.ok(server.inbox.all.length > forged.length * 4, `${server.inbox.all.length}`)
  for (const { text, html } of server.inbox.all) {
    const links = [...`${text} ${html}`.matchAll(/(?:href|src|action)="([^"]*)"/g)].map((m) => m[1])
    const bare = [...text.matchAll(/^\s*(https?:\S+)\s*$/gm)].map((m) => m[1])
    for (const link of [...links, ...bare]) assert.ok(link?.startsWith('http://flumen.test/'), link)
  }
})

/** Doors through which somebody else can make us write to an address, again and again. */
const bombs: [string, (email: string, token: string) => Promise<Call[]>][] = [
  ['resend', async (email) => [{ url: '/v1/auth/resend-verification', body: { email } }]],
  ['forgot', async (email) => [{ url: '/v1/auth/forgot-password', body: { email } }]],
  ['register', async (email) => [{ url: '/v1/auth/register', body: newPerson({ email }) }]],
  ...[
    ...['magiclink', 'password/reset', 'verify-email/resend', 'otp/signin', 'forgot-password'],
    'otp/resend',
  ].map((path): [string, (email: string) => Promise<Call[]>] => [
    `platform ${path}`,
    async (email) => [
      {
        url: `/api/v1/auth/${path}`,
        body: { email, ...(path === 'otp/resend' ? { type: 'email' } : {}) },
      },
    ],
  ]),
  [
    'platform sign-up',
    async (email) => [
      { url: '/api/v1/auth/signup', body: { email, password: 'correct horse battery' } },
    ],
  ],
  [
    'tokens of an account nobody has proven',
    async (_, token) => [{ url: '/api/v2/accounts/tokens', body: {}, token }],
  ],
]

test('A17 200 calls over two processes: no address gets more than its budget in an hour', async () => {
  const twin = await secondServer(server)
  for (const [name, makeCalls] of bombs) {
    const { email, pat } = await newDeveloper(server)
    const before = server.inbox.all.length
    for (let i = 0; i < 50; i++) {
      for (const call of await makeCalls(email, pat)) {
        const { status } = await (i % 2 ? twin : server).call(call)
        assert.ok(status < 500, name)
      }
    }
    await quiet()
    const sent = server.inbox.all.slice(before).filter(({ to }) => to === email).length
    assert.ok(sent <= 10, `${name}: ${sent} mails`)
  }
})

test('A17 a key made and revoked in a loop does not flood its owner', async () => {
  const owner = await registerProven(server)
  const token = await login(server, owner)
  for (let i = 0; i < 40; i++) {
    const made = await server.call({ url: '/api/v2/accounts/tokens', body: {}, token })
    assert.equal(made.status, 200, made.text)
    const list = await server.call({ url: '/api/v2/accounts/tokens', token })
    const url = `/api/v2/accounts/tokens/${list.body.tokens[0].id}`
    assert.equal((await server.call({ method: 'DELETE', url, token })).status, 204)
  }
  await quiet()
  const sent = server.inbox.count(owner.email)
  assert.ok(sent > 5 && sent <= 25, `${sent} mails`)
})
