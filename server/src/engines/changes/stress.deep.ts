import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mustTellAll } from './testing.ts'

test('twelve writers for long: nothing missing, double or out of order', async () => {
  assert.ok((await mustTellAll(12, 400)) > 5_000)
})
