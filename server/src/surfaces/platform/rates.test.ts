import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newAddress, startServer } from '../../../test/kit.ts'
import { newKey } from './testing.ts'

/** What is left stands on every answer that was counted. */
const server = await startServer()
const roomOf = (headers: Record<string, unknown>) =>
  ['limit', 'remaining', 'reset'].map((name) => headers[`x-ratelimit-${name}`])

test('what is left under the rate of a network, down to none and 429', async () => {
  const from = newAddress()
  const ask = () => server.call({ url: '/api/v1/auth/config', from })
  const first = await ask()
  const [limit, remaining, reset] = roomOf(first.headers).map(Number)
  assert.deepEqual([limit, remaining], [120, 119])
  assert.ok(Number(reset) >= 1 && Number(reset) <= 60)
  let last = first
  for (let i = 0; i < 120 && last.status === 200; i++) last = await ask()
  // At the turn of a minute there is room again, and one more round.
  if (last.status === 200) for (let i = 0; i < 120 && last.status === 200; i++) last = await ask()
  assert.equal(last.status, 429)
  assert.equal(Number(roomOf(last.headers)[1]), 0)
  const { code, error, message, retry_after } = last.body
  assert.deepEqual([code, message], ['RATE_LIMIT_EXCEEDED', error])
  assert.equal(retry_after, Number(last.headers['retry-after']))
})

test('of several rates the one that has least is shown; what is not counted shows none', async () => {
  const key = await newKey(server, 'gsk', {}, { perMinute: 5, perHour: 1000 })
  const { headers } = await server.call({ url: '/api/v1/admin/service-keys', token: key })
  assert.deepEqual(roomOf(headers).slice(0, 2).map(Number), [5, 4])
  const open = await server.call({ url: '/api/v1/settings' })
  assert.deepEqual(roomOf(open.headers), [undefined, undefined, undefined])
})

test('pages of other sites may read it', async () => {
  const { headers } = await server.call({ url: '/api/v1/auth/config' })
  const exposed = String(headers['access-control-expose-headers']).split(', ')
  for (const name of ['x-ratelimit-remaining', 'retry-after', 'content-range', 'x-request-id']) {
    assert.ok(exposed.includes(name), name)
  }
})
