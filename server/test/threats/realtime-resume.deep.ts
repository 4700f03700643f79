import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mustMissNothing } from '../reconnects.ts'

test('W7 five hundred changes a second, fifty sockets cut at random, ten thousand in all', async (t) => {
  const { written, cuts, reached } = await mustMissNothing({
    followers: 50,
    changes: 10_000,
    // A little more: what is late is made good only by the next.
    perSecond: 550,
  })
  t.diagnostic(`${written} written, ${reached} a second; ${cuts} cuts`)
  assert.ok(reached >= 400, `only ${reached} changes a second`)
  assert.ok(written >= 10_000 && cuts > 100, `${written} written, ${cuts} cuts`)
})
