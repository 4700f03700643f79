import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer, until } from '../../../test/kit.ts'
import type { Events } from '../../engines/events/index.ts'
import { newKey, newMeter, newOrganization } from '../../surfaces/metering/testing.ts'
import { rollUp } from './index.ts'

/** Quotas: of many at once no more get through than there is room for, on two processes, too. */
const server = await startServer()
const twin = await startServer({ databaseUrl: server.databaseUrl, queue: false })
const told: Events['usage.threshold'][] = []
server.app.engines.events.on('usage.threshold', async (_ctx, event) => {
  told.push(event)
})
const organization = await newOrganization(server)
const { key } = await newKey(server, organization)
const { token } = organization

async function customerWith(meter: { token: string }, quantity: number) {
  const external = `c${Math.random()}`
  const body = { meter_token: meter.token, customer_external_id: external, quantity }
  const metadata = { user_id: 'first' }
  const answer = await server.call({ url: '/api/v1/sdk/track', key, body: { ...body, metadata } })
  assert.equal(answer.status, 201, answer.text)
  return { external, id: answer.body.customer_id as string }
}

const setQuota = (id: string, meterId: string, body: object) =>
  server.call({ method: 'PUT', url: `/api/v1/customers/${id}/quotas/${meterId}`, token, body })

const month = { period: 'month', enforcement: 'hard' }

test('of 200 at once exactly as many as are left get through, the others learn what is left', async () => {
  const meter = await newMeter(server, organization)
  const { external, id } = await customerWith(meter, 5)
  await rollUp(server.ctx)
  await server.call({
    url: '/api/v1/sdk/track',
    key,
    body: { meter_token: meter.token, customer_external_id: external, quantity: 2 },
  })
  const set = await setQuota(id, meter.id, { ...month, limit: '17' })
  assert.deepEqual([set.status, set.body.used, set.body.limit], [200, '7', '17'], set.text)
  const answers = await barrier(200, (i) =>
    (i % 2 ? server : twin).call({
      url: '/api/v1/sdk/track',
      key,
      body: {
        meter_token: meter.token,
        customer_external_id: external,
        quantity: 1,
        idempotency_key: `${external} ${i}`,
      },
    }),
  )
  const passed = answers.filter(({ status }) => status === 201).length
  const refused = answers.filter(({ status }) => status === 402)
  assert.deepEqual([passed, refused.length], [10, 190])
  assert.deepEqual([refused[0]?.body.limit, typeof refused[0]?.body.detail], ['17', 'string'])
  const usage = await server.call({
    url: `/api/v1/meters/${meter.id}/usage?customer_id=${id}`,
    token,
  })
  assert.equal(usage.body.total_usage, 17)
  const last = answers.findIndex(({ status }) => status === 402)
  const again = await server.call({
    url: '/api/v1/sdk/track',
    key,
    body: {
      meter_token: meter.token,
      customer_external_id: external,
      quantity: 1,
      idempotency_key: `${external} ${last}`,
    },
  })
  assert.deepEqual(
    [again.status, again.body.left],
    [402, '0'],
    'a refused key is free, not replayed',
  )
  await until('told', () => told.filter(({ customerId }) => customerId === id).length === 2)
  const percents = told.filter((one) => one.customerId === id).map(({ percent }) => percent)
  // Jobs of their own: which is told first is not promised.
  assert.deepEqual(
    percents.sort((a, b) => a - b),
    [80, 100],
  )
})

test('an event that is taken out makes room again', async () => {
  const meter = await newMeter(server, organization)
  const { external, id } = await customerWith(meter, 3)
  await setQuota(id, meter.id, { ...month, limit: '3' })
  const send = () =>
    server.call({
      url: '/api/v1/sdk/track',
      key,
      body: { meter_token: meter.token, customer_external_id: external, quantity: 3 },
    })
  assert.equal((await send()).status, 402)
  const log = await server.call({ url: `/api/v1/meters/${meter.id}/events`, token })
  const url = `/api/v1/usage/${log.body.data[0].id}/void`
  assert.equal((await server.call({ method: 'POST', url, token })).status, 200)
  assert.equal((await send()).status, 201)
  assert.equal((await send()).status, 402)
})

test('UNIQUE_COUNT: what is counted already takes no room', async () => {
  const meter = await newMeter(server, organization, 'UNIQUE_COUNT')
  const { external, id } = await customerWith(meter, 1)
  await setQuota(id, meter.id, { ...month, limit: '2' })
  const send = async (user_id: string) => {
    const body = { meter_token: meter.token, customer_external_id: external, quantity: 1 }
    return (
      await server.call({ url: '/api/v1/sdk/track', key, body: { ...body, metadata: { user_id } } })
    ).status
  }
  assert.deepEqual(
    [await send('first'), await send('second'), await send('third'), await send('second')],
    [201, 201, 402, 201],
  )
})

test('MAX: one that is too large is refused, others are not', async () => {
  const meter = await newMeter(server, organization, 'MAX')
  const { external, id } = await customerWith(meter, 1)
  await setQuota(id, meter.id, { ...month, limit: '10' })
  const events = [9, 11, 10].map((quantity) => ({
    meter_token: meter.token,
    customer_external_id: external,
    quantity,
  }))
  const answer = await server.call({ url: '/api/v1/usage/batch', key, body: { events } })
  assert.deepEqual([answer.body.accepted, answer.body.rejected[0].index], [2, 1])
})

test('a soft quota refuses nothing; who is gone has none', async () => {
  const meter = await newMeter(server, organization)
  const { external, id } = await customerWith(meter, 1)
  await setQuota(id, meter.id, { period: 'day', enforcement: 'soft', limit: '2' })
  const body = { meter_token: meter.token, customer_external_id: external, quantity: 5 }
  assert.equal((await server.call({ url: '/api/v1/sdk/track', key, body })).status, 201)
  const list = await server.call({ url: `/api/v1/customers/${id}/quotas`, token })
  assert.deepEqual([list.body.data[0].used, list.body.data[0].enforcement], ['6', 'soft'])
  const gone = {
    method: 'DELETE' as const,
    url: `/api/v1/customers/${id}/quotas/${meter.id}`,
    token,
  }
  assert.deepEqual([(await server.call(gone)).status, (await server.call(gone)).status], [204, 404])
  const stranger = await newOrganization(server)
  assert.equal((await server.call({ ...gone, token: stranger.token })).status, 404)
})
