import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from './sql.ts'

test('values become parameters, in order, also in nested pieces', () => {
  const where = sql`where a = ${1} and b = ${"'; drop table x"}`
  const q = sql`select ${sql.id('a"b', 'c')} from t ${where} limit ${10}`
  assert.equal(q.text, 'select "a""b"."c" from t where a = $1 and b = $2 limit $3')
  assert.deepEqual(q.values, [1, "'; drop table x", 10])
})

test('join keeps the numbering', () => {
  const q = sql`x in (${sql.join([1, 2, 3].map((n) => sql`${n}`))}) ${sql.join([])}`
  assert.equal(q.text, 'x in ($1, $2, $3) ')
  assert.deepEqual(q.values, [1, 2, 3])
})

test('an identifier with a NUL is refused', () => {
  assert.throws(() => sql.id('a\0b'), TypeError)
})
