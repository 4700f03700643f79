import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksOnce, callsPerRow } from './per-row.ts'

/** As `pg_get_expr` writes policies. */
const cases: [string, string][] = [
  ['(owner = auth.uid())', '(owner = (select auth.uid()))'],
  [
    "((auth.jwt() ->> 'tenant'::text) = tenant)",
    "(((select auth.jwt()) ->> 'tenant'::text) = tenant)",
  ],
  [
    "(owner = (current_setting('app.user_id'::text, true))::uuid)",
    "(owner = ((select current_setting('app.user_id'::text, true)))::uuid)",
  ],
  [
    "(a = current_setting(('a'::text || lower('B)'::text))))",
    "(a = (select current_setting(('a'::text || lower('B)'::text)))))",
  ],
  [
    '(EXISTS ( SELECT 1 FROM members m WHERE ((m.team = docs.team) AND (m.who = auth.uid()))))',
    '(EXISTS ( SELECT 1 FROM members m WHERE ((m.team = docs.team) AND (m.who = (select auth.uid())))))',
  ],
]
for (const [before, after] of cases) {
  test(`${before} asks for every row`, () => {
    assert.equal(asksOnce(before), after)
    assert.deepEqual(callsPerRow(after), [], 'and then no more')
  })
}

for (const fine of [
  '(owner = ( SELECT auth.uid() AS uid))',
  "(team = ( SELECT ((auth.jwt() ->> 'team'::text))::integer AS int4))",
  "(owner = ( SELECT (current_setting('app.user_id'::text, true))::uuid AS current_setting))",
  "(note = 'auth.uid()'::text)",
  '("auth.uid()" = 1)',
  'true',
]) {
  test(`${fine} does not`, () => assert.equal(asksOnce(fine), fine))
}

test('a text of brackets is read in time that grows with its length', () => {
  assert.equal(callsPerRow(`${'('.repeat(20_000)}auth.uid()`).length, 1)
})
