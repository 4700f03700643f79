import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import { signedInAdmin, signedInUser } from '../../../test/people.ts'
import { serviceKeys } from '../../features/keys/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'

/** Service keys, over HTTP. */
const server = await startServer()
const admin = await signedInAdmin(server)
const base = '/api/v1/admin/service-keys'

type Options = Partial<Call> & { key?: never; with?: string }

/** As the instance admin, unless a key or somebody else is named. */
const ask = (method: Call['method'], path = '', { with: secret, ...given }: Options = {}) =>
  server.call({
    method: method ?? 'GET',
    url: base + path,
    ...(secret === undefined
      ? { token: admin.token }
      : { headers: { 'x-service-key': secret, ...given.headers } }),
    ...given,
  })

let names = 0
const make = async (body: object = {}, secret?: string) => {
  const options = secret === undefined ? {} : { with: secret }
  const answer = await ask('POST', '', { body: { name: `key ${++names}`, ...body }, ...options })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

/** What a key gets from a door that takes service keys: 200 while it lives. */
const tries = async (secret: string) => (await ask('GET', '', { with: secret })).status

const makeTenant = async () => {
  const id = uuid()
  await server.ctx.db.run(sql`
    insert into auth.tenants (id, slug, name) values (${id}, ${id}, 'Acme')`)
  return { id, ...(await serviceKeys.createFirst(server.ctx, id)) }
}

test('a key is made, shown once, listed newest first, and opens doors in every carrier', async () => {
  const made = await make({ name: 'worker', description: 'Nightly' })
  assert.match(made.key, /^fb_gsk_[0-9A-Za-z]{49}$/)
  assert.equal(made.key_prefix, made.key.slice(0, 15))
  assert.deepEqual([made.key_type, made.scopes, made.enabled], ['service', ['*'], true])
  assert.equal(made.created_by, admin.userId)
  assert.ok(new Date(made.expires_at) > new Date(Date.now() + 364 * 86_400_000))
  for (const name of ['rate_limit_per_hour', 'allowed_namespaces', 'revoked_at']) {
    assert.ok(!(name in made), `${name} is left out while it has no value`)
  }
  const list = await ask('GET')
  assert.equal(list.body[0].id, made.id)
  assert.ok(!list.text.includes(made.key))
  const { key, ...record } = made
  assert.deepEqual((await ask('GET', `/${made.id}`)).body, record)
  const carriers: Record<string, string>[] = [
    { 'x-service-key': key },
    { authorization: `ServiceKey ${key}` },
    { authorization: `Bearer ${key}` },
    { apikey: key },
  ]
  for (const headers of carriers) {
    assert.equal((await server.call({ url: base, headers })).status, 200, JSON.stringify(headers))
  }
  const misplaced = await server.call({ url: base, headers: { 'x-client-key': key } })
  assert.equal(misplaced.status, 401)
})

test('errors in the words of the contract', async () => {
  const { id } = await make({ name: 'taken' })
  const nothing = uuid()
  const table: [Call['method'], string, unknown, number, string][] = [
    ['POST', '', {}, 400, 'MISSING_REQUIRED_FIELD'],
    ['POST', '', { name: 'x', key_type: 'publishable' }, 400, 'INVALID_INPUT'],
    ['POST', '', { name: 'taken' }, 409, 'DUPLICATE_KEY'],
    ['POST', '', { name: 'x', scopes: ['users:read'] }, 400, 'VALIDATION_FAILED'],
    ['POST', '', { name: 'x', scopes: [] }, 400, 'VALIDATION_FAILED'],
    ['POST', '', { name: 'x', expires_at: '2020-01-01T00:00:00Z' }, 400, 'INVALID_INPUT'],
    ['POST', '', { name: 'x', enabled: true }, 400, 'INVALID_INPUT'],
    ['GET', '/nope', undefined, 400, 'INVALID_ID'],
    ['GET', `/${nothing}`, undefined, 404, 'NOT_FOUND'],
    ['PUT', `/${id}`, {}, 400, 'INVALID_INPUT'],
    ['PUT', `/${nothing}`, { name: 'y' }, 404, 'NOT_FOUND'],
    ['POST', `/${nothing}/revoke`, {}, 404, 'NOT_FOUND'],
    ['POST', `/${nothing}/rotate`, {}, 404, 'NOT_FOUND'],
    ['POST', `/${id}/deprecate`, { grace_period_hours: 721 }, 400, 'INVALID_INPUT'],
    ['POST', `/${id}/deprecate`, { grace_period_hours: '721' }, 400, 'INVALID_INPUT'],
    ['POST', `/${id}/deprecate`, { grace_period_hours: '-1' }, 400, 'INVALID_INPUT'],
    ['DELETE', `/${nothing}`, undefined, 404, 'NOT_FOUND'],
  ]
  for (const [method, path, body, status, code] of table) {
    const answer = await ask(method, path, body === undefined ? {} : { body })
    assert.deepEqual([answer.status, answer.body.code], [status, code], `${method} ${path}`)
  }
})

test('a key is switched off and on again, both at once', async () => {
  const { id, key } = await make()
  for (let i = 0; i < 3; i++) {
    assert.equal(await tries(key), 200)
    assert.equal((await ask('POST', `/${id}/disable`, { body: {} })).status, 204)
    assert.equal(await tries(key), 401)
    assert.equal((await ask('POST', `/${id}/enable`, { body: {} })).status, 204)
  }
  assert.equal(await tries(key), 200)
  const { body } = await ask('GET', `/${id}/revocations`)
  const types = body.history.map((event: { type: string }) => event.type)
  assert.deepEqual(types.slice(0, 3), ['created', 'disabled', 'enabled'])
})

test('on another process, too: off within 200 ms, on again as soon', async () => {
  const other = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const { id, key } = await make()
  const there = async () =>
    (await other.call({ url: base, headers: { 'x-service-key': key } })).status
  assert.equal(await there(), 200)
  await ask('POST', `/${id}/disable`)
  await sleep(200)
  assert.equal(await there(), 401)
  await ask('POST', `/${id}/enable`)
  assert.equal(await there(), 200)
  await ask('POST', `/${id}/revoke`)
  await sleep(200)
  assert.equal(await there(), 401)
  await other.stop()
})

test('a change counts from the next request on, and never costs a good key a refusal', async () => {
  const { id, key } = await make()
  assert.equal(await tries(key), 200)
  const put = await ask('PUT', `/${id}`, { body: { scopes: ['tables:read'], description: null } })
  assert.deepEqual([put.status, put.body.scopes], [200, ['tables:read']])
  assert.equal(await tries(key), 403)
  await ask('PATCH', `/${id}`, { body: { scopes: ['*'] } })
  const answers = await barrier(40, (i) =>
    i % 8 === 0
      ? ask('PATCH', `/${id}`, { body: { description: `${i}` } }).then((a) => a.status)
      : tries(key),
  )
  assert.deepEqual([...new Set(answers)], [200])
})

test('a revoked key stays revoked; the first reason stays, in JSON and in a form', async () => {
  const bodies: [string, Partial<Call>, string | null][] = [
    ['nothing', {}, null],
    ['an empty object', { body: {} }, null],
    ['JSON', { body: { reason: 'leaked' } }, 'leaked'],
    [
      'a form',
      {
        raw: 'reason=left+the+team',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      'left the team',
    ],
    [
      'an empty body that calls itself JSON',
      { headers: { 'content-type': 'application/json' } },
      null,
    ],
  ]
  for (const [name, body, reason] of bodies) {
    const { id, key } = await make()
    assert.equal(await tries(key), 200)
    assert.equal((await ask('POST', `/${id}/revoke`, body as Options)).status, 204, name)
    assert.equal(await tries(key), 401)
    assert.equal((await ask('POST', `/${id}/revoke`, { body: { reason: 'again' } })).status, 204)
    const enable = await ask('POST', `/${id}/enable`, { body: {} })
    assert.deepEqual([enable.status, enable.body.code], [409, 'CONFLICT'])
    assert.equal((await ask('PUT', `/${id}`, { body: { enabled: true } })).status, 409)
    assert.equal((await ask('POST', `/${id}/rotate`, { body: {} })).status, 409)
    const { body: told } = await ask('GET', `/${id}/revocations`)
    assert.deepEqual([told.id, told.revocation_reason, told.revoked_by], [id, reason, admin.userId])
    assert.deepEqual(told.history.at(-1), {
      type: 'revoked',
      reason,
      by: admin.userId,
      at: told.revoked_at,
    })
    assert.equal((await ask('GET', `/${id}`)).body.enabled, false)
  }
  const { id } = await make()
  const { body } = await ask('GET', `/${id}/revocations`)
  assert.deepEqual([body.revoked_at, body.revoked_by, body.revocation_reason], [null, null, null])
})

test('deprecate takes hours as number, text or form; 24 without', async () => {
  const bodies: [Partial<Call>, number][] = [
    [{ body: {} }, 24],
    [{ body: { grace_period_hours: 48 } }, 48],
    [{ body: { grace_period_hours: '48' } }, 48],
    [
      {
        raw: 'grace_period_hours=720',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      720,
    ],
  ]
  for (const [body, hours] of bodies) {
    const { id, key } = await make()
    const answer = await ask('POST', `/${id}/deprecate`, body as Options)
    assert.equal(answer.status, 200, answer.text)
    const { deprecated_at, grace_period_ends_at } = answer.body
    const span = Date.parse(grace_period_ends_at) - Date.parse(deprecated_at)
    assert.equal(span, hours * 3_600_000)
    assert.equal(await tries(key), 200)
  }
})

test('a deprecated key dies when its grace is over, though it is known by heart', async () => {
  const { id, key } = await make()
  const body = { grace_period_hours: '0.0003' }
  assert.equal((await ask('POST', `/${id}/deprecate`, { body })).status, 200)
  assert.equal(await tries(key), 200)
  await sleep(1_200)
  assert.equal(await tries(key), 401)
  const late = await ask('POST', `/${id}/deprecate`, { body: { grace_period_hours: 24 } })
  assert.equal(late.status, 409, 'what is over does not come back')
  const now = await make()
  await ask('POST', `/${now.id}/deprecate`, { body: { grace_period_hours: 0 } })
  assert.equal(await tries(now.key), 401)
})

test('rotate makes a like key; the old one lives a day longer, and of racing rotations one wins', async () => {
  const limits = { rate_limit_per_minute: 600, rate_limit_per_hour: 9000, description: 'Nightly' }
  const old = await make({ name: 'rotor', scopes: ['tables:read', '*'], ...limits })
  const answers = await barrier(8, () => ask('POST', `/${old.id}/rotate`, { body: {} }))
  const won = answers.filter((answer) => answer.status === 201)
  assert.equal(won.length, 1)
  assert.ok(answers.every((answer) => [201, 409].includes(answer.status)))
  const fresh = won[0]?.body
  assert.notEqual(fresh.id, old.id)
  assert.match(fresh.name, /^rotor \(rotated \d{4}-\d\d-\d\d\)$/)
  assert.equal(fresh.rate_limit_per_hour, 9000)
  assert.deepEqual([fresh.scopes, fresh.description], [old.scopes, 'Nightly'])
  const { body } = await ask('GET', `/${old.id}`)
  assert.equal(body.replaced_by, fresh.id)
  const graceMs = Date.parse(body.grace_period_ends_at) - Date.parse(body.deprecated_at)
  assert.equal(graceMs, 24 * 3_600_000)
  assert.deepEqual([await tries(old.key), await tries(fresh.key)], [200, 200])
  const next = await ask('POST', `/${fresh.id}/rotate`, { body: { grace_period_hours: '0' } })
  assert.match(next.body.name, /^rotor \(rotated \d{4}-\d\d-\d\d, 2\)$/)
  assert.equal(await tries(fresh.key), 401)
  const named = await ask('POST', `/${next.body.id}/rotate`, {
    raw: 'new_name=rotor+3&new_scopes=tables%3Aread,storage%3Aread',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.deepEqual(
    [named.body.name, named.body.scopes],
    ['rotor 3', ['tables:read', 'storage:read']],
  )
})

test('deleted is gone, at once, and its name is free', async () => {
  const { id, key } = await make({ name: 'short-lived' })
  assert.equal(await tries(key), 200)
  const gone = await ask('DELETE', `/${id}`, { headers: { 'content-type': 'application/json' } })
  assert.equal(gone.status, 204)
  assert.equal(await tries(key), 401)
  assert.equal((await ask('GET', `/${id}`)).status, 404)
  await make({ name: 'short-lived' })
})

test('both limits of a key hold, with the seconds to wait', async () => {
  for (const limit of ['rate_limit_per_minute', 'rate_limit_per_hour']) {
    const { key } = await make({ [limit]: 3 })
    const statuses = []
    // A minute may turn meanwhile: then there is room for three more.
    for (let i = 0; i < 8; i++) statuses.push(await tries(key))
    assert.deepEqual(statuses.slice(0, 3), [200, 200, 200])
    assert.ok(statuses.includes(429), limit)
    const answer = await ask('GET', '', { with: key })
    if (answer.status !== 429) continue
    assert.equal(answer.body.code, 'RATE_LIMIT_EXCEEDED')
    const most = limit.endsWith('hour') ? 3600 : 60
    const wait = Number(answer.headers['retry-after'])
    assert.ok(wait > 0 && wait <= most)
    assert.equal(answer.body.retry_after, wait)
  }
})

test('an expired key is 401, and its successor lives as long again', async () => {
  const { id, key } = await make({ expires_at: new Date(Date.now() + 900).toISOString() })
  assert.equal(await tries(key), 200)
  await sleep(1_000)
  assert.equal(await tries(key), 401)
  const fresh = await ask('POST', `/${id}/rotate`, { body: {} })
  const leftMs = Date.parse(fresh.body.expires_at) - Date.now()
  assert.ok(leftMs > 0 && leftMs < 1_000)
  const forever = await make({ expires_at: null })
  assert.ok(!('expires_at' in forever))
})

test('anon keys, publishable keys and tenant keys stand before instance doors', async () => {
  const anon = await make({ key_type: 'anon' })
  assert.match(anon.key, /^fb_anon_/)
  assert.deepEqual([anon.key_type, anon.scopes], ['anon', ['read']])
  assert.ok(!('expires_at' in anon))
  const { anon_key, service_key } = await makeTenant()
  for (const key of [anon.key, anon_key]) assert.equal(await tries(key), 403)
  const made = await make({}, service_key)
  assert.match(made.key, /^fb_tsk_/, 'inside a tenant a service key opens that tenant alone')
  const limited = await make({ scopes: ['tables:read'] })
  assert.equal(await tries(limited.key), 403)
})

test('tenant B sees none of the keys of tenant A, and the other way round', async () => {
  const a = await makeTenant()
  const b = await makeTenant()
  const ofA = await make({ name: 'mine' }, a.service_key)
  await make({ name: 'mine' }, b.service_key)
  const ofInstance = await make()
  for (const foreign of [ofA.id, ofInstance.id]) {
    const attempts: [Call['method'], string, object | undefined][] = [
      ['GET', '', undefined],
      ['GET', '/revocations', undefined],
      ['PUT', '', { name: 'stolen' }],
      ['PATCH', '', { enabled: false }],
      ['POST', '/disable', {}],
      ['POST', '/enable', {}],
      ['POST', '/revoke', {}],
      ['POST', '/deprecate', {}],
      ['POST', '/rotate', {}],
      ['DELETE', '', undefined],
    ]
    for (const [method, path, body] of attempts) {
      const options = { with: b.service_key, ...(body ? { body } : {}) }
      const answer = await ask(method, `/${foreign}${path}`, options)
      assert.deepEqual([answer.status, answer.body.code], [404, 'NOT_FOUND'], `${method} ${path}`)
    }
  }
  assert.equal((await ask('GET', `/${ofA.id}`)).status, 404, 'nor from the default tenant')
  const { body } = await ask('GET', `/${ofA.id}`, { with: a.service_key })
  assert.deepEqual([body.name, body.enabled], ['mine', true])
  const names = (await ask('GET', '', { with: b.service_key })).body.map(
    (key: { name: string }) => key.name,
  )
  assert.deepEqual(names.sort(), ['anon', 'mine', 'service'])
})

test('the keys of a closed tenant are dead while it is closed', async () => {
  const { id, service_key } = await makeTenant()
  assert.equal(await tries(service_key), 200)
  const close = (at: Date | null) =>
    server.ctx.db.run(sql`update auth.tenants set deleted_at = ${at} where id = ${id}`)
  await close(new Date())
  server.ctx.revocations.announce('tenant', [id])
  assert.equal(await tries(service_key), 401)
  await close(null)
  assert.equal(await tries(service_key), 200)
})

test('nobody makes or changes a key that may do more than they', async () => {
  const { token } = await signedInUser(server)
  assert.equal((await ask('GET', '', { token })).status, 403)
  const tenant = await makeTenant()
  const local = await signedInAdmin(server, { role: 'tenant_admin', tenant_id: tenant.id })
  const headers = { 'x-fb-tenant': 'default' }
  const outside = await ask('POST', '', { token: local.token, headers, body: { name: 'wide' } })
  assert.equal(outside.status, 403, 'a right over one tenant is none over the instance')
  assert.equal((await ask('GET', '', { token: local.token, headers })).status, 403)
  const inside = await ask('POST', '', { token: local.token, body: { name: 'local' } })
  assert.match(inside.body.key, /^fb_tsk_/)
  const operator = await ask('GET', '', { headers: { 'x-fb-tenant': tenant.id } })
  assert.ok(operator.body.some((key: { id: string }) => key.id === inside.body.id))
  const app = await signedInUser(server)
  await server.ctx.db.run(sql`update auth.users set role = 'admin' where id = ${app.userId}`)
  const again = await server.call({
    url: '/api/v1/auth/signin',
    body: { email: app.person.email, password: app.person.password },
  })
  const appAdmin = again.body.access_token
  const wide = await make()
  const table: [string, Call['method'], string, object, number][] = [
    ['makes a public key', 'POST', '', { name: 'site', key_type: 'anon' }, 201],
    ['makes a service key', 'POST', '', { name: 'root' }, 403],
    ['rotates one', 'POST', `/${wide.id}/rotate`, {}, 403],
    ['widens one', 'PUT', `/${wide.id}`, { scopes: ['*'] }, 403],
    ['ends one', 'POST', `/${wide.id}/revoke`, {}, 403],
  ]
  for (const [name, method, path, body, status] of table) {
    const answer = await ask(method, path, { token: appAdmin, body })
    assert.equal(answer.status, status, `an app's admin ${name}: ${answer.text}`)
  }
  const narrow = await make({ allowed_namespaces: ['prod-*'] })
  const within = { name: 'within', allowed_namespaces: ['prod-eu'] }
  assert.equal((await ask('POST', '', { body: { name: 'all' }, with: narrow.key })).status, 403)
  assert.equal((await ask('POST', '', { body: within, with: narrow.key })).status, 201)
})

test('who signed in long ago signs in again before they make keys', async () => {
  const { token, userId } = await signedInAdmin(server)
  await server.ctx.db.run(sql`
    update auth.sessions set strong_at = now() - interval '2 hours' where user_id = ${userId}`)
  const { id } = await make()
  for (const path of ['', `/${id}/rotate`]) {
    const body = path === '' ? { name: 'late' } : {}
    const answer = await ask('POST', path, { token, body })
    assert.deepEqual([answer.status, answer.body.code], [403, 'REAUTHENTICATION_REQUIRED'])
  }
  assert.equal((await ask('POST', `/${id}/revoke`, { token })).status, 204, 'ending needs no more')
})

test('no table holds a key; the audit log tells each step and holds none either', async () => {
  const { id, key } = await make()
  await ask('POST', `/${id}/rotate`, { body: {} })
  await ask('DELETE', `/${id}`)
  const secret = key.slice(16)
  const dump = await server.ctx.db.rows<{ row: string }>(sql`
    select k::text as row from auth.keys k union all select a::text from auth.audit a
    union all select e::text from auth.key_events e`)
  assert.ok(!dump.some(({ row }) => row.includes(secret)))
  const events = await server.ctx.db.rows<{ event: string }>(sql`
    select event from auth.audit where details->>'id' = ${id} order by id`)
  assert.deepEqual(
    events.map(({ event }) => event),
    ['key.created', 'key.rotated', 'key.deleted'],
  )
})
