import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { startCanary, startRawServer } from './canary.ts'
import { Fetcher } from './index.ts'

const local = { allowLoopback: true, trustedOrigins: [] }

test('sends method, headers and body, and returns the whole answer', async (t) => {
  const server = await startCanary(t, async (request, response) => {
    const body = await text(request)
    response.writeHead(201, { 'Content-Type': 'application/json', 'set-cookie': ['a=1', 'b=2'] })
    response.end(JSON.stringify({ ...request.headers, method: request.method, body }))
  })
  const fetcher = new Fetcher({ ...local, userAgent: 'Flumen/1' })
  const answer = await fetcher.fetch(`${server.origin}/x?y=1`, {
    method: 'post',
    headers: { 'X-Signature': 's', Host: 'elsewhere.test', 'Accept-Encoding': 'gzip' },
    body: 'hällo',
  })
  assert.equal(answer.status, 201)
  assert.equal(answer.headers['set-cookie'], 'a=1, b=2')
  assert.deepEqual(answer.json(), {
    accept: '*/*',
    'accept-encoding': 'identity',
    body: 'hällo',
    connection: 'close',
    'content-length': '6',
    host: `127.0.0.1:${server.port}`,
    method: 'POST',
    'user-agent': 'Flumen/1',
    'x-signature': 's',
  })
})

test('json() of what is not JSON is a bad answer', async (t) => {
  const server = await startCanary(t)
  const answer = await new Fetcher(local).fetch(server.origin)
  assert.throws(() => answer.json(), { kind: 'unavailable', code: 'bad_answer' })
})

test('a line break in a header and a tunnelling method are refused unsent', async (t) => {
  const server = await startCanary(t)
  const fetcher = new Fetcher(local)
  const refused = { kind: 'unavailable', code: 'outgoing_refused' }
  for (const headers of [{ a: 'b\r\nc: d' }, { a: 'b\nc' }, { 'a\r\nb': 'c' }, { 'a b': 'c' }]) {
    await assert.rejects(fetcher.fetch(server.origin, { headers }), refused)
  }
  for (const method of ['CONNECT', 'TRACE', 'GET / HTTP/1.1\r\nx:']) {
    await assert.rejects(fetcher.fetch(server.origin, { method }), refused)
  }
  assert.equal(server.connections(), 0)
})

test('an endless body ends at the size limit, and the socket with it', async (t) => {
  const closed = Promise.withResolvers<void>()
  const server = await startCanary(t, (_request, response) => {
    const pump = setInterval(() => response.write(Buffer.alloc(65_536)), 1)
    response.on('close', () => closed.resolve(clearInterval(pump)))
  })
  const call = new Fetcher({ ...local, maxBytes: 500_000 }).fetch(server.origin)
  await assert.rejects(call, { kind: 'unavailable', code: 'outgoing_too_large' })
  await closed.promise
})

test('a body of exactly the limit passes, one byte more does not', async (t) => {
  const server = await startCanary(t, (_request, response) => response.end(Buffer.alloc(1_000)))
  const fetcher = new Fetcher(local)
  assert.equal((await fetcher.fetch(server.origin, { maxBytes: 1_000 })).body.length, 1_000)
  const call = fetcher.fetch(server.origin, { maxBytes: 999 })
  await assert.rejects(call, { code: 'outgoing_too_large' })
})

test('a body that drips ends at the deadline, however busy it looks', async (t) => {
  const server = await startCanary(t, (_request, response) => {
    const drip = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const start = Date.now()
  const call = new Fetcher({ ...local, timeoutMs: 200 }).fetch(server.origin)
  await assert.rejects(call, { kind: 'unavailable', code: 'outgoing_timeout' })
  assert.ok(Date.now() - start < 1_000)
})

test('a body without a length, cut at the deadline, is not taken for a whole one', async (t) => {
  const server = await startRawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nhalf'))
  const call = new Fetcher({ ...local, timeoutMs: 100 }).fetch(server.origin)
  await assert.rejects(call, { code: 'outgoing_timeout' })
})

test('a silent server and a silent name server end at the deadline', async (t) => {
  const server = await startRawServer(t, () => {})
  const resolve = () => new Promise<string[]>(() => {})
  const fetcher = new Fetcher({ ...local, resolve, timeoutMs: 100 })
  await assert.rejects(fetcher.fetch(server.origin), { code: 'outgoing_timeout' })
  await assert.rejects(fetcher.fetch('http://silent.test'), { code: 'outgoing_timeout' })
})

test('10,000 headers are too large', async (t) => {
  const server = await startRawServer(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    for (let line = 0; line < 10_000; line += 1) socket.write(`x-${line}: yes\r\n`)
    socket.end('\r\n')
  })
  await assert.rejects(new Fetcher(local).fetch(server.origin), { code: 'outgoing_too_large' })
})

for (const [what, speech] of Object.entries({
  'interim answers without end': 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000),
  'an unwanted upgrade':
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
  'a body cut short': 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc',
  'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
})) {
  test(`fails on ${what}`, async (t) => {
    const server = await startRawServer(t, (socket) => socket.end(speech))
    const call = new Fetcher({ ...local, timeoutMs: 2_000 }).fetch(server.origin)
    await assert.rejects(call, { kind: 'unavailable', code: 'outgoing_failed' })
  })
}

test('a compressed answer nobody asked for is not unpacked', async (t) => {
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const server = await startCanary(t, (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip,gzip' })
    response.end(bomb)
  })
  const answer = await new Fetcher(local).fetch(server.origin)
  assert.equal(answer.body.length, bomb.length)
})

test('the caller may end a call, and stop() ends all', async (t) => {
  const server = await startRawServer(t, () => {})
  const fetcher = new Fetcher(local)
  const mine = new AbortController()
  const aborted = fetcher.fetch(server.origin, { signal: mine.signal })
  const other = fetcher.fetch(server.origin)
  const ends = Promise.all([
    assert.rejects(aborted, { code: 'outgoing_failed' }),
    assert.rejects(other, { code: 'outgoing_failed' }),
  ])
  await sleep(50)
  mine.abort()
  await fetcher.stop()
  await ends
  await assert.rejects(fetcher.fetch(server.origin), { code: 'outgoing_refused' })
  await sleep(20)
  assert.equal(server.open(), 0)
})

test('asFetch() is a fetch: Request in, Response out, an abort is an AbortError', async (t) => {
  const server = await startCanary(t, async (request, response) => {
    if (request.url === '/empty') return response.writeHead(204).end()
    if (request.url === '/silent') return
    response.setHeader('x-seen', `${request.method} ${request.headers.authorization}`)
    response.end(await text(request))
  })
  const fetch = new Fetcher(local).asFetch()
  const headers = { authorization: 'Bearer key' }
  const response = await fetch(`${server.origin}/`, { method: 'PUT', headers, body: '{"a":1}' })
  assert.equal(response.headers.get('x-seen'), 'PUT Bearer key')
  assert.deepEqual(await response.json(), { a: 1 })
  assert.equal((await fetch(new Request(`${server.origin}/empty`))).status, 204)
  const signal = AbortSignal.timeout(50)
  await assert.rejects(fetch(`${server.origin}/silent`, { signal }), { name: 'TimeoutError' })
})

test('asFetch() refuses the same addresses', async (t) => {
  const canary = await startCanary(t)
  const fetch = new Fetcher({ allowLoopback: false, trustedOrigins: [] }).asFetch()
  await assert.rejects(fetch(canary.origin), { code: 'address_not_allowed' })
  assert.equal(canary.connections(), 0)
})
