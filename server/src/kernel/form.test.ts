import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromForm } from './form.ts'
import { nullable, object, Type } from './schema.ts'

const schema = object({
  name: Type.String(),
  about: nullable(Type.String()),
  live: Type.Boolean(),
  uris: Type.Array(Type.String()),
  metadata: Type.Unsafe({ type: 'object', additionalProperties: { type: 'string' } }),
})

test('a form becomes what its schema says', () => {
  const table: [Record<string, string>, unknown][] = [
    [
      { name: 'true', live: 'true' },
      { name: 'true', live: true },
    ],
    [{ live: 'yes' }, { live: 'yes' }],
    [{ 'uris[0]': 'a', 'uris[1]': 'b' }, { uris: ['a', 'b'] }],
    [{ uris: '' }, { uris: [] }],
    [
      { about: '', name: '' },
      { about: null, name: '' },
    ],
    [{ 'metadata[a]': '1', 'metadata[b]': 'true' }, { metadata: { a: '1', b: 'true' } }],
    [{ 'name[a]': 'x' }, { name: { a: 'x' } }],
    [
      { 'a[b][c][d][e]': 'x', 'b[': 'y', '[]': 'z' },
      { 'a[b][c][d][e]': 'x', 'b[': 'y', '[]': 'z' },
    ],
  ]
  for (const [fields, expected] of table) assert.deepEqual(fromForm(schema, fields), expected)
})

test('names of prototypes are names', () => {
  const made = fromForm(schema, { '__proto__[a]': '1', 'constructor[prototype][b]': '1' })
  assert.deepEqual(Object.keys(made as object), ['__proto__', 'constructor'])
  assert.equal(({} as { a?: string }).a, undefined)
})
