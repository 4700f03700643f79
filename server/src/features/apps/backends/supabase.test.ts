import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { BackendUser } from './index.ts'
import { makeTestContext } from './stand-in.ts'
import { supabase } from './supabase.ts'
import { type Person, serviceRoleKey, startSupabase } from './supabase-stand-in.ts'

const ada = {
  id: 'a1b2c3d4e5f6g7h',
  email: 'ada@example.com',
  mobileE164: null,
  mobileIso2: null,
  firstName: 'Ada',
  lastName: 'Lovelace',
}
const phoneUser: BackendUser = {
  id: 'p1b2c3d4e5f6g7h',
  email: null,
  mobileE164: '+33612345678',
  mobileIso2: 'FR',
  firstName: null,
  lastName: null,
}

/** What follows from Ada's id, now and in every later version. */
const adaUuid = 'de0b610e-f0b3-5d27-a89a-32f20baecba0'
const users = '/auth/v1/admin/users'
const session = ['POST /auth/v1/admin/generate_link', 'POST /auth/v1/verify']
const row = 'POST /rest/v1/users'

async function start(t: TestContext) {
  const project = await startSupabase(t)
  const settings = supabase.checkSettings({ url: `${project.url}/`, serviceRoleKey })
  return { project, settings, ...project.supabase, ...makeTestContext() }
}

const onlyOne = <T>(all: Map<string, T>): T => {
  assert.equal(all.size, 1)
  return [...all.values()][0] ?? assert.fail()
}

test('a first sign-in makes account and row, and gives a session for recoverSession', async (t) => {
  const { project, settings, people, rows, ctx, logged } = await start(t)
  const tokens = await supabase.signIn(ctx, settings, ada)
  const calls = [`PUT ${users}/${adaUuid}`, `POST ${users}`, row, ...session]
  assert.deepEqual(project.take(), calls)
  const { email_confirmed_at, ...person } = onlyOne(people)
  assert.ok(email_confirmed_at)
  assert.deepEqual(person, {
    id: adaUuid,
    email: 'ada@example.com',
    user_metadata: { first_name: 'Ada', last_name: 'Lovelace' },
  })
  const { id: _, ...fields } = ada
  assert.deepEqual(onlyOne(rows), { id: adaUuid, ...fields })
  assert.deepEqual(Object.keys(tokens), ['supabaseSession'])
  assert.deepEqual(JSON.parse(tokens.supabaseSession ?? ''), {
    access_token: `eyJ.${adaUuid}.x`,
    refresh_token: 'r1',
    token_type: 'bearer',
    expires_in: 3_600,
    expires_at: 2_000_000_000,
    user: { ...person, email_confirmed_at },
  })
  assert.deepEqual(logged, [])
})

test('a second one brings the names up to date, and keeps foreign columns and names', async (t) => {
  const { project, settings, people, rows, ctx } = await start(t)
  await supabase.signIn(ctx, settings, ada)
  rows.set(adaUuid, { plan: 'gold' })
  project.take()
  await supabase.signIn(ctx, settings, { ...ada, firstName: null, lastName: 'King' })
  assert.deepEqual(project.take(), [`PUT ${users}/${adaUuid}`, row, ...session])
  const names = { first_name: 'Ada', last_name: 'King' }
  assert.deepEqual(onlyOne(people).user_metadata, names)
  assert.equal(onlyOne(rows).plan, 'gold')
  assert.equal(onlyOne(rows).lastName, 'King')
})

test('who has a phone alone gets an address that cannot exist, shown in no row', async (t) => {
  const { settings, people, rows, ctx } = await start(t)
  for (let i = 0; i < 2; i++) await supabase.signIn(ctx, settings, phoneUser)
  const person = onlyOne(people)
  assert.equal(person.phone, '33612345678')
  assert.ok(person.phone_confirmed_at)
  assert.equal(person.email, `${person.id}@phone.invalid`)
  const { id: _, ...fields } = phoneUser
  assert.deepEqual(onlyOne(rows), { ...fields, id: person.id })
})

test('a mailbox proven later takes the place of that address', async (t) => {
  const { settings, people, ctx } = await start(t)
  await supabase.signIn(ctx, settings, phoneUser)
  await supabase.signIn(ctx, settings, { ...phoneUser, email: 'p@example.com' })
  assert.equal(onlyOne(people).email, 'p@example.com')
})

test('an address that was changed at Supabase stays, and signs in', async (t) => {
  const { settings, people, ctx } = await start(t)
  await supabase.signIn(ctx, settings, ada)
  people.set(adaUuid, { ...onlyOne(people), email: 'new@example.com' })
  const { supabaseSession } = await supabase.signIn(ctx, settings, ada)
  assert.equal(JSON.parse(supabaseSession ?? '').user.id, adaUuid)
  assert.equal(onlyOne(people).email, 'new@example.com')
})

const other: Person = {
  id: '11111111-2222-4333-8444-555555555555',
  email: 'ada@example.com',
  password: 'theirs',
  user_metadata: { theme: 'dark' },
}

