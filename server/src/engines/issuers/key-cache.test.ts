import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeyCache, type KeySet } from './key-cache.ts'

test('remembers a thousand issuers and forgets the one least asked for', async () => {
  const asked: string[] = []
  const load = async (issuer: string) => {
    asked.push(issuer)
    return { keys: (async () => new Uint8Array()) as KeySet, maxAgeMs: 60_000 }
  }
  const cache = new KeyCache(load, Date.now)
  for (let index = 0; index < 1_000; index += 1) await cache.get(`issuer-${index}`)
  await cache.get('issuer-0')
  await cache.get('one more')
  asked.length = 0
  await cache.get('issuer-0')
  await cache.get('one more')
  assert.deepEqual(asked, [])
  await cache.get('issuer-1')
  assert.deepEqual(asked, ['issuer-1'])
})
