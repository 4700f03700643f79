import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, startServer, until } from '../../../test/kit.ts'
import * as webhooks from '../../features/webhooks/index.ts'
import { startReceiver, verifyMetering } from '../../features/webhooks/receiver-stand-in.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newOrganization } from './testing.ts'

/** Webhook endpoints of an organization, over HTTP. */
const server = await startServer({ allowLoopback: true, rateLimit: false })
const acme = await newOrganization(server)
const other = await newOrganization(server, 'Other')
const receiver = await startReceiver()
const base = '/api/v1/webhook-endpoints'

const call = (path = '', more: Partial<Call> = {}) =>
  server.call({ url: base + path, token: acme.token, ...more })

test('made with a secret that is shown once, changed, listed, deleted', async () => {
  const body = { url: receiver.url, events: ['invoice.paid'], description: 'billing' }
  const made = await call('', { body })
  assert.equal(made.status, 201, made.text)
  const { id, secret, created_at, updated_at, ...endpoint } = made.body
  assert.match(secret, /^whsec_/)
  assert.ok(created_at && updated_at)
  assert.deepEqual(endpoint, {
    url: receiver.url,
    events: ['invoice.paid'],
    description: 'billing',
    status: 'ENABLED',
    disabled_reason: null,
  })
  const { secret: _, ...shown } = made.body
  assert.deepEqual((await call(`/${id}`)).body, shown)
  const list = await call()
  assert.deepEqual(list.body.data, [shown])
  assert.deepEqual(list.body.meta, { page: 1, page_size: 20, total: 1, total_pages: 1 })
  const changed = await call(`/${id}`, {
    method: 'PATCH',
    body: { events: ['*'], status: 'DISABLED', description: null },
  })
  assert.deepEqual(
    [changed.body.events, changed.body.status, changed.body.description],
    [['*'], 'DISABLED', null],
  )
  assert.equal((await call(`/${id}`, { method: 'DELETE' })).status, 204)
  assert.equal((await call(`/${id}`)).status, 404)
})

test('what is wrong is named', async () => {
  const wrong: [object, string][] = [
    [{ url: 'http://192.168.0.1', events: ['*'] }, 'url'],
    [{ url: receiver.url, events: [] }, 'events'],
    [{ url: receiver.url, events: ['invoice.eaten'] }, 'events'],
    [{ url: receiver.url }, 'events'],
    [{ url: receiver.url, events: ['*'], secret: 'mine' }, 'secret'],
  ]
  for (const [body, field] of wrong) {
    const { status, body: answer, text } = await call('', { body })
    assert.ok(status === 400 || status === 422, text)
    assert.ok(
      answer.detail.some(({ loc }: { loc: string[] }) => loc[1] === field),
      text,
    )
  }
})

test('an organization hears of its own alone; its keys and viewers set nothing up', async () => {
  const body = { url: `${receiver.url}/acme`, events: ['*'] }
  const { id, secret } = (await call('', { body })).body
  const his = { token: other.token }
  assert.equal((await call(`/${id}`, his)).status, 404)
  assert.equal((await call(`/${id}`, { ...his, method: 'DELETE' })).status, 404)
  assert.equal((await call(`/${id}/deliveries`, his)).status, 404)
  assert.equal((await call('', his)).body.meta.total, 0)
  const { key } = await newKey(server, acme)
  assert.equal((await call('', { token: undefined, key })).status, 403)
  const event = { mode: 'live', type: 'subscription.created', data: { id: uuid() } } as const
  await webhooks.metering.tell(server.ctx, { ...event, tenantId: other.id })
  await webhooks.metering.tell(server.ctx, { ...event, tenantId: acme.id })
  verifyMetering(await receiver.count(1), secret)
  await until('written', async () => {
    const { body } = await call(`/${id}/deliveries`)
    return body.data.length === 1 && body.data[0].status === 'success'
  })
  assert.equal(receiver.all.length, 1)
  await server.ctx.db.run(
    sql`update auth.members set role = 'viewer' where user_id = ${acme.userId}`,
  )
  server.ctx.revocations.announce('tenant', [`${acme.id}:${acme.userId}:${uuid()}`])
  assert.equal((await call('', { body })).status, 403)
})
