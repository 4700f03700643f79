import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as codes from '../../src/features/codes/index.ts'
import * as sessions from '../../src/features/sessions/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, barrier, startServer } from '../kit.ts'
import { newPerson, register, registerProven } from '../people.ts'
import { begin, newApp, newEmail, verify, wrong } from '../provisioning.ts'
import { at, tokenOf, withTotp } from './authenticator.ts'
import { mainRealm, secondServer, tally } from './generators.ts'

/** A7, A9, T2: everything that works once works exactly once, and cannot be guessed. */
const server = await startServer({ rateLimit: false })
const limited = await startServer({ databaseUrl: server.databaseUrl, queue: false })

const digits = (i: number) => String(i).padStart(6, '0')
/** `count` different wrong codes with the right one among them. */
const guesses = (right: string, count: number, at: number) =>
  Array.from({ length: count + 1 }, (_, i) =>
    i === at ? right : digits((Number(right) + 1 + i) % 1_000_000),
  )
const oks = (answers: Answer[]) => answers.filter(({ status }) => status < 300).length

const triesOn = async (address: string): Promise<number> =>
  (
    await server.ctx.db.row<{ tries: number }>(sql`
      select tries from auth.codes where address = ${address} order by created_at desc limit 1`)
  )?.tries ?? 0

for (const [name, instance] of [
  ['with limits', limited],
  ['with limits off', server],
] as const) {
  test(`A7 six-digit guessing: 199 wrong and 1 right at once, ${name}: ≤ 5 evaluated`, async () => {
    for (let round = 0; round < 5; round++) {
      const person = newPerson()
      const code = await register(server, person)
      const tried = guesses(code, 199, round * 40)
      const answers = await barrier(200, (i) =>
        instance.call({
          url: '/v1/auth/verify-email',
          body: { email: person.email, code: tried[i] },
        }),
      )
      assert.ok((await triesOn(person.email)) <= 5)
      assert.ok(oks(answers) <= 1)
      assert.ok(
        answers.every((a) => [200, 400, 429].includes(a.status)),
        JSON.stringify(tally(answers)),
      )
    }
  })
}

test('A7 the right code after five wrong ones is dead; a new code does not refill the account', async () => {
  const person = newPerson()
  const code = await register(server, person)
  const { email } = person
  const tryCode = (code: string) =>
    limited.call({ url: '/v1/auth/verify-email', body: { email, code } })
  for (const guess of guesses(code, 4, 99)) assert.equal((await tryCode(guess)).status, 400)
  assert.equal((await tryCode(code)).status, 400)
  for (let i = 0; i < 9; i++) await tryCode(wrong(code))
  await limited.call({ url: '/v1/auth/resend-verification', body: { email } })
  const fresh = await server.inbox.next(email)
  assert.equal((await tryCode(fresh.code)).status, 429)
})

test('A7 an app sign-in: five tries at a barrier of 200', async () => {
  const app = await newApp(server)
  for (let round = 0; round < 5; round++) {
    const email = newEmail()
    const { id, code } = await begin(server, app, email)
    const tried = guesses(code, 199, 40 * round)
    const answers = await barrier(200, (i) => verify(server, app, { id, code: tried[i] ?? '' }))
    assert.ok((await triesOn(email)) <= 5)
    assert.ok(oks(answers) <= 1, JSON.stringify(tally(answers)))
    assert.ok(answers.every((a) => a.status < 500 || a.status === 503))
  }
})

