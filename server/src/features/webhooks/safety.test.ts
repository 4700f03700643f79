import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer, until } from '../../../test/kit.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { AppError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { wake } from './delivery/wake.ts'
import { deliveries, emitRows, endpoints } from './index.ts'
import { answering, startReceiver } from './receiver-stand-in.ts'
import { deliveriesOf, hasten, insertRows, newHook, newTenant, tried, whoseOf } from './testing.ts'

/** Where deliveries must not go, how many there may be, and who takes them over. */
const guarded = await startServer()
const server = await startServer({ allowLoopback: true, rateLimit: false })
const whose = whoseOf('platform')

const hookAt = (url: string) => ({
  name: 'x',
  url,
  subscriptions: { given: [], tables: [] },
  topics: ['row:*:INSERT'],
})

const privateUrls = [
  'http://127.0.0.1/',
  'http://localhost:8080/',
  'http://[::1]/',
  'http://[::ffff:7f00:1]/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://0/',
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://metadata.google.internal/',
  'http://kubernetes.default.svc/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://user:pw@example.com/',
  'http://8.8.8.8:5432/',
  'ftp://8.8.8.8/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'not a url',
]

test('F1 F4 no endpoint at an address that is not public: refused when it is saved, in one sentence', async () => {
  const messages = new Set<string>()
  for (const url of privateUrls) {
    const refused = await endpoints
      .create(guarded.ctx, whose, hookAt(url))
      .catch((error: unknown) => error)
    assert.ok(refused instanceof AppError, url)
    assert.deepEqual([refused.status, refused.faults[0]?.path], [400, ['url']], url)
    messages.add(refused.message)
  }
  assert.equal(messages.size, 1, 'F6 nothing to tell them apart by')
  const { endpoint } = await endpoints.create(guarded.ctx, whose, hookAt('https://8.8.8.8/'))
  await assert.rejects(
    endpoints.change(guarded.ctx, whose, endpoint.id, { url: 'http://10.0.0.1/' }),
    {
      code: 'invalid_input',
    },
  )
  await endpoints.remove(guarded.ctx, whose, endpoint.id)
})

test('F2 asked again at each attempt: what leads to a private address by then gets nothing', async () => {
  const canary = await startReceiver()
  const closed = 'http://127.0.0.1:5432/'
  const errors = new Set<string | null>()
  for (const url of [canary.url, closed, 'http://169.254.169.254/']) {
    const { endpoint } = await endpoints.create(guarded.ctx, whose, hookAt('https://8.8.8.8/'))
    await guarded.ctx.db.run(
      sql`update webhooks.endpoints set url = ${url} where id = ${endpoint.id}`,
    )
    await insertRows(guarded, [{ id: 1 }])
    const { status, error, status_code } = await tried(guarded, endpoint, 1)
    assert.deepEqual([status, status_code], ['pending', null])
    errors.add(error)
    await endpoints.remove(guarded.ctx, whose, endpoint.id)
  }
  assert.equal(canary.all.length, 0)
  assert.equal(errors.size, 1, `F6 open or closed, the same sentence: ${[...errors]}`)
})

test('F7 what three webhooks in a row led to is kept and sent to nobody', async () => {
  const receiver = await startReceiver()
  // A receiver that answers each row with another one, and passes on how it came about.
  receiver.respond = (received, response) => {
    response.end()
    void insertWithHops(Number(received.headers['x-flumen-hops']))
  }
  const insertWithHops = (hops: number) =>
    emitRows(server.ctx, {
      tenantId: defaultTenantId,
      schema: 'public',
      table: 'loops',
      operation: 'INSERT',
      rows: [{ record: '{}', oldRecord: null, at: new Date() }],
      hops,
    })
  const hook = await newHook(server, 'platform', receiver.url, {
    topics: ['row:public.loops:INSERT'],
  })
  await insertWithHops(0)
  await until('the fourth is kept', async () => (await deliveriesOf(server, hook)).length === 4)
  await tried(server, hook, 1)
  await until('three were sent', () => receiver.all.length === 3)
  const last = (await deliveriesOf(server, hook)).at(-1)
  assert.equal(last?.status, 'failed')
  assert.match(last?.error ?? '', /not sent/)
  assert.deepEqual(
    receiver.all.map(({ headers }) => headers['x-flumen-hops']),
    ['1', '2', '3'],
  )
  const since = new Date(0)
  assert.equal(await deliveries.recover(server.ctx, whose, hook.id, since), 0, 'nor recovered')
})

