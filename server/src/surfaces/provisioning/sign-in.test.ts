import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import {
  begin,
  change,
  newApp,
  newDeveloper,
  newEmail,
  readJwt,
  signIn,
  type TestApp,
  verify,
  waitForNextCode,
  wrong,
} from '../../../test/provisioning.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const sessions = '/api/v1/sessions'
const start = (app: TestApp, body: object, from?: string) =>
  server.call({ url: sessions, key: app.key, body, ...(from ? { from } : {}) })

test('an app signs a person in by e-mail, from its config to a ready user', async () => {
  const app = await newApp(server)
  const email = newEmail()
  const begun = await start(app, { email: email.toUpperCase() })
  assert.deepEqual([begun.status, Object.keys(begun.body)], [200, ['id', 'email']])
  assert.match(begun.body.id, /^[a-z0-9]{15}$/)
  assert.equal(begun.body.email, email)

  const mail = await server.inbox.next(email)
  assert.match(mail.subject, /Acme Mobile/)
  const done = await verify(server, app, { id: begun.body.id, code: mail.code })
  assert.equal(done.status, 200, done.text)
  const { accessToken, refreshToken, expiresAt, user, ...rest } = done.body
  assert.deepEqual(rest, { id: begun.body.id })
  assert.match(user.id, /^[a-z0-9]{15}$/)
  assert.deepEqual(user, { id: user.id, email })
  assert.ok(refreshToken.length > 40)

  const { jwtSecret } = (await server.call({ url: `/api/v2/apps/${app.id}`, token: app.pat })).body
    .app
  const { genuine, head, payload } = readJwt(accessToken, jwtSecret)
  assert.ok(genuine)
  assert.equal(head.alg, 'HS256')
  assert.deepEqual(payload, {
    sub: user.id,
    iat: expiresAt - 3600,
    exp: expiresAt,
    iss: 'fluo.dev',
  })
  assert.ok(Math.abs(payload.iat - Date.now() / 1000) < 5)
})

test('the answer is alike for a user who is known', async () => {
  const app = await newApp(server)
  const email = newEmail()
  await signIn(server, app, email)
  await waitForNextCode(server, app, email)
  const [known, unknown] = [await start(app, { email }), await start(app, { email: newEmail() })]
  assert.deepEqual(Object.keys(known.body), Object.keys(unknown.body))
  assert.deepEqual([known.status, unknown.status], [200, 200])
})

test('the mail speaks the language of the app, in its name', async () => {
  const app = await newApp(server)
  await change(server, app, { name: 'Caf\u00e9 Acme' })
  const email = newEmail()
  const headers = { 'accept-language': 'fr_FR' }
  await server.call({ url: sessions, key: app.key, body: { email }, headers })
  const mail = await server.inbox.next(email)
  assert.match(mail.subject, /Caf\u00e9 Acme/)
  assert.match(mail.text, /minutes/)
  assert.match(mail.text, /Votre|votre|Bonjour/)
})

const refusals: { name: string; body: object; message: string; field?: string }[] = [
  { name: 'no credential', body: {}, message: 'parameter_missing', field: 'email' },
  { name: 'only names', body: { firstName: 'Ada' }, message: 'parameter_missing' },
  {
    name: 'two credentials',
    body: { email: 'a@example.com', googleIdToken: 'x' },
    message: 'parameter_invalid',
  },
  { name: 'no address', body: { email: 'nobody' }, message: 'parameter_invalid', field: 'email' },
  {
    name: 'two addresses in one',
    body: { email: 'a@example.com,b@example.com' },
    message: 'parameter_invalid',
    field: 'email',
  },
  {
    name: 'a field of another shape',
    body: { email: 'a@example.com', mobileIso2: 'FR' },
    message: 'parameter_invalid',
    field: 'mobileIso2',
  },
  {
    name: 'a number without its country',
    body: { mobileE164: '+33612345678', mobileLocal: '06 12 34 56 78' },
    message: 'parameter_missing',
    field: 'mobileIso2',
  },
  {
    name: 'a number that is none',
    body: { mobileE164: '0612345678', mobileIso2: 'FR', mobileLocal: '0612345678' },
    message: 'parameter_invalid',
    field: 'mobileE164',
  },
  {
    name: 'a method that is not selected: mobile',
    body: { mobileE164: '+33612345678', mobileIso2: 'FR', mobileLocal: '06 12 34 56 78' },
    message: 'parameter_invalid',
    field: 'mobileE164',
  },
  {
    name: 'a method that is not selected: google',
    body: { googleIdToken: 'x' },
    message: 'parameter_invalid',
    field: 'googleIdToken',
  },
  {
    name: 'a method that is not selected: apple',
    body: { appleIdToken: 'x' },
    message: 'parameter_invalid',
    field: 'appleIdToken',
  },
  {
    name: 'a field nobody may set',
    body: { email: 'a@example.com', verified: true },
    message: 'parameter_invalid',
    field: 'verified',
  },
]

