import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { registerProven, signInAgain } from '../../../test/people.ts'
import { newKey, newOrganization } from './testing.ts'

/** Keys, the organization, its people. */
const server = await startServer()
const keysUrl = '/api/v1/api-keys'
const url = '/api/v1/organization'
const membersUrl = `${url}/members`

test('a key is shown once, listed without its secret, and revoked at once', async () => {
  const { token } = await newOrganization(server)
  const body = { name: 'server', scopes: ['usage.write', 'usage.write'] }
  const made = await server.call({ url: keysUrl, token, body })
  assert.equal(made.status, 201)
  const { id, key, created_at } = made.body
  assert.match(key, /^org_live_[0-9A-Za-z]{49}$/)
  const shape = { id, name: 'server', scopes: ['usage.write'], mode: 'live', expires_at: null }
  assert.deepEqual(made.body, { ...shape, status: 'ACTIVE', key, created_at })

  const listed = await server.call({ url: keysUrl, token })
  assert.deepEqual(listed.body.meta, { page: 1, page_size: 20, total: 1, total_pages: 1 })
  assert.ok(!listed.text.includes(key))
  assert.equal(listed.body.data[0].prefix, key.slice(0, 13))

  assert.equal(
    (await server.call({ method: 'DELETE', url: `${keysUrl}/${id}`, token })).status,
    204,
  )
  const after = await server.call({ url, key })
  assert.equal(after.status, 401)
  assert.equal((await server.call({ url: keysUrl, token })).body.data[0].status, 'REVOKED')
})

test('org_ and sk_ begin the same secret, in its own mode alone', async () => {
  const organization = await newOrganization(server)
  for (const mode of ['live', 'test']) {
    const { key } = await newKey(server, organization, { mode })
    const secret = key.slice(`org_${mode}_`.length)
    // A live key opens no page for people: known, and refused for that.
    assert.equal((await server.call({ url, key: `org_${mode}_${secret}` })).status, 403)
    assert.equal((await server.call({ url, key: `sk_${mode}_${secret}` })).status, 403)
    const other = mode === 'live' ? 'test' : 'live'
    assert.equal((await server.call({ url, key: `sk_${other}_${secret}` })).status, 401)
    assert.equal((await server.call({ url, token: key })).status, 401, 'not as Bearer')
  }
})

test('what is wrong with a key is named', async () => {
  const { token } = await newOrganization(server)
  const bad: [object, string][] = [
    [{ scopes: ['usage.write'] }, 'name'],
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: 'x', scopes: ['usage.delete'] }, 'scopes'],
    [{ name: 'x', scopes: ['usage.read'], mode: 'prod' }, 'mode'],
    [{ name: 'x', scopes: ['usage.read'], expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
    [{ name: 'x', scopes: ['usage.read'], admin: true }, 'admin'],
  ]
  for (const [body, field] of bad) {
    const answer = await server.call({ url: keysUrl, token, body })
    assert.equal(answer.status, 422, answer.text)
    assert.equal(answer.body.detail[0].loc[1], field)
  }
})

test("another organization's key is not there", async () => {
  const mine = await newOrganization(server)
  const { id } = await newKey(server, await newOrganization(server))
  const answer = await server.call({ method: 'DELETE', url: `${keysUrl}/${id}`, token: mine.token })
  assert.equal(answer.status, 404)
})

test('the organization: what is given changes, what nobody knows is refused', async () => {
  const { token, id } = await newOrganization(server)
  const before = await server.call({ url, token })
  assert.deepEqual(
    [before.body.id, before.body.name, before.body.default_currency, before.body.timezone],
    [id, 'Acme', 'USD', 'UTC'],
  )
  const change = (body: object) => server.call({ method: 'PATCH', url, token, body })
  const changed = await change({
    name: 'Acme GmbH',
    billing_address_city: 'Köln',
    default_currency: 'EUR',
    timezone: 'europe/berlin',
  })
  assert.equal(changed.status, 200, changed.text)
  assert.equal(changed.body.timezone, 'Europe/Berlin')
  const cleared = await change({ billing_address_city: null, auto_create_customers: false })
  assert.deepEqual(
    [cleared.body.billing_address_city, cleared.body.name, cleared.body.auto_create_customers],
    [null, 'Acme GmbH', false],
  )
  for (const [field, value] of Object.entries({ timezone: 'Mars/Base', default_currency: 'XXQ' })) {
    const answer = await change({ [field]: value })
    assert.equal(answer.status, 422)
    assert.equal(answer.body.detail[0].loc[1], field)
  }
  assert.equal((await change({})).status, 400)
})

