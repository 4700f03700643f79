import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mustMissNothing } from '../reconnects.ts'

test('W7 sockets cut at random: with a cursor nothing is missing, double or out of order', async () => {
  const { written, cuts } = await mustMissNothing({ followers: 12, changes: 600, perSecond: 300 })
  assert.ok(written >= 600 && cuts > 0, `${written} written, ${cuts} cuts`)
})
