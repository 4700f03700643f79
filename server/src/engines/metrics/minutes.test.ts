import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Minutes } from './minutes.ts'

const now = Date.UTC(2026, 0, 1, 12)

test('percentiles are right to a fifth, per surface and minute', () => {
  const minutes = new Minutes()
  for (let ms = 1; ms <= 1000; ms++)
    minutes.observe('platform', ms > 990 ? 500 : 200, ms / 1000, now)
  minutes.observe('account', 200, 0.002, now + 60_000)
  const [platform, account] = minutes.minutes(now + 60_000)
  assert.deepEqual([platform?.surface, platform?.count, platform?.errors], ['platform', 1000, 10])
  for (const [found, true_] of [
    [platform?.p50_ms, 500],
    [platform?.p95_ms, 950],
    [platform?.p99_ms, 990],
  ]) {
    assert.ok(
      (found ?? 0) >= (true_ ?? 0) && (found ?? 0) <= (true_ ?? 0) * 1.2,
      `${found} ${true_}`,
    )
  }
  assert.deepEqual(account?.at, new Date(now + 60_000))
})

test('an hour is kept, and no more', () => {
  const minutes = new Minutes()
  for (let i = 0; i < 90; i++) minutes.observe('platform', 200, 0.001, now + i * 60_000)
  const end = now + 89 * 60_000
  assert.equal(minutes.minutes(end).length, 60)
  assert.equal(minutes.surfaces(end)[0]?.count, 60)
  assert.deepEqual(minutes.surfaces(end + 3_600_000), [])
})
