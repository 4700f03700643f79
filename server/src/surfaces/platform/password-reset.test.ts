import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, type Person, registerProven } from '../../../test/people.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const post = (path: string, body: unknown, token?: string) =>
  server.call({ url: `/api/v1/auth/${path}`, body, token })
const set = (name: string, value: unknown) =>
  settings.set(server.ctx, { key: `app.auth.${name}`, value })
await set('redirect_allow_list', ['https://app.example/in'])

const forgetTurns = () => server.ctx.db.run(sql`delete from engine.limits`)
const signIn = ({ email, password }: Person) => post('signin', { email, password })
const confirm = (token: string, new_password = 'a brand new phrase') =>
  post('password/reset/confirm', { token, new_password })

/** @returns the link of the next mail to somebody */
async function nextLink(email: string): Promise<URL> {
  for (;;) {
    const { links } = await server.inbox.next(email)
    const link = links.map((text) => new URL(text)).find((url) => !url.pathname.includes('not-me'))
    if (link?.searchParams.has('token')) return link
  }
}

async function ask(email: string, redirect_to?: string): Promise<URL> {
  const answer = await post('password/reset', { email, ...(redirect_to && { redirect_to }) })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body, { user: null, session: null })
  return nextLink(email)
}
const tokenOf = (link: URL) => link.searchParams.get('token') ?? ''

test('asked, looked at, confirmed: signed in with the new password, everywhere else out', async () => {
  const person = await registerProven(server)
  const before = (await signIn(person)).body
  const link = await ask(person.email)
  assert.equal(link.origin + link.pathname, 'http://flumen.test/auth/reset-password')
  const token = tokenOf(link)
  for (let i = 0; i < 3; i++) {
    const looked = await post('password/reset/verify', { token })
    assert.deepEqual([looked.status, looked.body.valid], [200, true])
    assert.equal(typeof looked.body.message, 'string')
  }
  const done = await confirm(token)
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.user.email, person.email)
  const url = '/api/v1/auth/user'
  assert.equal((await server.call({ url, token: done.body.access_token })).status, 200)
  assert.equal((await server.call({ url, token: before.access_token })).status, 401)
  assert.equal((await post('refresh', { refresh_token: before.refresh_token })).status, 401)
  assert.equal((await signIn(person)).status, 401)
  assert.equal((await signIn({ ...person, password: 'a brand new phrase' })).status, 200)
  for (const again of [await confirm(token), await post('password/reset/verify', { token })]) {
    assert.deepEqual([again.status, again.body.code], [400, 'INVALID_INPUT'])
  }
  const notice = await server.inbox.next(person.email)
  assert.match(notice.subject, /password was changed/)
})

test('the token lives for an hour', async () => {
  const { email } = await registerProven(server)
  const token = tokenOf(await ask(email))
  const age = (minutes: number) =>
    server.ctx.db.run(sql`
      update auth.codes set expires_at = expires_at - make_interval(mins => ${minutes})
      where address = ${email} and purpose = 'reset_password'`)
  await age(59)
  assert.equal((await post('password/reset/verify', { token })).status, 200)
  await age(1)
  assert.equal((await post('password/reset/verify', { token })).status, 400)
  assert.equal((await confirm(token)).status, 400)
})

test('of fifty at once one succeeds', async () => {
  const { email } = await registerProven(server)
  const token = tokenOf(await ask(email))
  const answers = await barrier(50, (i) => confirm(token, `a brand new phrase ${i}`))
  const statuses = answers.map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses))
})

test('a refused password says why and leaves the token alive', async () => {
  const person = await registerProven(server)
  const token = tokenOf(await ask(person.email))
  const refusals: [password: string, reason: string][] = [
    ['short', 'length'],
    ['x'.repeat(129), 'length'],
    ['password1', 'pwned'],
    [person.email, 'context'],
  ]
  for (const [password, reason] of refusals) {
    const answer = await confirm(token, password)
    assert.deepEqual([answer.status, answer.body.code], [400, 'WEAK_PASSWORD'], answer.text)
    assert.deepEqual(answer.body.details, { reasons: [reason] })
  }
  assert.equal((await post('password/reset/verify', { token })).status, 200)
  assert.equal((await confirm(token)).status, 200)
})