test('what a sign-in refuses, without a row or a mail', async (t) => {
  const app = await newApp(server)
  for (const { name, body, message, field } of refusals) {
    await t.test(name, async () => {
      const answer = await start(app, body)
      assert.deepEqual([answer.status, answer.body.code, answer.body.message], [400, 400, message])
      if (field) assert.ok(answer.body.data[field], answer.text)
    })
  }
  const list = await server.call({ url: `/api/v2/apps/${app.id}/sessions`, token: app.pat })
  assert.deepEqual(list.body, { sessions: [] })
})

test('an unknown key is nobody, on every route of the SDK', async () => {
  const calls = [
    { method: 'GET', url: '/api/v1/config' },
    { method: 'POST', url: sessions, body: { email: 'a@example.com' } },
    { method: 'POST', url: `${sessions}/x/verify`, body: { code: '123456' } },
    { method: 'POST', url: `${sessions}/x/refresh`, body: { refreshToken: 'x' } },
    { method: 'PATCH', url: '/api/v1/users/me', body: {} },
    { method: 'DELETE', url: '/api/v1/users/me' },
  ] as const
  for (const call of calls) {
    for (const key of [undefined, 'short', 'x'.repeat(40)]) {
      const answer = await server.call({ ...call, key })
      assert.deepEqual(
        [answer.status, answer.body],
        [401, { code: 401, message: 'unauthorized', data: {} }],
        call.url,
      )
      assert.equal(answer.headers['access-control-allow-origin'], '*')
    }
  }
})

test('a browser on any origin may call', async () => {
  const answer = await server.call({ method: 'OPTIONS', url: '/api/v1/users/me' })
  assert.equal(answer.status, 204)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.match(String(answer.headers['access-control-allow-methods']), /PATCH, DELETE/)
  assert.equal(
    answer.headers['access-control-allow-headers'],
    'accept-language, authorization, content-type, x-api-key',
  )
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
})

test('a code: five wrong tries, then it is dead, the right one too', async () => {
  const app = await newApp(server)
  const begun = await begin(server, app, newEmail())
  for (let i = 0; i < 5; i++) {
    const answer = await verify(server, app, { ...begun, code: wrong(begun.code) })
    assert.deepEqual([answer.status, answer.body.message], [400, 'code_invalid'])
  }
  const late = await verify(server, app, begun)
  assert.deepEqual([late.status, late.body.message], [400, 'code_expired'])
})

test('two hundred guesses at once: at most five are judged, and one login at most', async () => {
  const app = await newApp(server)
  const begun = await begin(server, app, newEmail())
  const answers = await barrier(200, (i) =>
    verify(server, app, { ...begun, code: i === 100 ? begun.code : wrong(begun.code) }),
  )
  const judged = answers.filter(({ body }) => body.message === 'code_invalid').length
  const opened = answers.filter(({ status }) => status === 200).length
  assert.ok(judged <= 5, `${judged} judged`)
  assert.ok(opened <= 1)
  assert.ok(answers.every(({ status }) => [200, 400, 429].includes(status)))
})

test('a new code does not refill the guesses at an address', async () => {
  const app = await newApp(server)
  const email = newEmail()
  let judged = 0
  for (let round = 0; round < 5; round++) {
    const begun = await begin(server, app, email)
    await waitForNextCode(server, app, email)
    for (let i = 0; i < 5; i++) {
      const { body } = await verify(server, app, { ...begun, code: wrong(begun.code) })
      if (body.message === 'code_invalid') judged++
    }
  }
  assert.equal(judged, 15)
})

test('the same right code at once: one login, one user', async () => {
  const app = await newApp(server)
  const begun = await begin(server, app, newEmail())
  const answers = await barrier(10, () => verify(server, app, begun))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const late = answers.filter(({ status }) => status !== 200)
  assert.ok(late.every(({ body }) => body.message === 'code_expired'))
  const again = await verify(server, app, begun)
  assert.deepEqual([again.status, again.body.message], [400, 'code_expired'])
})

test('a newer code ends the older one', async () => {
  const app = await newApp(server)
  const email = newEmail()
  const older = await begin(server, app, email)
  await waitForNextCode(server, app, email)
  const newer = await begin(server, app, email)
  assert.equal((await verify(server, app, older)).body.message, 'code_expired')
  assert.equal((await verify(server, app, { ...older, code: newer.code })).status, 400)
  assert.equal((await verify(server, app, newer)).status, 200)
})

test('a code ends after ten minutes', async () => {
  const app = await newApp(server)
  const begun = await begin(server, app, newEmail())
  const moved = await server.ctx.db.row<{ minutes: number }>(sql`
    update auth.codes c set expires_at = now() from provisioning.sign_ins s
    where s.id = ${begun.id} and c.id = s.code_id
    returning round(extract(epoch from c.created_at + interval '10 minutes' - c.created_at) / 60)::int
      as minutes`)
  assert.equal(moved?.minutes, 10)
  assert.equal((await verify(server, app, begun)).body.message, 'code_expired')
})

