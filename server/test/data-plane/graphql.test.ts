import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startDocuments } from './graphql.ts'

const { run, pages, broken, log } = await startDocuments()

test('150 generated documents of lists, rows and totals; lists by REST too: all is what the reference evaluator says', () =>
  run(150, 7))

test('25 generated lists by cursors, forward and back: every page is a piece of what the reference evaluator says', () =>
  pages(25, 7))

test('200 generated documents with something broken in them: no error of ours', () =>
  broken(200, 7))

test('the log of PostgreSQL holds no entry that a caller may not cause', () =>
  assert.deepEqual(log.complaints(), []))