for (const email_confirmed_at of ['2026-01-01T00:00:00Z', undefined]) {
  const kind = email_confirmed_at ? 'keeps' : 'ends'
  test(`joins the account that has the address; a proof of it ${kind} its password`, async (t) => {
    const { settings, people, rows, ctx } = await start(t)
    people.set(other.id, email_confirmed_at ? { ...other, email_confirmed_at } : other)
    const { supabaseSession } = await supabase.signIn(ctx, settings, ada)
    assert.equal(JSON.parse(supabaseSession ?? '').user.id, other.id)
    const person = onlyOne(people)
    const names = { theme: 'dark', first_name: 'Ada', last_name: 'Lovelace' }
    assert.deepEqual(person.user_metadata, names)
    assert.equal(person.password === 'theirs', kind === 'keeps')
    assert.ok(person.email_confirmed_at)
    assert.equal(onlyOne(rows).id, other.id)
    await supabase.update(ctx, settings, { ...ada, firstName: 'Augusta' })
    assert.equal(onlyOne(people).user_metadata.first_name, 'Augusta')
    await supabase.remove(ctx, settings, ada)
    assert.equal(people.size, 1, 'it was not ours')
  })
}

test('a number that another account has is left out, not fatal', async (t) => {
  const { settings, people, ctx, logged } = await start(t)
  people.set(other.id, { ...other, phone: '33612345678' })
  await supabase.signIn(ctx, settings, phoneUser)
  assert.deepEqual(
    [...people.values()].map(({ phone }) => phone),
    ['33612345678', undefined],
  )
  assert.equal(logged.length, 1)
  assert.doesNotMatch(logged.join(), /336/)
})

test('changed names go to account and row, without a session', async (t) => {
  const { project, settings, people, rows, ctx } = await start(t)
  await supabase.signIn(ctx, settings, ada)
  project.take()
  assert.equal(await supabase.update(ctx, settings, { ...ada, firstName: 'Augusta' }), undefined)
  assert.deepEqual(project.take(), [`PUT ${users}/${adaUuid}`, row])
  assert.equal(onlyOne(people).user_metadata.first_name, 'Augusta')
  assert.equal(onlyOne(rows).firstName, 'Augusta')
})

test('removing deletes the row and then the account, and again is harmless', async (t) => {
  const { project, settings, people, rows, ctx } = await start(t)
  await supabase.signIn(ctx, settings, ada)
  project.take()
  await supabase.remove(ctx, settings, ada)
  assert.deepEqual(project.take(), ['DELETE /rest/v1/users', `DELETE ${users}/${adaUuid}`])
  assert.equal(people.size + rows.size, 0)
  await supabase.remove(ctx, settings, ada)
})

test('a link that another device replaced is asked for once more', async (t) => {
  const { project, settings, ctx } = await start(t)
  project.supabase.lostLinks = 1
  await supabase.signIn(ctx, settings, ada)
  project.supabase.lostLinks = 2
  project.take()
  await assert.rejects(supabase.signIn(ctx, settings, ada), { code: 'backend_refused' })
  assert.equal(project.take().filter((call) => call.endsWith('/verify')).length, 2)
})

test('a session without its end gets one', async (t) => {
  const { project, settings, ctx } = await start(t)
  project.supabase.hasExpiresAt = false
  const { supabaseSession } = await supabase.signIn(ctx, settings, ada)
  const { expires_at } = JSON.parse(supabaseSession ?? '')
  assert.ok(Math.abs(expires_at - Date.now() / 1_000 - 3_600) < 30)
})

for (const [status, code] of [
  [404, 'PGRST205'], // no such table
  [400, 'PGRST204'], // no such column
  [404, '42P01'],
  [409, '23505'], // another row has the address
  [403, '42501'], // no grant
] as const) {
  test(`a table that answers ${status} ${code} is logged and breaks nothing`, async (t) => {
    const { project, settings, ctx, logged } = await start(t)
    project.supabase.tableFault = { status, body: { code, message: 'ada@example.com', hint: null } }
    assert.ok((await supabase.signIn(ctx, settings, ada)).supabaseSession)
    await supabase.remove(ctx, settings, ada)
    assert.match(logged.join(), new RegExp(`"status":${status},"reason":"${code}"`))
    assert.doesNotMatch(logged.join(), /example\.com/)
  })
}

const down = { kind: 'unavailable', code: 'backend_unavailable' }
const refused = { kind: 'unavailable', code: 'backend_refused' }

for (const [status, expected] of [
  [500, down],
  [503, down],
  [429, down],
  [200, down], // but no JSON
  [401, refused],
  [403, refused],
  [301, refused],
] as const) {
  test(`a project that answers ${status} is ${expected.code}, asked once`, async (t) => {
    const { project, settings, ctx, logged } = await start(t)
    project.outage = { status, headers: { 'retry-after': '7' } }
    for (const use of [supabase.signIn, supabase.update]) {
      const error = await use(ctx, settings, ada).catch((error) => error)
      assert.deepEqual({ kind: error.kind, code: error.code }, expected)
      assert.doesNotMatch(`${error.message} ${error.cause} ${logged}`, /sb_secret|example\.com/)
    }
    assert.equal(project.take().length, 2)
    assert.equal(logged.length, expected === refused ? 2 : 0)
  })
}

test('a table that is down breaks the sign-in before there is a session', async (t) => {
  const { project, settings, ctx } = await start(t)
  project.supabase.tableFault = { status: 503 }
  await assert.rejects(supabase.signIn(ctx, settings, ada), down)
  assert.ok(!project.take().includes('POST /auth/v1/verify'))
  await assert.rejects(supabase.remove(ctx, settings, ada), down)
})

test('a project that cannot be reached, or may not be dialled, is unavailable', async () => {
  const { ctx } = makeTestContext()
  for (const url of ['http://127.0.0.1:9', 'https://10.0.0.1']) {
    await assert.rejects(supabase.signIn(ctx, { url, serviceRoleKey }, ada), down)
  }
})
