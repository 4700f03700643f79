import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import {
  newApp,
  preludeCode,
  preludeKey,
  startPrelude,
  type TestApp,
  verify,
  waitForNextCode,
  wrong,
} from '../../../test/provisioning.ts'
import { sql } from '../../kernel/sql.ts'

const prelude = await startPrelude()
const server = await startServer({ preludeUrl: prelude.url })

let last = 0
const newNumber = () => {
  const digits = String(612_000_000 + last++)
  return { mobileE164: `+33${digits}`, mobileIso2: 'FR', mobileLocal: `0${digits}` }
}

const newMobileApp = () =>
  newApp(server, {
    preludeApiKey: preludeKey,
    authMethods: [{ id: 'mobile', selected: true }],
  })

const start = (app: TestApp, body: object) =>
  server.call({
    url: '/api/v1/sessions',
    key: app.key,
    body,
    headers: { 'accept-language': 'fr-FR' },
  })

async function begin(app: TestApp, number = newNumber()) {
  const answer = await start(app, number)
  assert.equal(answer.status, 200, answer.text)
  return { id: answer.body.id, code: preludeCode, number }
}

test("a person signs in by mobile; the provider sends with the app's key", async () => {
  const app = await newMobileApp()
  const number = newNumber()
  const begun = await start(app, number)
  const { id, ...echo } = begun.body
  assert.deepEqual([begun.status, echo], [200, number])
  assert.deepEqual(prelude.sent.at(-1), { phone: number.mobileE164, locale: 'fr' })

  const refused = await verify(server, app, { id, code: wrong(preludeCode) })
  assert.deepEqual([refused.status, refused.body.message], [400, 'code_invalid'])
  const done = await verify(server, app, { id, code: preludeCode })
  assert.equal(done.status, 200, done.text)
  const { mobileE164, mobileIso2 } = number
  assert.deepEqual(done.body.user, { id: done.body.user.id, mobileE164, mobileIso2 })
  const again = await verify(server, app, { id, code: preludeCode })
  assert.deepEqual([again.status, again.body.message], [400, 'code_expired'])

  const list = await server.call({ url: `/api/v2/apps/${app.id}/sessions`, token: app.pat })
  const [row] = list.body.sessions
  assert.deepEqual([row.method, row.email, row.mobileE164], ['mobile', '', mobileE164])
})

test('the same number is the same user', async () => {
  const app = await newMobileApp()
  const first = await begin(app)
  const one = await verify(server, app, first)
  await waitForNextCode(server, app, first.number.mobileE164)
  const two = await verify(server, app, await begin(app, first.number))
  assert.equal(two.body.user.id, one.body.user.id)
})

test('the provider is asked five times about a code, also when all ask at once', async () => {
  const app = await newMobileApp()
  const begun = await begin(app)
  const before = prelude.checks
  const answers = await barrier(14, () =>
    verify(server, app, { ...begun, code: wrong(preludeCode) }),
  )
  assert.equal(prelude.checks - before, 5)
  assert.equal(answers.filter(({ body }) => body.message === 'code_invalid').length, 5)
  const late = await verify(server, app, begun)
  assert.deepEqual([late.status, late.body.message], [400, 'code_expired'])
})

test('the fifth try may be the right one', async () => {
  const app = await newMobileApp()
  const begun = await begin(app)
  for (let i = 0; i < 4; i++) await verify(server, app, { ...begun, code: wrong(preludeCode) })
  assert.equal((await verify(server, app, begun)).status, 200)
})

test('a provider that is down: 503 without a body, and neither code nor tries are used up', async () => {
  const app = await newMobileApp()
  const begun = await begin(app)
  prelude.down = true
  for (let i = 0; i < 6; i++) {
    const answer = await verify(server, app, begun)
    assert.deepEqual([answer.status, answer.text], [503, ''])
  }
  const number = newNumber()
  const unsent = await start(app, number)
  assert.deepEqual([unsent.status, unsent.text], [503, ''])
  prelude.down = false
  assert.equal((await start(app, number)).status, 200)
  assert.equal((await verify(server, app, begun)).status, 200)
})

test('a login that failed after the provider had said yes can be tried again', async () => {
  const app = await newMobileApp()
  const begun = await begin(app)
  const { db } = server.app.engines
  const transaction = db.transaction
  db.transaction = async () => {
    throw Object.assign(new Error('boom'), { code: 'XX000' })
  }
  assert.equal((await verify(server, app, begun)).status, 500)
  db.transaction = transaction
  const checks = prelude.checks
  assert.equal((await verify(server, app, begun)).status, 200)
  assert.equal(prelude.checks, checks)
})

test('no digits are stored that anybody could guess before the provider has judged them', async () => {
  const app = await newMobileApp()
  const { id } = await begin(app)
  const row = await server.ctx.db.row<{ hash: Buffer | null }>(sql`
    select c.hash from auth.codes c join provisioning.sign_ins s on s.code_id = c.id
    where s.id = ${id}`)
  assert.equal(row?.hash, null)
})
