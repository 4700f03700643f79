import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startMutations } from './mutations.ts'

const { run, log } = await startMutations()

test('25 sequences of 8 documents of mutations by two people: tables and answers are those of the model, all or none', () =>
  run(25, 13))

test('the log of PostgreSQL holds no entry that a caller may not cause', () =>
  assert.deepEqual(log.complaints(), []))