test('people come in by invitation, and each role does what it may', async () => {
  const owner = await newOrganization(server)
  const guest = await signInAgain(server, await registerProven(server))
  const body = { email: guest.person.email, role: 'viewer' }
  const invited = await server.call({ url: membersUrl, token: owner.token, body })
  assert.equal(invited.status, 201, invited.text)
  assert.equal(invited.body.status, 'invited')
  const { links } = await server.inbox.next(guest.person.email)
  const link = links.find((one) => one.includes('/invite/')) ?? ''
  const accepted = await server.call({
    url: `/api/v1/invitations/${link.split('/').at(-1)}/accept`,
    body: { password: guest.person.password, name: 'Guest' },
  })
  assert.equal(accepted.status, 201, accepted.text)

  const here = { 'x-fb-tenant': owner.id }
  const asGuest = { token: guest.token, headers: here }
  assert.equal((await server.call({ url, ...asGuest })).body.id, owner.id)
  const only = await server.call({ url, token: guest.token })
  assert.equal(only.body.id, owner.id, 'who has none of their own works in the one that asked')

  const people = await server.call({ url: membersUrl, ...asGuest })
  assert.deepEqual(
    people.body.data.map((one: { role: string; status: string }) => [one.role, one.status]),
    [
      ['owner', 'active'],
      ['viewer', 'active'],
    ],
  )
  const forbidden = [
    { url: keysUrl, body: { name: 'x', scopes: ['usage.read'] } },
    { method: 'PATCH' as const, url, body: { name: 'x' } },
    { url: membersUrl, body: { email: 'x@example.com', role: 'viewer' } },
    { method: 'DELETE' as const, url: `${membersUrl}/${owner.userId}` },
  ]
  for (const call of forbidden) {
    assert.equal((await server.call({ ...call, ...asGuest })).status, 403, call.url)
  }

  const promote = (role: string) =>
    server.call({
      method: 'PATCH',
      url: `${membersUrl}/${guest.userId}`,
      token: owner.token,
      body: { role },
    })
  assert.equal((await promote('admin')).body.role, 'admin')
  assert.equal((await server.call({ url: keysUrl, ...asGuest })).status, 200)
  const demote = { method: 'PATCH' as const, url: `${membersUrl}/${owner.userId}`, ...asGuest }
  assert.equal((await server.call({ ...demote, body: { role: 'viewer' } })).status, 403)

  const leave = { method: 'DELETE' as const, url: `${membersUrl}/${guest.userId}`, ...asGuest }
  assert.equal((await server.call(leave)).status, 204)
  assert.equal((await server.call({ url, ...asGuest })).status, 404)
})

test('the last owner stays', async () => {
  const { token, userId } = await newOrganization(server)
  const one = `${membersUrl}/${userId}`
  const answers = [
    await server.call({ method: 'DELETE', url: one, token }),
    await server.call({ method: 'PATCH', url: one, token, body: { role: 'admin' } }),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [409, 409],
  )
})

test('the account ends: so does the organization that is only theirs, and its keys', async () => {
  const organization = await newOrganization(server)
  const { key } = await newKey(server, organization)
  const { token, password } = organization
  const body = { password }
  const ended = await server.call({ method: 'DELETE', url: '/v1/me/account', token, body })
  assert.equal(ended.status, 204, ended.text)
  assert.equal((await server.call({ url, key })).status, 401)
})
