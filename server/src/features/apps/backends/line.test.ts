import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openLine, reasonOf, send } from './line.ts'
import { makeTestContext, startProvider } from './stand-in.ts'

const down = { kind: 'unavailable', code: 'backend_unavailable' }

test('all calls of one use share its time', async (t) => {
  const provider = await startProvider(t, () => ({}))
  const line = openLine(makeTestContext().ctx, 'supabase', 300)
  const call = { method: 'GET', url: provider.url }
  assert.equal((await send(line, call)).status, 200)
  await sleep(300)
  await assert.rejects(send(line, call), down)
  assert.equal(provider.calls.length, 1)
})

test('a provider that says nothing is given up when the time is over', async (t) => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const line = openLine(makeTestContext().ctx, 'firebase', 200)
  const start = performance.now()
  await assert.rejects(send(line, { method: 'GET', url: `http://127.0.0.1:${port}` }), down)
  assert.ok(performance.now() - start < 2_000)
})

test('a client that went away ends the call', async (t) => {
  const provider = await startProvider(t, () => ({}))
  const line = { ...openLine(makeTestContext().ctx, 'firebase'), signal: AbortSignal.abort() }
  await assert.rejects(send(line, { method: 'GET', url: provider.url }), down)
})

for (const [body, reason] of [
  [{ error: { code: 400, message: 'EMAIL_EXISTS', status: 'INVALID_ARGUMENT' } }, 'EMAIL_EXISTS'],
  [{ error: { message: 'INVALID_PHONE_NUMBER : TOO_SHORT' } }, 'INVALID_PHONE_NUMBER'],
  [
    { error: { message: 'No access for a@b.test', status: 'PERMISSION_DENIED' } },
    'PERMISSION_DENIED',
  ],
  [{ error: 'invalid_grant', error_description: 'Bad key' }, 'invalid_grant'],
  [{ code: 422, error_code: 'email_exists', msg: 'A sentence' }, 'email_exists'],
  [{ code: 'PGRST205', message: 'A sentence' }, 'PGRST205'],
  [{ message: 'A sentence' }, ''],
  ['EMAIL_EXISTS', ''],
  [null, ''],
] as const) {
  test(`the reason in ${JSON.stringify(body)} is ${JSON.stringify(reason)}`, () => {
    assert.equal(
      reasonOf({ json: () => body } as unknown as Parameters<typeof reasonOf>[0]),
      reason,
    )
  })
}
