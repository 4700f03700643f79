import { test } from 'node:test'
import { startFuzz } from './tables-fuzz.ts'

const fuzz = await startFuzz()

for (let part = 0; part < 10; part++) {
  test(`10,000 generated calls, part ${part + 1} of 10: no 500, nothing of the caller becomes SQL`, () =>
    fuzz(10_000, 1_000 + part))
}
