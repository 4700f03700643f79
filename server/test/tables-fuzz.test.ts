import { test } from 'node:test'
import { startFuzz } from './tables-fuzz.ts'

const fuzz = await startFuzz()

test('1,000 generated calls: no 500, nothing of the caller becomes SQL (threats I1, I2, I12)', () =>
  fuzz(1_000, 42))
