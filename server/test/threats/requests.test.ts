import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type Answer, type Call, startServer } from '../kit.ts'
import {
  credentialFor,
  hasErrorShape,
  isClosed,
  type Listed,
  makeWorld,
  routesOf,
  title,
  urlOf,
} from './generators.ts'
import { oddTexts } from './samples.ts'

/** I7, I9, I11, I12, P10, P11: queries, paths, headers and bytes that readers could disagree about. */
const server = await startServer({ rateLimit: false })
const world = await makeWorld(server)
const routes = routesOf(server)

/** Callers whose route may end what they are let in by get a new world when it does. */
async function call(listed: Listed, given: Partial<Call>): Promise<Answer> {
  const credential = await credentialFor(world, listed)
  const { method } = listed.route
  const answer = await server.call({ method, url: urlOf(listed), ...credential, ...given })
  const about = `${title(listed)} ${JSON.stringify(given).slice(0, 300)} → ${answer.text.slice(0, 300)}`
  assert.ok(answer.status < 500 || answer.status === 503, about)
  assert.ok(answer.status < 400 || hasErrorShape(listed, answer), about)
  return answer
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }

const queries: readonly string[] = [
  ...[
    'a=1',
    'limit=1&limit=2',
    'limit[]=1',
    'limit[a]=1',
    'page=1&page=',
    'limit=1e3',
    'limit=NaN',
  ],
  ...['__proto__=1', '__proto__[a]=1', 'constructor[prototype][a]=1', 'limit=%00', 'limit=%ff'],
  ...['%', '%zz', 'limit=9007199254740993', 'limit=-1', 'limit=0x10', '&&&&', '=', 'limit', '?'],
  ...[`x=${'a'.repeat(60_000)}`, Array.from({ length: 10_000 }, (_, i) => `p${i}=1`).join('&')],
  ...[
    'token[]=x&token=y',
    'email=a&email=b',
    'hasOwnProperty=1',
    'toString=1',
    'limit= 1',
    'limit=١',
  ],
]

test('I9 repeated, bracketed and 10,000 parameters: refused or read, never an error of ours', async () => {
  const reading = routes.filter(({ route }) => route.method === 'GET')
  for (const [at, listed] of reading.entries()) {
    // All routes read their query alike: each query meets every fourth of them.
    for (const query of queries.filter((_, i) => (at + i) % 4 === 0)) {
      const began = performance.now()
      await call(listed, { url: `${urlOf(listed)}?${query}` })
      // Far above what it takes: what hangs or grows with the square is meant.
      assert.ok(performance.now() - began < 5_000, `${title(listed)} ${query.slice(0, 60)}`)
    }
  }
  const pollution = await server.call({ url: '/health?__proto__[polluted]=1' })
  assert.ok(pollution.status < 500)
  assert.equal(({} as { polluted?: string }).polluted, undefined)
})

test('I9 a form field sent twice is refused', async () => {
  const raw = 'username=a&password=b&username=c'
  const answer = await server.call({ url: '/v1/auth/login', raw, headers: form })
  assert.equal(answer.status, 422)
  for (const [name, body] of [
    ['brackets', 'username[]=a&password=b'],
    ['prototype', '__proto__=a&username=a&password=b'],
    ['constructor', 'constructor=a&username=a&password=b'],
  ]) {
    const odd = await server.call({ url: '/v1/auth/login', raw: body ?? '', headers: form })
    assert.equal(odd.status, 422, name)
  }
})

test('I12 odd path parameters: refused or not found', async () => {
  const texts = oddTexts.filter((text) => text !== '' && text.length < 400)
  const withParameter = routes.filter(({ route }) => route.path.includes('{'))
  for (const [at, listed] of withParameter.entries()) {
    // All routes read their path alike: each text meets every eighth of them.
    for (const text of [...texts.filter((_, i) => (at + i) % 8 === 0), '.', '..%2f', '%']) {
      let url: string
      try {
        url = urlOf(listed, text)
      } catch {
        continue // a lone surrogate has no spelling in a URL
      }
      const answer = await server.call({
        method: listed.route.method,
        url,
        ...(await credentialFor(world, listed)),
      })
      assert.ok(answer.status < 500, `${title(listed)} ${JSON.stringify(text)}: ${answer.text}`)
      // One contract answers 200 with `valid: false`, whatever is asked.
      // And a lone dot is gone before it is sent: another path.
      // Pages of the dashboard are told apart in the browser.
      const isPage = listed.route.path === '/dashboard/{path}'
      const refused = isPage || answer.status >= 400 || answer.body.valid === false || text === '.'
      assert.ok(refused, `${title(listed)} ${JSON.stringify(text)}`)
    }
  }
})

