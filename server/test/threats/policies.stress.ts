import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeCrowd } from './policies.ts'

const { mix } = await makeCrowd()

test('R3 50,000 interleaved requests of 20 people: nobody is another', async () => {
  const { foreign, served } = await mix(50_000, 11)
  assert.deepEqual(foreign, [])
  assert.ok(served > 20_000, `${served} were served`)
})