/** Every one-time thing: how it is made, and how it is used. */
async function oneTimeThings(): Promise<Record<string, (on: typeof server) => Promise<Answer>>> {
  const proven = await registerProven(server)
  const [byCode, byLink, disowned] = [newPerson(), newPerson(), newPerson()]
  const code = await register(server, byCode)
  await server.call({ url: '/v1/auth/register', body: byLink })
  const link = (await server.inbox.next(byLink.email)).links
  await server.call({ url: '/v1/auth/register', body: disowned })
  await server.inbox.next(disowned.email)
  await server.call({ url: '/v1/auth/forgot-password', body: { email: proven.email } })
  const reset = (await server.inbox.next(proven.email)).links
  const tokenIn = (links: string[], path: string) =>
    new URL(links.find((l) => new URL(l).pathname === path) ?? '').searchParams.get('token') ?? ''
  const { person, totp } = await withTotp(server)
  const mfa = await tokenOf(server, person)
  const otp = at(totp, 0)
  const app = await newApp(server)
  const begun = await begin(server, app, newEmail())
  const verifyToken = tokenIn(link, '/auth/verify-email')
  const resetToken = tokenIn(reset, '/auth/reset-password')
  const form = (url: string, fields: Record<string, string>) => ({
    url,
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  return {
    'six digits': (on) =>
      on.call({ url: '/v1/auth/verify-email', body: { email: byCode.email, code } }),
    'verification link': (on) => on.call(form('/auth/verify-email', { token: verifyToken })),
    'reset token': (on) =>
      on.call({
        url: '/v1/auth/reset-password',
        body: { token: resetToken, new_password: `a phrase ${Math.random()}` },
      }),
    'second step': (on) =>
      on.call({ url: '/v1/auth/mfa/verify', body: { mfa_token: mfa, code: otp } }),
    'app sign-in': (on) => verify(on, app, begun),
  }
}

for (const limits of [true, false]) {
  test(`A9 one-time things at a barrier over two processes, limits ${limits}: one success, none after a restart`, async () => {
    const first = limits ? limited : server
    const second = await startServer({
      databaseUrl: server.databaseUrl,
      rateLimit: limits,
      queue: false,
    })
    for (const [kind, use] of Object.entries(await oneTimeThings())) {
      const answers = await barrier(40, (i) => use(i % 2 ? first : second))
      assert.equal(oks(answers), 1, `${kind}: ${JSON.stringify(tally(answers))}`)
      assert.ok(
        answers.every((a) => a.status < 500),
        `${kind}: ${JSON.stringify(tally(answers))}`,
      )
      const restarted = await secondServer(server)
      assert.ok((await use(restarted)).status >= 400, kind)
      await restarted.stop()
    }
    await second.stop()
  })
}

test('T2 every kind of one-time token in every place for one: only the diagonal', async () => {
  const { person, userId } = await withTotp(server)
  const about = { realmId: mainRealm, userId, address: person.email }
  const make = async (purpose: codes.CodePurpose) =>
    (await codes.issue(server.ctx, { purpose, ...about })).token
  const reset = await make('reset_password')
  const started = await sessions.start(
    server.ctx,
    { id: userId, realm_id: mainRealm, username: null, email: null, role: 'authenticated' },
    { amr: ['pwd'], refresh: { idleSeconds: 60, lifeSeconds: 60 } },
  )
  const tokens: Record<string, string> = {
    access: started.access_token,
    refresh: started.refresh_token,
    mfa: await tokenOf(server, person),
    verify: await make('verify_email'),
    app: await make('app_sign_in'),
    disown: codes.disownToken(
      server.ctx,
      (await codes.issue(server.ctx, { purpose: 'mfa', ...about })).id,
    ),
  }
  const post = async (url: string, body: object) => (await server.call({ url, body })).status
  const new_password = 'a whole new phrase'
  for (const [kind, token] of Object.entries(tokens)) {
    const resetting = await post('/v1/auth/reset-password', { token, new_password })
    assert.ok([400, 422].includes(resetting), kind)
    const second = await post('/v1/auth/mfa/verify', { mfa_token: token, code: '000000' })
    assert.ok([401, 422].includes(second), kind)
    assert.equal(
      await post('/v1/auth/verify-email', { email: person.email, code: token.slice(0, 16) }),
      400,
    )
    if (kind !== 'verify')
      assert.equal(await codes.consumeLink(server.ctx, 'verify_email', token), undefined, kind)
    if (kind !== 'refresh')
      assert.equal(await sessions.refresh(server.ctx, token, 60), undefined, kind)
    if (kind !== 'disown') assert.equal(await codes.disown(server.ctx, token), undefined, kind)
    const { status } = await server.call({ url: '/v1/me/account', token })
    assert.equal(status, kind === 'access' ? 200 : 401, kind)
  }
  assert.equal(await post('/v1/auth/reset-password', { token: reset, new_password }), 200)
})
