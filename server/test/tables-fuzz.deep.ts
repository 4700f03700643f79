import { test } from 'node:test'
import { startFuzz } from './tables-fuzz.ts'

const fuzz = await startFuzz()

test('40,000 calls of any shape: no 500, nothing of the caller becomes SQL', async () => {
  await Promise.all(Array.from({ length: 8 }, (_, lane) => fuzz(5_000, 1_000 + lane)))
})
