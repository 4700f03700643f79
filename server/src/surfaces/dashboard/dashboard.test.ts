import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { Dist } from './dist.ts'

const server = await startServer({ rateLimit: false, setupToken: 'set-up' })
const own = { origin: 'http://flumen.test' }
const admin = { email: 'ada@example.com', password: 'correct horse battery staple' }
const setUp = await server.call({
  url: '/api/v1/admin/setup',
  body: { ...admin, name: 'Ada', setup_token: 'set-up' },
})
assert.equal(setUp.status, 201, setUp.text)

const signIn = async () =>
  (await server.call({ url: '/api/v1/admin/login', body: admin })).body.refresh_token
const begin = (refresh_token: string) =>
  server.call({ url: '/dashboard/session', body: { refresh_token }, headers: own })
const cookieOf = (headers: Record<string, unknown>): string =>
  String(headers['set-cookie']).split(';')[0] ?? ''
const refresh = (cookie?: string) =>
  server.call({
    method: 'POST',
    url: '/dashboard/session/refresh',
    headers: { ...own, ...(cookie && { cookie }) },
  })

describe('the session', () => {
  test('a refresh token is handed over: its successor stands in the cookie, and in no body', async () => {
    const given = await signIn()
    const { status, body, headers, text } = await begin(given)
    assert.equal(status, 200, text)
    assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'user'])
    assert.equal(body.user.role, 'instance_admin')
    const cookie = cookieOf(headers)
    assert.match(cookie, /^dashboard_session=./)
    assert.ok(!cookie.includes(given))
    assert.match(
      String(headers['set-cookie']),
      /Path=\/dashboard\/session;.*HttpOnly; SameSite=Strict/,
    )
    const me = await server.call({ url: '/api/v1/admin/me', token: body.access_token })
    assert.equal(me.status, 200)
  })

  test('the cookie renews itself; without one nobody is signed in, with a dead one it is cleared', async () => {
    const first = await begin(await signIn())
    const second = await refresh(cookieOf(first.headers))
    assert.equal(second.status, 200, second.text)
    assert.notEqual(cookieOf(second.headers), cookieOf(first.headers))
    assert.equal((await refresh()).status, 204)
    const dead = await refresh('dashboard_session=nonsense')
    assert.equal(dead.status, 401)
    assert.match(String(dead.headers['set-cookie']), /^dashboard_session=; .*Max-Age=0/)
  })

  test('two tabs that renew at once stay signed in', async () => {
    const cookie = cookieOf((await begin(await signIn())).headers)
    const [one, two] = await Promise.all([refresh(cookie), refresh(cookie)])
    assert.deepEqual([one.status, two.status], [200, 200])
    assert.equal(cookieOf(one.headers), cookieOf(two.headers))
  })

  test('signing out ends the session everywhere, and clears the cookie', async () => {
    const { headers, body } = await begin(await signIn())
    const cookie = cookieOf(headers)
    const out = await server.call({
      method: 'DELETE',
      url: '/dashboard/session',
      headers: { ...own, cookie },
    })
    assert.equal(out.status, 204, out.text)
    assert.match(String(out.headers['set-cookie']), /Max-Age=0/)
    assert.equal((await refresh(cookie)).status, 401)
    const me = await server.call({ url: '/api/v1/admin/me', token: body.access_token })
    assert.equal(me.status, 401)
  })

  test('whoever administers nothing gets no cookie', async () => {
    const made = await server.call({
      url: '/api/v1/auth/signup',
      body: { email: 'grace@example.com', password: 'a very long pass phrase' },
    })
    const { status, headers, body } = await begin(made.body.refresh_token)
    assert.deepEqual([status, body.code], [403, 'ADMIN_REQUIRED'])
    assert.equal(headers['set-cookie'], undefined)
  })
})

describe('the files', () => {
  test('no script, style or frame of others: the content policy of every page', async () => {
    for (const url of ['/dashboard', '/dashboard/', '/dashboard/users/x?q=1&tab=y']) {
      const { headers, text } = await server.call({ url })
      const policy = String(headers['content-security-policy'])
      assert.match(policy, /default-src 'none'/)
      assert.match(policy, /script-src 'self';/)
      assert.match(policy, /style-src 'self';/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.match(policy, /frame-src 'self';/)
      assert.doesNotMatch(policy, /unsafe|\*|https?:/)
      assert.match(String(headers['content-type']), /^text\/html/)
      assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/)
    }
  })

  test('a file is found by its own name alone; a newer build takes the place of an older', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flumen-dist-'))
    after(() => rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'assets'))
    await writeFile(join(folder, 'index.html'), 'one')
    await writeFile(join(folder, 'assets', 'a-1.js'), 'code')
    await writeFile(join(folder, 'assets', 'a-1.js.br'), 'packed')
    const dist = new Dist(folder)
    const script = await dist.find('assets/a-1.js')
    assert.equal(script?.packed('gzip, br').encoding, 'br')
    assert.equal(script?.packed('gzip').encoding, undefined)
    assert.equal(script?.packed('br;q=0').encoding, undefined)
    for (const path of [
      '../package.json',
      'assets/../index.html',
      '/etc/passwd.js',
      'a%00.js',
      '.vite/manifest.js',
    ]) {
      assert.equal(await dist.find(path), undefined, path)
    }
    const before = (await dist.find('index.html'))?.etag
    await writeFile(join(folder, 'index.html'), 'two')
    await utimes(join(folder, 'index.html'), new Date(), new Date(Date.now() + 5_000))
    assert.notEqual((await dist.find('index.html'))?.etag, before)
  })
})

test('/embed alone may stand in frames of others, keeps nothing, and takes what it is told', async () => {
  const framed = await server.call({
    url: '/embed?token=secret&theme=dark',
    headers: { cookie: 'a=b' },
  })
  assert.match(String(framed.headers['content-security-policy']), /frame-ancestors \*$/)
  assert.match(
    String(framed.headers['content-security-policy']),
    /script-src 'self'; style-src 'self'/,
  )
  assert.equal(framed.headers['x-frame-options'], undefined)
  assert.equal(framed.headers['set-cookie'], undefined)
  assert.equal(framed.headers['referrer-policy'], 'no-referrer')
  assert.ok(!framed.text.includes('secret'))
  for (const url of ['/dashboard', '/dashboard/embed.html', '/dashboard/embed']) {
    const page = await server.call({ url })
    assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/, url)
    assert.equal(page.headers['x-frame-options'], 'DENY', url)
  }
})
