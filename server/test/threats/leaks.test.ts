import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { buildApp } from '../../src/app.ts'
import * as factors from '../../src/features/factors/index.ts'
import * as sessions from '../../src/features/sessions/index.ts'
import { type Call, freshDatabase, startServer, testConfig } from '../kit.ts'
import { newPerson } from '../people.ts'
import { newApp, newEmail, signIn } from '../provisioning.ts'
import { mainRealm, makeWorld, routesOf, session, urlOf } from './generators.ts'

/** T5, T8: what is secret stands neither in the database nor in a log nor in an error. */

/** Every row of every table, as text. */
async function dump(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`)
  const texts: string[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} t`)
    texts.push(...rows.map(({ text }) => text))
  }
  await client.end()
  return texts.join('\n')
}

/** A secret as it might be found: as it is, as hex of its bytes, as base64. */
const spellings = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
]

test('T5 100 secrets in use: not one of them stands in the database', async () => {
  const server = await startServer({ rateLimit: false })
  const secrets = new Map<string, string>()
  const keep = (kind: string, secret: string) => {
    assert.ok(secret.length >= 6, `${kind}: ${secret}`)
    secrets.set(`${kind} ${secrets.size}`, secret)
  }
  for (let i = 0; i < 8; i++) {
    const password = `canary-password-${i}-${Math.random()}`
    const person = newPerson({ password })
    await server.call({ url: '/v1/auth/register', body: person })
    const mail = await server.inbox.next(person.email)
    keep('password', password)
    for (const link of mail.links) keep('link', new URL(link).searchParams.get('token') ?? '')
    const body = { email: person.email, code: mail.code }
    if (i < 4) await server.call({ url: '/v1/auth/verify-email', body })
    await server.call({ url: '/v1/auth/forgot-password', body: { email: person.email } })
    const reset = await server.inbox.next(person.email)
    for (const link of reset.links) keep('reset', new URL(link).searchParams.get('token') ?? '')
  }
  const world = await makeWorld(server)
  for (const secret of [world.rst, world.pat, world.app.key, world.appUser]) keep('key', secret)
  for (let i = 0; i < 20; i++) keep('session', await session(server, world.userId))
  const user = { id: world.userId, realm_id: mainRealm, username: null, email: null, role: 'x' }
  for (let i = 0; i < 20; i++) {
    const refresh = { idleSeconds: 600, lifeSeconds: 600 }
    keep(
      'refresh',
      (await sessions.start(server.ctx, user, { amr: ['pwd'], refresh })).refresh_token,
    )
  }
  keep('totp', (await factors.beginTotp(server.ctx, world.userId, 'x')).secret)
  for (let i = 0; i < 10; i++) {
    const login = await signIn(server, world.app, newEmail())
    keep('app access', login.accessToken)
    keep('app refresh', login.refreshToken)
  }
  const app = await newApp(server, undefined, world.pat)
  const shown = await server.call({ url: `/api/v2/apps/${app.id}`, token: world.pat })
  const reveal = routesOf(server).find(({ route }) => route.name.includes('reveal'))
  const revealed = reveal
    ? await server.call({
        method: reveal.route.method,
        url: urlOf(reveal, app.id),
        token: world.pat,
      })
    : shown
  const { jwtSecret } = revealed.body.app
  if (jwtSecret) keep('jwt secret', jwtSecret)
  assert.ok(secrets.size >= 100, `${secrets.size} secrets`)
  const text = await dump(server.databaseUrl)
  assert.ok(text.includes(world.person.email), 'the dump is whole')
  const found = [...secrets].filter(([, secret]) => spellings(secret).some((s) => text.includes(s)))
  assert.deepEqual(
    found.map(([kind]) => kind),
    [],
  )
})

test('T5 codes that wait in the queue are sealed, too', async () => {
  const server = await startServer({ queue: false })
  const person = newPerson()
  await server.call({ url: '/v1/auth/register', body: person })
  const text = await dump(server.databaseUrl)
  assert.ok(text.includes('mail.deliver'))
  assert.doesNotMatch(text, /not-me\?token|verify-email\?token|code"/)
})

test('T8 a canary in every place for a secret: none in the log, none in an answer', async () => {
  const lines: string[] = []
  const stream = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk))
      done()
    },
  })
  const databaseUrl = await freshDatabase()
  const quiet = await startServer({ databaseUrl, rateLimit: false })
  const config = testConfig(databaseUrl, '/nonexistent', { rateLimit: false })
  const app = buildApp(config, pino({ level: 'trace' }, stream))
  app.engines.mail.start = async () => undefined
  await app.start()
  let n = 0
  const canary = () => `Canary${String(n++).padStart(4, '0')}Secret`
  const inject = async ({ method = 'POST', url, headers = {}, body }: Call) =>
    app.http.inject({
      method,
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(body ?? {}),
    })
  const answers: string[] = []
  const secretFields = [
    'password',
    'new_password',
    'current_password',
    'token',
    'code',
    'credential',
  ]
    .concat('mfa_token', 'refreshToken', 'refresh_token', 'googleIdToken', 'appleIdToken')
    .concat('client_secret', 'setup_token', 'captcha_token')
  for (const listed of routesOf({ ...quiet, app })) {
    if (listed.route.method === 'GET') continue
    for (const wrap of [(c: string) => c, (c: string) => [c], (c: string) => ({ [c]: c })]) {
      const body = Object.fromEntries(secretFields.map((name) => [name, wrap(canary())]))
      const headers = {
        authorization: `Bearer ${canary()}`,
        'x-api-key': canary(),
        cookie: `session=${canary()}`,
        'x-service-key': canary(),
      }
      const { method } = listed.route
      for (const given of [{ headers }, {}]) {
        const answer = await inject({ method, url: urlOf(listed), body, ...given })
        answers.push(answer.body, JSON.stringify(answer.headers))
      }
    }
  }
  for (const url of ['/v1/me/account', '/nothing', '/auth/reset-password']) {
    const { body } = await app.http.inject({
      method: 'GET',
      url: `${url}?access_token=${canary()}`,
    })
    if (url !== '/nothing') answers.push(body)
  }
  const broken = `{"password":"${canary()}",`
  const { body } = await app.http.inject({
    method: 'POST',
    url: '/v1/auth/login',
    headers: { 'content-type': 'application/json' },
    payload: broken,
  })
  answers.push(body)
  // What a broken database says of a statement must not carry the values of it.
  await app.engines.db.stop()
  for (const url of ['/v1/auth/login', '/v1/auth/register']) {
    const person = newPerson({ password: canary() })
    const login = { username: canary(), password: canary() }
    const answer = await inject({ url, body: url.endsWith('login') ? login : person })
    answers.push(answer.body)
  }
  await app.stop()
  const mirrored =
    lines
      .concat(answers)
      .join('\n')
      .match(/Canary\d{4}Secret/g) ?? []
  assert.ok(n > 500, `${n} canaries`)
  assert.ok(lines.length > 100, 'the log was read')
  assert.deepEqual([...new Set(mirrored)], [], JSON.stringify(where(lines.concat(answers))))
})

const where = (texts: string[]) => {
  const hit = texts.find((text) => /Canary\d{4}Secret/.test(text)) ?? ''
  return hit.slice(Math.max(0, hit.search(/Canary/) - 300)).slice(0, 700)
}
