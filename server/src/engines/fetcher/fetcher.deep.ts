import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCanary, startRawServer } from './canary.ts'
import { Fetcher } from './index.ts'

test('10,000 sends to a name that rebinds: no hit on the address that is not allowed', async (t) => {
  const allowed = await startCanary(t)
  const trap = await startCanary(t, undefined, { host: '127.0.0.2', port: allowed.port })
  let asked = 0
  // The check sees what is allowed; were the name asked again to dial it, the trap would be hit.
  const answers = [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1', '10.0.0.1'], ['::ffff:127.0.0.2']]
  const resolve = async () => {
    asked += 1
    return answers[(asked - 1) % answers.length] ?? []
  }
  const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [], resolve })
  const url = `http://rebinding.test:${allowed.port}/`
  let refused = 0
  for (let batch = 0; batch < 100; batch += 1) {
    const calls = Array.from({ length: 100 }, () => fetcher.fetch(url))
    const ended = await Promise.allSettled(calls)
    refused += ended.filter((call) => call.status === 'rejected').length
  }
  assert.equal(asked, 10_000)
  assert.equal(refused, 7_500)
  assert.equal(allowed.connections(), 2_500)
  assert.equal(trap.connections(), 0)
})

test('hostile answers end within their time and leave neither memory nor sockets', async (t) => {
  const flood = Buffer.alloc(1_048_576, 'x')
  const head = 'HTTP/1.1 200 OK\r\n'
  const servers = await Promise.all([
    startRawServer(t, (socket) => {
      socket.write(`${head}\r\n`)
      const pour = () => {
        while (!socket.destroyed && socket.write(flood));
      }
      socket.on('drain', pour)
      pour()
    }),
    startRawServer(t, (socket) => {
      socket.write(`${head}\r\n`)
      const drip = setInterval(() => socket.write('.'), 100)
      socket.on('close', () => clearInterval(drip))
    }),
    startRawServer(t, (socket) => {
      socket.write(head)
      const more = setInterval(() => socket.write('x-more: yes\r\n'.repeat(1_000)), 1)
      socket.on('close', () => clearInterval(more))
    }),
    startRawServer(t, (socket) => {
      const more = setInterval(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 1)
      socket.on('close', () => clearInterval(more))
    }),
    startRawServer(t, () => {}),
  ])
  const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [], timeoutMs: 1_500 })
  const before = process.memoryUsage.rss()
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now()
    const calls = servers.map((server) => fetcher.fetch(server.origin))
    const ended = await Promise.allSettled(calls)
    assert.ok(ended.every((call) => call.status === 'rejected'))
    assert.ok(performance.now() - start < 2_500)
  }
  const grownMb = (process.memoryUsage.rss() - before) / 1_048_576
  t.diagnostic(`RSS + ${grownMb.toFixed(1)} MB, the hostile servers included`)
  assert.ok(grownMb < 32, `${grownMb} MB`)
  await sleep(100)
  assert.deepEqual(
    servers.map((server) => server.open()),
    servers.map(() => 0),
  )
})
