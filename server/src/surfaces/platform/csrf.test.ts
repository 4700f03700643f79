import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'

const server = await startServer({ queue: false, publicUrl: 'https://flumen.test' })
const plain = await startServer({ databaseUrl: server.databaseUrl, queue: false })

const ask = (cookie?: string, from = server) =>
  from.call({ url: '/api/v1/auth/csrf', ...(cookie && { headers: { cookie } }) })

test('issues a cookie where there is none and answers with its value', async () => {
  const { status, body, headers } = await ask()
  assert.equal(status, 200)
  const [pair, ...attributes] = String(headers['set-cookie']).split('; ')
  assert.equal(pair, `__Host-csrf_token=${body.csrf_token}`)
  const expected = ['Path=/', 'Max-Age=86400', 'HttpOnly', 'SameSite=Strict', 'Secure']
  assert.deepEqual(attributes, expected)
  const again = await ask(`a=b; ${pair}; c=d`)
  assert.equal(again.body.csrf_token, body.csrf_token)
  assert.equal(again.headers['set-cookie'], undefined)
})

test('without https the cookie has the plain name', async () => {
  const { headers } = await ask(undefined, plain)
  assert.match(String(headers['set-cookie']), /^csrf_token=\w{43}; .*SameSite=Strict$/)
})

test('takes nothing for a token that is not one of its own', async () => {
  for (const value of ['', 'x', '"><script>', 'ü', `${'a'.repeat(43)}\t`, 'a'.repeat(5000)]) {
    const { body, headers } = await ask(`__Host-csrf_token=${encodeURIComponent(value)}!`)
    assert.match(body.csrf_token, /^\w{43}$/)
    assert.ok(headers['set-cookie'])
  }
})
