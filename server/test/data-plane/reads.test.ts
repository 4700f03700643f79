import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startReads } from './reads.ts'

const { run, log } = await startReads()

test('I1 I2 800 generated questions, in every spelling: each answer is that of the reference evaluator', () =>
  run(200, 42))

test('the log of PostgreSQL holds no entry that a caller may not cause', () =>
  assert.deepEqual(log.complaints(), []))
