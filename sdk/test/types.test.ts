import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typesOf } from '../src/types/index.ts'

const relation = (name: string, schema = 'public') => ({
  schema,
  name,
  kind: 'table' as const,
  relationships: [],
})

test('names of others are names, whatever stands in them', () => {
  const text = typesOf({
    components: {
      schemas: {
        one: {
          'x-relation': relation("it's; export {}\n//"),
          properties: { "a'b\\": { type: 'string', enum: ["x'y", 'z', null], nullable: true } },
        },
      },
    },
  })
  assert.match(text, /'it\\'s; export \{\}\\n\/\/': \{/)
  assert.match(text, /'a\\'b\\\\'\??: 'x\\'y' \| 'z' \| null/)
})

test('values, as they come over the wire', () => {
  const { properties } = {
    properties: {
      n: { type: 'integer' },
      s: { type: 'array', items: { type: 'string' } },
      e: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
      j: {},
      a: { type: 'array', items: {} },
      related: { type: 'array', items: { $ref: '#/components/schemas/other' } },
    },
  }
  const text = typesOf({
    components: { schemas: { t: { 'x-relation': relation('t'), properties } } },
  })
  const row = /Row: \{\n(.*?)\n {8}\}/s
    .exec(text)?.[1]
    ?.split('\n')
    .map((line) => line.trim())
  assert.deepEqual(row, ['n: number', 's: string[]', "e: ('a' | 'b')[]", 'j: Json', 'a: Json[]'])
  assert.match(text, /Insert: never\n {8}Update: never/)
})

test('schemas in their order, and only those that are asked for', () => {
  const schemas = {
    b: { 'x-relation': relation('b', 'shop') },
    a: { 'x-relation': relation('a', 'public') },
  }
  const names = (text: string) => [...text.matchAll(/^ {2}(\w+): \{$/gm)].map(([, name]) => name)
  assert.deepEqual(names(typesOf({ components: { schemas } })), ['public', 'shop'])
  assert.deepEqual(names(typesOf({ components: { schemas } }, ['shop'])), ['shop'])
})
