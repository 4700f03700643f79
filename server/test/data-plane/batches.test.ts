import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatches } from './batches.ts'

const { run, log } = await startBatches()

test('25 sequences of 8 batches by two people: tables and results are those of the model, all or none', () =>
  run(25, 11))

test('the log of PostgreSQL holds no entry that a caller may not cause', () =>
  assert.deepEqual(log.complaints(), []))
