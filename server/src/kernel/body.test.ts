import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readExact, readJson } from './body.ts'

const read = (text: string) => readJson(Buffer.from(text))
const written = (text: string) => JSON.stringify(readExact(text, read(text)))

test('a name that would reach a prototype is refused, however it is spelled', () => {
  for (const name of ['__proto__', '\\u005f_proto__', '__prot\\u006f__']) {
    assert.throws(() => read(`{"a":[{"${name}":{"b":1}}]}`), { code: 'malformed_json' })
  }
  assert.deepEqual(read('{"a":"__proto__"}'), { a: '__proto__' })
})

test('half a character is refused, a whole one in two escapes is not', () => {
  assert.throws(() => read('{"a":"\\ud83d"}'), { code: 'malformed_json' })
  assert.deepEqual(read('{"a":"\\ud83d\\ude00"}'), { a: '😀' })
})

test('numbers keep the digits they were written with', () => {
  for (const number of [
    '1.50',
    '1e2',
    '-0',
    '12345678901234567890',
    '0.1234567890123456789',
    '7',
  ]) {
    for (const text of [`{"a":${number}}`, `{"a":[1,${number},2]}`, `[${number}]`, number]) {
      assert.equal(written(text), text)
    }
    assert.equal(written(`{ "a" : ${number}\n}`), `{"a":${number}}`)
  }
})

test('what only looks like a number inside a text stays a text', () => {
  assert.equal(written('{"a":"x, 1.50 ]"}'), '{"a":"x, 1.50 ]"}')
})

test('a byte order mark before the body is no part of it', () => {
  assert.equal(written('\ufeff{"a":1.50}'), '{"a":1.50}')
})
