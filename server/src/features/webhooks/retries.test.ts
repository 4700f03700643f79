import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer, until } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { sql } from '../../kernel/sql.ts'
import { attemptsOf, deliveries, endpoints, metering, registry, type Surface } from './index.ts'
import { answering, startReceiver } from './receiver-stand-in.ts'
import { schemes } from './schemes.ts'
import {
  deliveriesOf,
  type Hook,
  hasten,
  insertRows,
  newHook,
  newTenant,
  tried,
  whoseOf,
} from './testing.ts'

/** What happens when a receiver fails. No test waits for a schedule: the rows' clock is turned on. */
const server = await startServer({ allowLoopback: true, rateLimit: false })
const { ctx } = server

const emitTo: Record<Surface, () => Promise<unknown>> = {
  platform: () => insertRows(server, [{ id: 1 }]),
  metering: () =>
    metering.tell(ctx, { tenantId: defaultTenantId, mode: 'live', type: 'invoice.paid', data: {} }),
  registry: () =>
    registry.tell(ctx, {
      tenantId: defaultTenantId,
      mode: 'live',
      type: 'app.created',
      apiVersion: '2026-03-09',
      merchantId: 'merch_1',
      object: () => ({}),
    }),
}

const stateOf = async ({ id }: { id: string }) =>
  ctx.db.row<{ is_enabled: boolean; disabled_reason: string | null; failures: number }>(
    sql`select is_enabled, disabled_reason, failures from webhooks.endpoints where id = ${id}`,
  )

/** Removed at its end, so that each test has the events to itself. */
async function withHook(
  surface: Surface,
  url: string,
  work: (hook: Hook) => Promise<void>,
  changes: Parameters<typeof newHook>[3] = {},
): Promise<void> {
  const hook = await newHook(server, surface, url, changes)
  await work(hook)
  await endpoints.remove(ctx, whoseOf(surface), hook.id)
}

for (const surface of ['platform', 'metering', 'registry'] as const) {
  test(`H3 ${surface}: every attempt of the schedule, within 10 % of its time; then failed`, async () => {
    const receiver = await startReceiver()
    receiver.respond = answering(500, {}, 'broken')
    await withHook(surface, receiver.url, async (hook) => {
      await emitTo[surface]()
      for (const [i, delay] of schemes[surface].delaysSeconds.entries()) {
        const { status, waits, error } = await tried(server, hook, i + 1)
        assert.deepEqual([status, error], ['pending', 'The receiver answered with 500'])
        assert.ok(waits && waits > delay * 0.9 - 5 && waits <= delay * 1.1, `${delay}: ${waits}`)
        await hasten(server, hook)
      }
      const patience = { max_retries: null, retry_backoff_seconds: null }
      const last = await tried(server, hook, attemptsOf(surface, patience))
      assert.deepEqual([last.status, last.waits], ['failed', null])
      assert.equal(receiver.all.length, attemptsOf(surface, patience))
      assert.equal(new Set(receiver.all.map(({ body }) => body)).size, 1)
    })
  })
}

test('H3 it is delivered as soon as the receiver is well again', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(503)
  await withHook('platform', receiver.url, async (hook) => {
    await insertRows(server, [{ id: 1 }])
    await tried(server, hook, 1)
    receiver.respond = answering(204)
    await hasten(server, hook)
    const { status, status_code, error } = await tried(server, hook, 2)
    assert.deepEqual([status, status_code, error], ['success', 204, null])
    await until('its failures are forgotten', async () => (await stateOf(hook))?.failures === 0)
  })
})

test('H3 Retry-After is honoured, in seconds or as a date, up to a day', async () => {
  const table: [number, string, number, number][] = [
    [503, '120', 115, 121],
    [429, new Date(Date.now() + 600_000).toUTCString(), 590, 601],
    [429, '99999999', 86_390, 86_401],
    [500, '120', 3, 6],
    [503, 'soon', 3, 6],
    [503, '-5', 3, 6],
  ]
  for (const [status, value, least, most] of table) {
    const receiver = await startReceiver()
    receiver.respond = answering(status, { 'retry-after': value })
    await withHook('platform', receiver.url, async (hook) => {
      await insertRows(server, [{ id: 1 }])
      const { waits } = await tried(server, hook, 1)
      assert.ok(waits && waits > least && waits < most, `${status} ${value}: ${waits}`)
    })
  }
})

test('H3 whatever is no 2xx within the time is a failure; F3 a redirect is not followed', async () => {
  const elsewhere = await startReceiver()
  const receiver = await startReceiver()
  const failing = [301, 302, 303, 307, 308].map((status) =>
    answering(status, { location: elsewhere.url }),
  )
  for (const respond of [...failing, answering(400), answering(404), () => undefined]) {
    receiver.respond = respond
    await withHook(
      'platform',
      receiver.url,
      async (hook) => {
        await insertRows(server, [{ id: 1 }])
        assert.equal((await tried(server, hook, 1)).status, 'pending')
      },
      { timeoutSeconds: 1, headers: { authorization: 'Bearer secret' } },
    )
  }
  assert.deepEqual(elsewhere.all, [])
})

test('H3 its owner may say how often and how soon', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(500)
  await withHook(
    'platform',
    receiver.url,
    async (hook) => {
      await insertRows(server, [{ id: 1 }])
      const { waits } = await tried(server, hook, 1)
      assert.ok(waits && waits > 95 && waits <= 105, String(waits))
      await hasten(server, hook)
      assert.equal((await tried(server, hook, 2)).status, 'failed')
    },
    { maxRetries: 2, retryBackoffSeconds: 100 },
  )
})

