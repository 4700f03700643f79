import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holds, parseFilter } from './filter.ts'
import { imageOf, pick, plain } from './image.ts'

/** As `jsonb` prints: a space behind each comma and colon outside of texts. */
const asJsonb = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(asJsonb).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${asJsonb(v)}`)
  return `{${entries.join(', ')}}`
}

test('a row taken apart and put together again is the same, letter for letter', () => {
  const rows = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
  fc.assert(
    fc.property(rows, (row) => {
      const image = imageOf(asJsonb(row))
      assert.deepEqual([...image.keys()], Object.keys(row))
      for (const [name, text] of image) assert.equal(text, asJsonb(row[name]))
      assert.deepEqual(JSON.parse(pick(image, image.keys())), JSON.parse(JSON.stringify(row)))
    }),
    { numRuns: 50 },
  )
})

test('numbers keep every digit', () => {
  const image = imageOf('{"n": 12345678901234567890.12345678901234567890, "t": "1"}')
  assert.equal(pick(image, ['n']), '{"n":12345678901234567890.12345678901234567890}')
  assert.equal(plain(image.get('t')), '1')
  assert.equal(plain('null'), undefined)
})

const row = imageOf(
  '{"id": 9007199254740993, "n": 2.50, "name": "Ann\\"a", "gone": null, "ok": true, "j": {"a": {"b": 5}, "l": [1, "x"]}, "t": "10", "at": "2026-03-01T10:00:00.5+02:00"}',
)

const passes = (filter: string): boolean => holds({ all: parseFilter(filter) }, row) === true

for (const [filter, expected] of [
  ['id=eq.9007199254740993', true],
  ['id=eq.9007199254740992', false],
  ['id=gt.9007199254740992', true],
  ['n=eq.2.5', true],
  ['n=lt.10', true],
  ['n=gte.-3', true],
  ['t=lt.9', false],
  ['name=eq.Ann"a', true],
  ['name=like.A*a', true],
  ['name=like.a%', false],
  ['name=ilike.a%"_', true],
  ['name=not.like.A*', false],
  ['name=eq."Ann\\"a"', true],
  ['name=in.(Ann"a,b)', true],
  ['name=neq.Doe, Jane,id=gt.1', true],
  ['at=eq.2026-03-01T08:00:00.500Z', true],
  ['at=gt.2026-03-01 08:00:00.499999+00', true],
  ['at=lt.2026-03-01T09:00:00Z', true],
  ['gone=is.null', true],
  ['gone=eq.null', false],
  ['gone=neq.1', false],
  ['gone=not.eq.1', false],
  ['name=is.null', false],
  ['name=not.is.null', true],
  ['ok=is.true', true],
  ['ok=eq.true', true],
  ['n=in.(1,2.5)', true],
  ['name=in.(b,"Ann\\"a")', true],
  ['j->a->>b=eq.5', true],
  ['j->l->>1=eq.x', true],
  ['j->nothing->>1=is.null', true],
  ['n=gt.2,ok=is.true', true],
  ['n=gt.2,ok=is.false', false],
] as const) {
  test(`filter ${filter}`, () => assert.equal(passes(filter), expected))
}

test('what is no filter is refused', () => {
  for (const text of [
    '',
    'id',
    'id=1',
    'id=xx.1',
    'id=in.1',
    'id=is.1',
    'id=in.(1',
    'id=in.1)',
    '=eq.1',
  ]) {
    assert.throws(() => parseFilter(text), /Malformed/, text)
  }
})

test('a pattern that would take an engine of patterns for ever is answered at once', () => {
  const tests = parseFilter(`name=like.${'*a'.repeat(500)}*b`)
  assert.equal(holds({ all: tests }, imageOf(`{"name": "${'a'.repeat(5_000)}"}`)), false)
})

test('what is unknown stays unknown, whatever is made of it', () => {
  const [gone] = parseFilter('gone=eq.1')
  const [ok] = parseFilter('ok=eq.true')
  assert.ok(gone && ok)
  assert.equal(holds({ not: gone }, row), undefined)
  assert.equal(holds({ any: [gone, ok] }, row), true)
  assert.equal(holds({ all: [gone, ok] }, row), undefined)
  assert.equal(holds({ all: [gone, { not: ok }] }, row), false)
  assert.equal(holds({ not: { any: [] } }, row), true)
})
