import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { type TestContext, test } from 'node:test'
import { startCanary } from './canary.ts'
import { Fetcher } from './index.ts'

const local = { allowLoopback: true, trustedOrigins: [] }
const refused = { kind: 'unavailable', code: 'outgoing_refused' }
const statuses = [301, 302, 303, 307, 308]

async function startRedirecting(t: TestContext, status: number, location: string) {
  return await startCanary(t, (_request, response) =>
    response.writeHead(status, { location }).end(),
  )
}

/** Redirects /from to `to`, and keeps what arrives elsewhere. */
async function startKeeping(t: TestContext, status: number, to = '/to') {
  const seen: IncomingMessage[] = []
  const server = await startCanary(t, (request, response) => {
    if (request.url === '/from') return response.writeHead(status, { location: to }).end()
    seen.push(request)
    response.end('arrived')
  })
  return { ...server, seen }
}

test('a redirect is returned as it is unless asked for', async (t) => {
  const canary = await startCanary(t)
  for (const status of statuses) {
    const server = await startRedirecting(t, status, canary.origin)
    const answer = await new Fetcher(local).fetch(server.origin)
    assert.equal(answer.status, status)
    assert.equal(answer.headers.location, canary.origin)
  }
  assert.equal(canary.connections(), 0)
})

test('no redirect of a stranger leads inside, not even to a trusted origin', async (t) => {
  const canary = await startCanary(t)
  const trusted = await startCanary(t)
  const resolve = async (name: string) => [name === 'inside.test' ? '10.0.0.1' : '127.0.0.1']
  for (const status of statuses) {
    for (const location of [
      ...[
        canary.origin,
        trusted.origin,
        `http://0x7f.1:${canary.port}/`,
        'http://169.254.169.254/',
      ],
      ...['http://inside.test/', 'http://[::1]:9/', 'file:///etc/passwd', 'http://u:p@8.8.8.8/'],
      ...['http://8.8.8.8:22/', 'http://', `//127.1:${canary.port}/`],
    ]) {
      const first = await startRedirecting(t, status, location)
      const trustedOrigins = [first.origin, trusted.origin]
      const fetcher = new Fetcher({ allowLoopback: false, trustedOrigins, resolve })
      await assert.rejects(fetcher.fetch(first.origin, { redirects: 3 }), refused, location)
    }
  }
  assert.equal(canary.connections() + trusted.connections(), 0)
})

test('credentials do not travel to another origin', async (t) => {
  const other = await startKeeping(t, 200)
  const first = await startRedirecting(t, 302, `${other.origin}/to`)
  const headers = {
    authorization: 'Bearer secret',
    cookie: 'a=secret',
    'x-api-key': 'secret',
    'webhook-signature': 'secret',
    'accept-language': 'fr',
  }
  const answer = await new Fetcher(local).fetch(first.origin, { redirects: 1, headers })
  assert.equal(answer.text(), 'arrived')
  assert.equal(other.seen[0]?.headers['accept-language'], 'fr')
  assert.doesNotMatch(JSON.stringify(other.seen[0]?.rawHeaders), /secret/)
})

test('within one origin headers stay; a body is kept by 307 and 308 alone', async (t) => {
  for (const [status, method] of [
    [301, 'GET'],
    [302, 'GET'],
    [303, 'GET'],
    [307, 'POST'],
    [308, 'POST'],
  ] as const) {
    const server = await startKeeping(t, status)
    const headers = { authorization: 'Bearer mine', 'content-type': 'text/plain' }
    const init = { method: 'POST', body: 'words', headers, redirects: 1 }
    await new Fetcher(local).fetch(`${server.origin}/from`, init)
    const arrived = server.seen[0]
    assert.equal(arrived?.method, method, `${status}`)
    assert.equal(arrived?.headers.authorization, 'Bearer mine')
    assert.equal(arrived?.headers['content-length'], method === 'POST' ? '5' : undefined)
    assert.equal(arrived?.headers['content-type'], method === 'POST' ? 'text/plain' : undefined)
  }
})

test('a body is not handed to another origin', async (t) => {
  const other = await startCanary(t)
  const first = await startRedirecting(t, 307, other.origin)
  const init = { method: 'POST', body: 'client_secret=1', redirects: 1 }
  await assert.rejects(new Fetcher(local).fetch(first.origin, init), refused)
  assert.equal(other.connections(), 0)
})

test('a loop ends with the number of redirects allowed', async (t) => {
  const server = await startRedirecting(t, 302, '/again')
  const answer = await new Fetcher(local).fetch(server.origin, { redirects: 3 })
  assert.equal(answer.status, 302)
  assert.equal(server.connections(), 4)
})