test('a sign-in of another app is no sign-in', async () => {
  const [app, other] = [await newApp(server), await newApp(server)]
  const begun = await begin(server, app, newEmail())
  for (const given of [
    { app: other, id: begun.id },
    { app, id: 'a'.repeat(15) },
    { app, id: "x'--" },
  ]) {
    const answer = await verify(server, given.app, {
      id: encodeURIComponent(given.id),
      code: begun.code,
    })
    assert.deepEqual(
      [answer.status, answer.body],
      [404, { code: 404, message: 'not_found', data: {} }],
    )
  }
  assert.equal((await verify(server, app, begun)).status, 200)
})

test('no code, or one that is no text', async () => {
  const app = await newApp(server)
  const { id } = await begin(server, app, newEmail())
  const url = `${sessions}/${id}/verify`
  const none = await server.call({ url, key: app.key, body: {} })
  assert.deepEqual([none.status, none.body.message], [400, 'parameter_missing'])
  const number = await server.call({ url, key: app.key, body: { code: 123456 } })
  assert.deepEqual([number.status, number.body.message], [400, 'parameter_invalid'])
  assert.ok(!number.text.includes('123456'))
})

test('one person is one user of an app and two of two apps', async () => {
  const [app, other] = [await newApp(server), await newApp(server)]
  const email = newEmail()
  const first = await signIn(server, app, email)
  await waitForNextCode(server, app, email)
  const second = await signIn(server, app, email)
  assert.equal(second.user.id, first.user.id)
  assert.notEqual(second.id, first.id)
  assert.notEqual((await signIn(server, other, email)).user.id, first.user.id)
})

test('one code per half minute, and five an hour, to one address', async () => {
  const app = await newApp(server)
  const email = newEmail()
  assert.equal((await start(app, { email })).status, 200)
  const soon = await start(app, { email })
  assert.deepEqual(
    [soon.status, soon.body],
    [429, { code: 429, message: 'rate_limited', data: {} }],
  )
  const seconds = Number(soon.headers['retry-after'])
  assert.ok(seconds > 0 && seconds <= 30)
  for (let i = 0; i < 4; i++) {
    await waitForNextCode(server, app, email)
    assert.equal((await start(app, { email })).status, 200)
  }
  await waitForNextCode(server, app, email)
  const sixth = await start(app, { email })
  assert.equal(sixth.status, 429)
  assert.ok(Number(sixth.headers['retry-after']) > 60)
  const other = await newApp(server)
  assert.equal((await start(other, { email })).status, 200)
})

test('thirty codes an hour from one network, however its addresses are spelled', async () => {
  const app = await newApp(server, undefined, (await provenDeveloper()).pat)
  const spellings = ['2001:db8:7:7::1', '2001:0DB8:7:7:0:0:0:2', '2001:db8:7:7:ffff::3']
  for (let i = 0; i < 30; i++) {
    const from = spellings[i % spellings.length]
    assert.equal((await start(app, { email: newEmail() }, from)).status, 200)
  }
  for (const from of spellings) {
    assert.equal((await start(app, { email: newEmail() }, from)).status, 429)
  }
  assert.equal((await start(app, { email: newEmail() })).status, 200)
})

async function provenDeveloper() {
  const developer = await newDeveloper(server)
  const { code } = await server.inbox.next(developer.email)
  const url = '/api/v2/account/verify'
  assert.equal((await server.call({ url, token: developer.pat, body: { code } })).status, 200)
  return developer
}

test('apps of an unproven account send fifty codes a day, and more once it is proven', async () => {
  const developer = await newDeveloper(server)
  const apps = [
    await newApp(server, undefined, developer.pat),
    await newApp(server, undefined, developer.pat),
  ]
  const send = (i: number) => start(apps[i % 2] as TestApp, { email: newEmail() })
  for (let i = 0; i < 50; i++) assert.equal((await send(i)).status, 200)
  assert.equal((await send(51)).status, 429)
  const { code } = await server.inbox.next(developer.email)
  const url = '/api/v2/account/verify'
  assert.equal((await server.call({ url, token: developer.pat, body: { code } })).status, 200)
  assert.equal((await send(52)).status, 200)
})

test('codes are kept as hashes only', async () => {
  const app = await newApp(server)
  const begun = await begin(server, app, newEmail())
  const rows = await server.ctx.db.rows<{ row: string }>(sql`
    select to_jsonb(c)::text as row from auth.codes c
    join provisioning.sign_ins s on s.code_id = c.id where s.id = ${begun.id}
    union all select to_jsonb(s)::text from provisioning.sign_ins s where s.id = ${begun.id}`)
  assert.equal(rows.length, 2)
  for (const { row } of rows) assert.ok(!row.includes(`"${begun.code}"`))
})