test('F7 an endpoint has a budget: beyond it deliveries wait, no attempt is used', async () => {
  const limited = await startServer({ allowLoopback: true })
  const receiver = await startReceiver()
  const hook = await newHook(limited, 'platform', receiver.url)
  for (let i = 0; i < 5_999; i++) limited.ctx.limits.rate(`webhook:${hook.id}`, 6_000)
  await insertRows(limited, [{ id: 1 }, { id: 2 }, { id: 3 }])
  await receiver.count(1)
  await until('the others wait', async () => {
    const waiting = (await deliveriesOf(limited, hook)).filter(({ status }) => status === 'pending')
    return waiting.length === 2 && waiting.every((d) => d.attempt === 0 && (d.waits ?? 0) > 5)
  })
  assert.equal(receiver.all.length, 1)
})

test('F7 one owner has so many endpoints at most, however many are made at once', async () => {
  const whose = { ...whoseOf('registry'), tenantId: await newTenant(server) }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 104 }, () =>
      endpoints.create(server.ctx, whose, hookAt('http://127.0.0.1/')),
    ),
  )
  const made = outcomes.filter(({ status }) => status === 'fulfilled')
  assert.equal(made.length, 100)
})

test('H4 receivers that keep us waiting slow nobody else', async () => {
  const silent = await startReceiver()
  silent.respond = () => undefined
  const well = await startReceiver()
  for (let i = 0; i < 20; i++) {
    await newHook(server, 'platform', `${silent.url}/${i}`, { topics: ['row:public.slow:INSERT'] })
  }
  await newHook(server, 'platform', well.url, { topics: ['row:public.quick:INSERT'] })
  await insertRows(server, Array(10).fill({}), 'slow')
  await silent.count(80)
  await insertRows(server, Array(50).fill({}), 'quick')
  await well.count(50)
  assert.equal(silent.all.length, 80, 'four at once each')
})

test('J2 whoever lost a delivery to another process cannot write about it', async () => {
  const receiver = await startReceiver()
  const gate = Promise.withResolvers<void>()
  receiver.respond = async (_received, response) => {
    await gate.promise
    response.writeHead(500).end()
  }
  const hook = await newHook(server, 'platform', receiver.url, {
    topics: ['row:public.fenced:INSERT'],
  })
  await insertRows(server, [{ id: 1 }], 'fenced')
  await receiver.count(1)
  const other = uuid()
  await server.ctx.db.run(sql`update webhooks.deliveries set lease = ${other},
    next_at = now() + interval '1 hour' where endpoint_id = ${hook.id}`)
  gate.resolve()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const [seen] = await deliveriesOf(server, hook)
  assert.deepEqual([seen?.attempt, seen?.status], [0, 'pending'])
})

test('a server that stops gives back what is on its way; another one delivers it', async () => {
  const receiver = await startReceiver()
  receiver.respond = () => undefined
  const first = await startServer({ databaseUrl: server.databaseUrl, allowLoopback: true })
  const hook = await newHook(server, 'platform', receiver.url, {
    topics: ['row:public.stopping:INSERT'],
  })
  await server.app.engines.queue.stop()
  await insertRows(first, [{ id: 1 }], 'stopping')
  await receiver.count(1)
  await first.stop()
  const [seen] = await deliveriesOf(server, hook)
  assert.deepEqual([seen?.attempt, seen?.status], [0, 'pending'])
  receiver.respond = answering(200)
  await startServer({ databaseUrl: server.databaseUrl, allowLoopback: true })
  await wake(server.ctx)
  await hasten(server, hook)
  const got = await receiver.count(2)
  assert.equal(got.headers['webhook-id'], receiver.all[0]?.headers['webhook-id'])
})
