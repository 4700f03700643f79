import assert from 'node:assert/strict'
import { test } from 'node:test'
import { equalInConstantTime, Secrets } from './crypto.ts'

const old = 'an old root secret, long enough to be one'
const fresh = 'a fresh root secret, long enough to be one'

test('what is sealed opens again, and only where it was put', () => {
  const secrets = new Secrets([fresh])
  const sealed = secrets.seal('apps:1:jwt_secret', 'hunter2')
  assert.equal(secrets.open('apps:1:jwt_secret', sealed), 'hunter2')
  assert.throws(() => secrets.open('apps:2:jwt_secret', sealed))
})

test('a flipped bit, a cut and a foreign root are refused', () => {
  const secrets = new Secrets([fresh])
  const sealed = secrets.seal('x', 'hunter2')
  const parts = sealed.split('.')
  const bytes = Buffer.from(parts[2] ?? '', 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    assert.throws(() => secrets.open('x', `v1.${parts[1]}.${changed.toString('base64url')}`))
  }
  assert.throws(() => secrets.open('x', sealed.slice(0, -4)))
  assert.throws(() => new Secrets([old]).open('x', sealed), /unknown root/)
})

test('after a rotation the old root still opens, the new one seals', () => {
  const before = new Secrets([old]).seal('x', 'kept')
  const rotated = new Secrets([fresh, old])
  assert.equal(rotated.open('x', before), 'kept')
  assert.equal(new Secrets([fresh]).open('x', rotated.seal('x', 'new')), 'new')
})

test('one key per purpose, the same after every start', () => {
  const a = new Secrets([fresh]).current
  const b = new Secrets([fresh]).current
  assert.deepEqual(a.key('code'), b.key('code'))
  assert.notDeepEqual(a.key('code'), a.key('link'))
  assert.deepEqual(
    a.signingKeys().publicKey.export({ format: 'jwk' }),
    b.signingKeys().publicKey.export({ format: 'jwk' }),
  )
})

test('nonces do not repeat', () => {
  const secrets = new Secrets([fresh])
  const seen = new Set(Array.from({ length: 10_000 }, () => secrets.seal('x', '').slice(12, 28)))
  assert.equal(seen.size, 10_000)
})

test('constant-time comparison', () => {
  assert.ok(equalInConstantTime('abc', 'abc'))
  assert.ok(!equalInConstantTime('abc', 'abcd'))
})
