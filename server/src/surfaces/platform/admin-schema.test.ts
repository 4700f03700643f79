import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { asAdministrator, blog } from '../../../test/tables.ts'
import { operator } from './testing.ts'

const server = await startServer({ rateLimit: false })
const { token } = await operator(server)
await asAdministrator(
  server,
  `${blog}
   create type mood as enum ('glad', 'sad');
   create table "Odd.x" (
     id bigint generated always as identity primary key, m mood default 'sad', n int check (n > 0),
     twice int generated always as (n * 2) stored, up int references "Odd.x" (n) on delete cascade,
     unique (n));
   comment on column "Odd.x".n is 'a number';
   create policy strict on "Odd.x" as restrictive for update to authenticated using (n > 1) with check (n < 9);
   create table days (at date) partition by range (at);
   create table days_2026 partition of days for values from ('2026-01-01') to ('2027-01-01')`,
)
const ask = (query = '', headers: Record<string, string> = {}) =>
  server.call({ url: `/api/v1/admin/schema${query}`, token, headers })

test('one answer tells all of a table', async () => {
  const answer = await ask()
  assert.equal(answer.status, 200, answer.text)
  const { tables, enums, schemas } = answer.body
  const of = (name: string) => tables.find((table: { name: string }) => table.name === name)
  const odd = of('Odd.x')
  assert.deepEqual(odd.primary_key, ['id'])
  assert.deepEqual(
    odd.columns.map((c: { name: string; identity: string; generated: string; default: string }) => [
      c.name,
      c.identity ?? c.generated ?? c.default,
    ]),
    [
      ['id', 'always'],
      ['m', "'sad'::mood"],
      ['n', null],
      ['twice', '(n * 2)'],
      ['up', null],
    ],
  )
  assert.equal(odd.columns[2].comment, 'a number')
  assert.deepEqual(odd.columns[1].enum_values, ['glad', 'sad'])
  assert.deepEqual(odd.foreign_keys[0].references, {
    schema: 'public',
    table: 'Odd.x',
    columns: ['n'],
  })
  assert.equal(odd.foreign_keys[0].on_delete, 'cascade')
  assert.deepEqual(odd.policies, [
    {
      name: 'strict',
      command: 'update',
      permissive: false,
      roles: ['authenticated'],
      using: '(n > 1)',
      check: '(n < 9)',
    },
  ])
  assert.deepEqual(odd.grants.anon, [])
  assert.deepEqual(of('posts').grants.anon, ['select', 'insert', 'update', 'delete'])
  assert.match(of('recent').definition, /SELECT id/i)
  assert.deepEqual([of('days').kind, of('days_2026')], ['partitioned_table', undefined])
  assert.deepEqual(enums, [{ schema: 'public', name: 'mood', values: ['glad', 'sad'] }])
  assert.ok(schemas.every(({ name }: { name: string }) => !['auth', 'engine'].includes(name)))
})

test('who has it already is told so', async () => {
  const { headers } = await ask('?schema=public')
  const again = await ask('?schema=public', { 'if-none-match': String(headers.etag) })
  assert.deepEqual([again.status, again.text], [304, ''])
  assert.deepEqual((await ask('?schema=nothing')).body.tables, [])
})