test('I12 paths that the router itself refuses are refused in our words', async () => {
  for (const url of ['/v1/me/sessions/%', '/api/v2/apps/%zz', `/api/v2/apps/${'x'.repeat(600)}`]) {
    const answer = await server.call({ url })
    assert.ok([400, 404, 414].includes(answer.status))
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.ok(!answer.text.includes('FST_'), answer.text.slice(0, 200))
  }
})

test('I7 method override headers and other methods change nothing', async () => {
  const token = await world.session()
  const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' }
  assert.equal((await server.call({ url: '/v1/me/account', token, headers })).status, 200)
  const closed = routes.filter((one) => isClosed(one) && !one.route.access.startsWith('optional'))
  for (const listed of closed) {
    const answer = await server.app.http.inject({ method: 'HEAD', url: urlOf(listed) })
    // Below files a name that is none is 400.
    assert.ok([400, 401, 404].includes(answer.statusCode), `HEAD ${listed.route.path}`)
    assert.equal(answer.body, '')
  }
})

/** Raw bytes to a listening server. @returns the status lines that came back */
async function send(bytes: string): Promise<number[]> {
  const { port } = server.app.http.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk) => (text += chunk))
  socket.on('error', () => undefined)
  // A connection that is hung up on is an answer, too; one kept open has said all it will.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.write(bytes)
  await Promise.race([closed, sleep(250)])
  socket.destroy()
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((m) => Number(m[1]))
}

await server.app.listen()

test('P10 P11 framing: what two readers could read differently is refused by the first', async () => {
  const post = 'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  const smuggled = 'GET /v1/me/account HTTP/1.1\r\nHost: x\r\n\r\n'
  const table: [string, string][] = [
    [
      'length and chunked',
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}${smuggled}`],
    ['a signed length', `${post}Content-Length: +2\r\n\r\n{}`],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n{}`],
    ['chunked twice', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['an odd coding', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a folded header', `${post}X: a\r\n b\r\nContent-Length: 2\r\n\r\n{}`],
    ['a space before the colon', `${post}Content-Length : 2\r\n\r\n{}`],
    ['a bare line feed', `${post.replaceAll('\r\n', '\n')}Content-Length: 2\n\n{}${smuggled}`],
    ['no host', 'GET /health HTTP/1.1\r\n\r\n'],
    ['a NUL in a header', 'GET /health HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n'],
    [
      'a chunk size that overflows',
      `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(17)}\r\n`,
    ],
    ['20 kB of headers', `GET /health HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
    [
      'a 64 kB token',
      `GET /v1/me/account HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${'a'.repeat(65_536)}\r\n\r\n`,
    ],
    ['garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'],
  ]
  for (const [name, bytes] of table) {
    const statuses = await send(bytes)
    assert.ok(statuses.length <= 1, `${name}: ${statuses} answers`)
    assert.ok([400, 413, 415, 417, 431, undefined].includes(statuses[0]), `${name}: ${statuses}`)
  }
  assert.deepEqual(
    await send('GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    [200],
  )
})

test('P11 two Host headers are refused (RFC 9112 §3.2)', async () => {
  const bytes = 'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'
  assert.deepEqual(await send(bytes), [400])
})

test('I11 line breaks in what is echoed make no header and no line', async () => {
  for (const id of ['a\r\nX-Evil: 1', 'a\u2028b', 'a'.repeat(65), 'a b', '<script>']) {
    const answer = await server.call({ url: '/health', headers: { 'x-request-id': id } })
    assert.notEqual(answer.headers['x-request-id'], id)
    assert.equal(answer.headers['x-evil'], undefined)
  }
})

test('B6 a compressed body is refused by its head on every route that takes one', async () => {
  const takers = routes.filter(({ route }) => route.body !== undefined)
  assert.ok(takers.length > 50)
  for (const listed of takers) {
    const type = listed.route.consumes?.[0] ?? 'application/json'
    for (const encoding of ['gzip', 'GZIP, gzip', 'br', 'x-made-up']) {
      const headers = { 'content-type': type, 'content-encoding': encoding }
      const answer = await call(listed, { raw: gzipSync('{}'), headers })
      assert.equal(answer.status, 415, `${title(listed)} ${answer.text}`)
      assert.equal(answer.headers['accept-encoding'], 'identity')
    }
  }
})
