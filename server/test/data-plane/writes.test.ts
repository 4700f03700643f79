import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startWrites } from './writes.ts'

const { run, log } = await startWrites()

test('15 sequences of 12 changes by two people: table and answers are those of the model', () =>
  run(15, 3))

test('the log of PostgreSQL holds no entry that a caller may not cause', () =>
  assert.deepEqual(log.complaints(), []))