test('the rules of the operator hold at every door to the token', async () => {
  const { email } = await registerProven(server)
  const token = tokenOf(await ask(email))
  await set('password_require_number', true)
  await set('password_min_length', 12)
  const page = (new_password: string) =>
    server.call({
      url: '/auth/reset-password',
      raw: new URLSearchParams({ token, new_password }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const account = (new_password: string) =>
    server.call({ url: '/v1/auth/reset-password', body: { token, new_password } })
  const answer = await confirm(token, 'a phrase without one')
  assert.deepEqual(answer.body.details, { reasons: ['characters'] })
  assert.match((await page('a phrase without one')).text, /other kinds of characters/)
  assert.match((await page('eleven 1111')).text, /at least 12 characters/)
  assert.ok((await account('a phrase without one')).status >= 400)
  await settings.unset(server.ctx, 'app.auth.password_require_number')
  await settings.unset(server.ctx, 'app.auth.password_min_length')
  assert.equal((await confirm(token)).status, 200)
})

describe('redirect_to', () => {
  test('carries the token to an allow-listed page, next to what stands there', async () => {
    const { email } = await registerProven(server)
    const link = await ask(email, 'https://app.example/in/reset?lang=de&token=evil')
    assert.equal(link.origin + link.pathname, 'https://app.example/in/reset')
    assert.deepEqual([...link.searchParams.keys()], ['lang', 'token'])
    assert.equal((await confirm(tokenOf(link))).status, 200)
  })

  for (const redirect_to of [
    'https://evil.example/',
    'https://app.example/elsewhere',
    'https://app.example.evil.example/in',
    'https://user@app.example/in',
    'http://app.example/in',
    'ftp://app.example/in',
    'javascript:alert(1)',
    '/in',
  ]) {
    test(`${redirect_to} is refused, with and without an account`, async () => {
      const { email } = await registerProven(server)
      for (const address of [email, newPerson().email]) {
        const answer = await post('password/reset', { email: address, redirect_to })
        assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_REDIRECT_URL'])
      }
      await assert.rejects(server.inbox.next(email, 20))
    })
  }
})

test('known and unknown addresses: one answer, also to the second within a minute', async () => {
  const { email } = await registerProven(server)
  const stranger = newPerson().email
  for (const expected of [200, 429]) {
    const known = await post('password/reset', { email })
    const unknown = await post('password/reset', { email: stranger })
    assert.deepEqual([known.status, unknown.status], [expected, expected])
    const plain = ({ body }: typeof known) => ({ ...body, request_id: '', retry_after: 0 })
    assert.deepEqual(plain(known), plain(unknown))
  }
  await nextLink(email)
  await sleep(100)
  assert.equal(server.inbox.count(stranger), 0)
})

test('one proof for all doors: the newest token counts, whichever door asked', async () => {
  const person = await registerProven(server)
  const ours = tokenOf(await ask(person.email))
  await server.call({ url: '/v1/auth/forgot-password', body: { email: person.email } })
  const theirs = tokenOf(await nextLink(person.email))
  assert.equal((await confirm(ours)).status, 400)
  assert.equal((await confirm(theirs)).status, 200)
  await forgetTurns()
  const again = tokenOf(await ask(person.email))
  const body = { token: again, new_password: 'one more fine phrase' }
  assert.equal((await server.call({ url: '/v1/auth/reset-password', body })).status, 200)
})

test('the second factor is asked for; the password is set all the same', async () => {
  const person = await registerProven(server)
  const { user } = (await signIn(person)).body
  await server.ctx.db.run(sql`
    insert into auth.factors (id, user_id, kind, name, sealed, confirmed_at)
    values (gen_random_uuid(), ${user.id}, 'totp', 'x', 'x', now())`)
  const done = await confirm(tokenOf(await ask(person.email)))
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.requires_2fa, true)
  assert.equal(done.body.access_token, undefined)
  const after = await signIn({ ...person, password: 'a brand new phrase' })
  assert.equal(after.body.requires_2fa, true)
})

test('of an account that nobody has proven nothing made before stays', async () => {
  const person = newPerson()
  const { email, password } = person
  const made = await post('signup', { email, password })
  await server.inbox.next(email)
  const done = await confirm(tokenOf(await ask(email)))
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.user.email_verified, true)
  const { access_token: token, refresh_token } = made.body
  assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)
  assert.equal((await post('refresh', { refresh_token })).status, 401)
})

test('it opens a lock that guessing has closed', async () => {
  const person = await registerProven(server)
  for (let i = 0; i < 6; i++) await signIn({ ...person, password: 'not this one' })
  assert.equal((await signIn(person)).status, 429)
  assert.equal((await confirm(tokenOf(await ask(person.email)))).status, 200)
  assert.equal((await signIn({ ...person, password: 'a brand new phrase' })).status, 200)
})

test('a disabled person does not come in', async () => {
  const { email } = await registerProven(server)
  const token = tokenOf(await ask(email))
  await server.ctx.db.run(sql`update auth.users set disabled_at = now() where email = ${email}`)
  assert.equal((await confirm(token)).status, 400)
})

describe('what is refused', () => {
  const table: [path: string, body: unknown, code: string][] = [
    ['password/reset', {}, 'MISSING_REQUIRED_FIELD'],
    ['password/reset', { email: 'nope' }, 'INVALID_INPUT'],
    ['password/reset/verify', {}, 'MISSING_REQUIRED_FIELD'],
    ['password/reset/verify', { token: 'garbage' }, 'INVALID_INPUT'],
    ['password/reset/confirm', { token: 'garbage' }, 'MISSING_REQUIRED_FIELD'],
    ['password/reset/confirm', { token: 'a.b', new_password: 'fine phrase' }, 'INVALID_INPUT'],
    ['password/reset/confirm', { token: 'a.b', new_password: 'x', y: 1 }, 'INVALID_INPUT'],
  ]
  for (const [path, body, code] of table) {
    test(`${path} ${JSON.stringify(body)}`, async () => {
      const answer = await post(path, body)
      assert.deepEqual([answer.status, answer.body.code], [400, code], answer.text)
    })
  }
})