test('H3 after five days of failures it is switched off, and its people are told', async () => {
  const owner = await registerProven(server)
  const receiver = await startReceiver()
  receiver.respond = answering(500)
  const tenantId = await newTenant(server)
  await ctx.db.run(sql`insert into auth.members (tenant_id, user_id, role)
    select ${tenantId}, id, 'owner' from auth.users where email = ${owner.email}`)
  const whose = { ...whoseOf('metering'), tenantId }
  const { endpoint } = await endpoints.create(ctx, whose, {
    name: 'Billing',
    url: receiver.url,
    subscriptions: { given: [], tables: [] },
    topics: ['*'],
  })
  const event = { tenantId, mode: 'live', type: 'invoice.paid', data: {} } as const
  await metering.tell(ctx, event)
  await tried(server, endpoint, 1)
  assert.equal((await stateOf(endpoint))?.is_enabled, true)
  await ctx.db.run(sql`
    update webhooks.endpoints set failing_since = now() - interval '5 days' where id = ${endpoint.id}`)
  await hasten(server, endpoint)
  await tried(server, endpoint, 2)
  await until('off', async () => (await stateOf(endpoint))?.is_enabled === false)
  assert.equal((await stateOf(endpoint))?.disabled_reason, 'It failed for five days')
  const mail = await server.inbox.next(owner.email)
  assert.match(mail.subject, /webhook/i)
  assert.match(mail.text, /Billing/)
  const [waiting] = await deliveriesOf(server, endpoint)
  assert.deepEqual([waiting?.status, waiting?.waits], ['failed', null])
  await metering.tell(ctx, event)
  assert.equal((await deliveriesOf(server, endpoint)).length, 1, 'nothing more is written for it')
  // Switched on again it may be told what it missed.
  await endpoints.change(ctx, whose, endpoint.id, { isEnabled: true })
  receiver.respond = answering(200)
  const since = new Date(Date.now() - 3_600_000)
  assert.equal(await deliveries.recover(ctx, whose, endpoint.id, since), 1)
  await receiver.count(3)
})

test('H3 410 Gone switches it off at once', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(410)
  await withHook('registry', receiver.url, async (hook) => {
    await emitTo.registry()
    assert.equal((await tried(server, hook, 1)).status, 'failed')
    await until('off', async () => (await stateOf(hook))?.is_enabled === false)
    assert.match((await stateOf(hook))?.disabled_reason ?? '', /410 Gone/)
  })
})

test('H4 news for a receiver that fails again and again wait; its retries keep their times', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(500)
  await withHook('platform', receiver.url, async (hook) => {
    await ctx.db.run(sql`update webhooks.endpoints set failures = 10, failing_since = now()
      where id = ${hook.id}`)
    await insertRows(server, Array(20).fill({ id: 1 }))
    await until('one was tried', async () =>
      (await deliveriesOf(server, hook)).some(({ attempt }) => attempt === 1),
    )
    const all = await deliveriesOf(server, hook)
    const waiting = all.filter(({ attempt, waits }) => attempt === 0 && (waits ?? 0) > 500)
    assert.equal(waiting.length, 19)
    const retry = all.find(({ attempt }) => attempt === 1)
    assert.ok((retry?.waits ?? 99) < 6)
    // The first success lets all of them go.
    receiver.respond = answering(200)
    await hasten(server, { id: hook.id })
    await receiver.count(21)
  })
})

test('H5 of an endless answer 64 kB are kept, and it counts for what it said first', async () => {
  const receiver = await startReceiver()
  let written = 0
  receiver.respond = (_received, response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384
    }
    response.on('drain', more)
    more()
  }
  await withHook('platform', receiver.url, async (hook) => {
    await insertRows(server, [{ id: 1 }])
    const { status, response_body } = await tried(server, hook, 1)
    assert.deepEqual([status, response_body?.length], ['success', 65_536])
    assert.ok(written < 32 * 1024 * 1024, `${written} bytes were taken`)
  })
})

test('an answer of any bytes can be kept', async () => {
  const receiver = await startReceiver()
  receiver.respond = (_received, response) =>
    response.end(Buffer.from([0, 1, 0xff, 0xfe, 0xed, 0xa0, 0x80]))
  await withHook('platform', receiver.url, async (hook) => {
    await insertRows(server, [{ id: 1 }])
    const { status, response_body } = await tried(server, hook, 1)
    assert.equal(status, 'success')
    assert.ok(!response_body?.includes('\0'))
  })
})

test('an event is sent once more as a delivery of its own: same id, same bytes', async () => {
  const receiver = await startReceiver()
  await withHook('platform', receiver.url, async (hook) => {
    await insertRows(server, [{ id: 1 }])
    const first = await tried(server, hook, 1)
    const whose = whoseOf('platform')
    const again = await deliveries.again(ctx, whose, hook.id, first.id)
    assert.notEqual(again.id, first.id)
    await receiver.count(2)
    const [one, two] = receiver.all
    assert.equal(one?.body, two?.body)
    assert.equal(one?.headers['webhook-id'], two?.headers['webhook-id'])
    await endpoints.change(ctx, whose, hook.id, { isEnabled: false })
    await assert.rejects(deliveries.again(ctx, whose, hook.id, first.id), {
      code: 'webhook_disabled',
    })
  })
})
