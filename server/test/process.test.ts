import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { testSecret } from './database.ts'
import { addressOf, freshDatabase, until } from './kit.ts'
import { newPerson } from './people.ts'

/** The server as an operator meets it: a process with an environment, signals and one line of errors. */
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'flumen-process-'))
const children = new Set<ChildProcess>()
after(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

interface Running {
  child: ChildProcess
  url: string
  log: () => string
  exited: Promise<number | null>
}

function launch(env: Record<string, string>): { child: ChildProcess; log: () => string } {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [main], {
    // One secret per cluster: it makes the passwords of the database logins.
    env: {
      PATH,
      PORT: '0',
      FLUMEN_DATA_DIR: join(folder, 'data'),
      ...('FLUMEN_DATABASE_URL' in env ? { FLUMEN_SECRET: testSecret } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  return { child, log: () => text }
}

async function start(env: Record<string, string> = {}): Promise<Running> {
  const { child, log } = launch(env)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const url = await addressOf(child)
  return { child, url, log, exited }
}

async function refusal(env: Record<string, string>): Promise<string> {
  const { child, log } = launch(env)
  const [code] = await once(child, 'exit')
  assert.equal(code, 1)
  return log().trim()
}

describe('a bad setting stops the start with one line', () => {
  const table: [string, string, RegExp][] = [
    ['PORT', 'abc', /^flumen: PORT is "abc"\. Accepted: a whole number from 0 to 65535\.$/],
    ['PORT', '70000', /^flumen: PORT is "70000"/],
    ['FLUMEN_DATABASE_URL', 'mysql://x', /^flumen: FLUMEN_DATABASE_URL is not such a URL/],
    ['FLUMEN_SECRET', 'short', /^flumen: FLUMEN_SECRET holds a secret of fewer than 32/],
    ['FLUMEN_RATE_LIMIT', 'maybe', /^flumen: FLUMEN_RATE_LIMIT is "maybe"\. Accepted: on or off/],
    ['FLUMEN_TRUSTED_PROXIES', '10.0.0.999', /^flumen: FLUMEN_TRUSTED_PROXIES holds "10.0.0.999"/],
    ['FLUMEN_MAIL_FROM', 'a\r\nb', /^flumen: FLUMEN_MAIL_FROM is/],
    ['FLUMEN_PUBLIC_URL', 'ftp://x', /^flumen: FLUMEN_PUBLIC_URL is not such a URL/],
    ['FLUMEN_OAUTH_ACME_CLIENT_IDS', 'x', /^flumen: FLUMEN_OAUTH_ACME_ISSUER is missing/],
    ['FLUMEN_PROCESSES', '0', /^flumen: FLUMEN_PROCESSES is "0"/],
    [
      'FLUMEN_DATABASE_URL',
      'postgres://nobody:pw@127.0.0.1:1/none',
      /^flumen: Cannot connect to PostgreSQL: connect ECONNREFUSED/,
    ],
  ]
  for (const [name, value, line] of table) {
    test(`${name}=${JSON.stringify(value)}`, async () => {
      const text = await refusal({ [name]: value })
      assert.match(text, line)
      assert.equal(text.split('\n').length, 1, text)
      assert.ok(!text.includes('pw@'), text)
    })
  }
})

test('starts on an empty folder, keeps its data over kill -9, refuses a second server', async () => {
  const first = await start()
  const person = newPerson()
  const made = await fetch(`${first.url}/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })
  assert.equal(made.status, 200)
  assert.equal((await stat(join(folder, 'data', 'secret'))).mode & 0o777, 0o600)

  const second = await refusal({})
  assert.match(second, /^flumen: .*data.*/)
  assert.equal(second.split('\n').length, 1, second)

  first.child.kill('SIGKILL')
  await first.exited
  const again = await start()
  const login = await fetch(`${again.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  })
  // The account is there: right password, mailbox not proven. Unknown fields are refused first.
  assert.equal(login.status, 422)
  const { username, password } = person
  const known = await fetch(`${again.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  assert.equal(known.status, 403)
  again.child.kill('SIGTERM')
  assert.equal(await again.exited, 0, again.log())
})

test('on SIGTERM a request in flight is finished; then the process ends with 0', async () => {
  const server = await start({ FLUMEN_DATABASE_URL: await freshDatabase() })
  const { port } = new URL(server.url)
  const body = JSON.stringify({ email: 'someone@example.com' })
  const socket = connect(Number(port), '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  socket.write(
    `POST /v1/auth/forgot-password HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n` +
      `content-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
  )
  await sleep(100)
  server.child.kill('SIGTERM')
  await until('stopping', () => server.log().includes('stopping'))
  await sleep(100)
  socket.write(body.slice(5))
  assert.equal(await server.exited, 0, server.log())
  assert.match(answer, /^HTTP\/1\.1 200 /)
  await assert.rejects(fetch(`${server.url}/health`))
})

test('a second signal ends at once', async () => {
  const server = await start({ FLUMEN_DATABASE_URL: await freshDatabase() })
  const { port } = new URL(server.url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    'POST /v1/auth/forgot-password HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
  )
  await sleep(100)
  server.child.kill('SIGINT')
  await until('stopping', () => server.log().includes('stopping'))
  await sleep(250)
  const before = performance.now()
  server.child.kill('SIGINT')
  assert.equal(await server.exited, 130)
  assert.ok(performance.now() - before < 1_000)
})

test('several processes share one port and stop together', async () => {
  const databaseUrl = await freshDatabase()
  const port = String(20_000 + (process.pid % 20_000))
  const server = await start({
    FLUMEN_DATABASE_URL: databaseUrl,
    FLUMEN_PROCESSES: '2',
    PORT: port,
  })
  const ready = () => server.log().match(/is ready at/g)?.length === 2
  await until('both workers', ready, 10_000)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => fetch(`http://127.0.0.1:${port}/health`)),
  )
  assert.ok(answers.every((answer) => answer.status === 200))
  server.child.kill('SIGTERM')
  assert.equal(await server.exited, 0, server.log())
  await assert.rejects(fetch(`http://127.0.0.1:${port}/health`))
})

test('a log line is JSON, names the route and the request, and holds no query', async () => {
  const server = await start({ FLUMEN_DATABASE_URL: await freshDatabase() })
  await fetch(`${server.url}/health?token=canary`, { headers: { 'x-request-id': 'abc-1' } })
  await until('the line', () => server.log().includes('"abc-1"'))
  const line =
    server
      .log()
      .split('\n')
      .find((text) => text.includes('"abc-1"')) ?? ''
  const { route, status, reqId } = JSON.parse(line)
  assert.deepEqual({ route, status, reqId }, { route: 'health.get', status: 200, reqId })
  assert.ok(!server.log().includes('canary'))
  server.child.kill('SIGTERM')
  await server.exited
})
