import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTables } from '../../../test/tables.ts'
import { newKey, operator, signIn } from './testing.ts'

/** A project without a fault: what it holds must never be found. */
const clean = `
  create schema "odd ""shop";
  grant usage on schema "odd ""shop" to authenticated;
  create table "odd ""shop"."my posts" (id uuid primary key default gen_random_uuid(), owner_id uuid not null, public boolean);
  create index on "odd ""shop"."my posts" (owner_id);
  alter table "odd ""shop"."my posts" enable row level security;
  grant select, insert on "odd ""shop"."my posts" to authenticated;
  create policy own on "odd ""shop"."my posts" to authenticated using (public or owner_id = (select auth.uid()));
  create view "odd ""shop".shown with (security_invoker = true) as select id from "odd ""shop"."my posts";
  grant select on "odd ""shop".shown to authenticated;
  create table services_only (id int primary key, secret text);
  create table everybodys (id int primary key);
  comment on table everybodys is '@open prices';
  grant select on everybodys to anon;
  create function tidy() returns int language sql security definer set search_path = public, pg_temp as 'select 1';
  revoke execute on function tidy() from public;
`
const { server, sql } = await startTables(clean)
const { token } = await operator(server)

type Finding = Record<string, unknown> & { id: string; rule: string; fix: string }

async function findings(query = ''): Promise<Finding[]> {
  const answer = await server.call({ url: `/api/v1/admin/advisor${query}`, token })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.findings
}

test('a clean project has no finding', async () => assert.deepEqual(await findings(), []))

/** What is typed, and what is found then. */
const faults: [string, string, Record<string, unknown>][] = [
  [
    'a table for people without row-level security',
    'create table t (id int primary key); grant select on t to authenticated',
    { id: 'rls_missing:public:t', level: 'error', table: 't' },
  ],
  [
    'the same by one column',
    'create table t (id int primary key, a int); grant select (a) on t to anon',
    { rule: 'rls_missing', level: 'error', table: 't' },
  ],
  [
    'row-level security without a policy, where a column says whose a row is',
    'create table t (id int primary key, user_id uuid); alter table t enable row level security; grant select on t to authenticated; create index on t (user_id)',
    { rule: 'rls_without_policy', level: 'info', table: 't' },
  ],
  [
    'row-level security without a policy, where none does',
    'create table t (id int primary key); alter table t enable row level security; grant select on t to authenticated',
    { rule: 'rls_without_policy', level: 'info', table: 't' },
  ],
  [
    'a policy that asks for every row',
    `create table t (id int primary key, who uuid, "as" text); create index on t (who); create index on t ("as"); alter table t enable row level security; grant select on t to authenticated;
     create policy "my ""rows" on t using (who = auth.uid()) with check ("as" = current_setting('app.role', true))`,
    { id: 'policy_per_row:public:t:my "rows', level: 'warning', policy: 'my "rows' },
  ],
  [
    'a policy over a column without an index',
    'create table t (id int primary key, "who Is" uuid); alter table t enable row level security; grant select on t to authenticated; create policy p on t using ("who Is" = (select auth.uid()))',
    { rule: 'policy_column_without_index', level: 'warning', table: 't', columns: ['who Is'] },
  ],
  [
    'writes by anybody',
    'create table t (id int primary key); alter table t enable row level security; grant select, insert, update on t to anon; create policy p on t using (true)',
    { rule: 'anon_may_write', level: 'warning', role: 'anon' },
  ],
  [
    'rights that policies do not touch',
    'create table t (id int primary key); alter table t enable row level security; grant select, truncate, trigger on t to authenticated; create policy p on t using (true)',
    { rule: 'grant_past_policies', level: 'warning', role: 'authenticated' },
  ],
  [
    'grants to PUBLIC',
    'create table t (id int primary key); alter table t enable row level security; grant select on t to public; create policy p on t using (true)',
    { rule: 'grant_to_public', level: 'warning', role: 'public' },
  ],
  [
    'a schema in which people may create',
    'grant create on schema public to authenticated',
    { rule: 'schema_open_to_create', level: 'error', schema: 'public', role: 'authenticated' },
  ],
  [
    'a grant to somebody whom no policy is for',
    'create table t (id int primary key); alter table t enable row level security; grant select on t to anon; create policy p on t to service_role using (true)',
    { rule: 'grant_without_policy', level: 'info', table: 't', role: 'anon' },
  ],
  [
    'a view with the rights of its owner',
    'create view t as select id from services_only; grant select on t to anon',
    { rule: 'view_not_as_caller', level: 'error', table: 't' },
  ],
  [
    'a materialized view for people',
    'create materialized view t as select id from services_only; grant select on t to authenticated',
    { rule: 'materialized_view_exposed', level: 'warning', table: 't' },
  ],
  [
    'a function of its owner that finds names as its caller does',
    `create function f(a int, "b c" text default 'x') returns int language sql security definer as 'select 1'; revoke execute on function f from public`,
    { rule: 'definer_search_path', level: 'warning', function: 'f(a integer, "b c" text)' },
  ],
  [
    'a function of its owner that anybody may run',
    `create function f() returns int language sql security definer set search_path = '' as 'select 1'`,
    { rule: 'definer_open_to_anon', level: 'warning', function: 'f()', role: 'anon' },
  ],
  [
    'a foreign key without an index',
    'create table t (id int primary key, a int, b int, unique (b, a)); alter table t add constraint k foreign key (a) references services_only',
    { rule: 'foreign_key_without_index', level: 'info', constraint: 'k', columns: ['a'] },
  ],
  [
    'two indexes that are one',
    'create table t (id int primary key, a int); create index one on t (a); create index two on t (a)',
    { rule: 'duplicate_index', level: 'info', index: 'two' },
  ],
  [
    'the double of a constraint',
    'create table t (id int primary key); create unique index other on t (id)',
    { rule: 'duplicate_index', level: 'info', index: 'other' },
  ],
  [
    'a table without a key, though a column could be it',
    'create table t (a int, id int not null unique)',
    { rule: 'primary_key_missing', level: 'info', table: 't' },
  ],
  [
    'a table without anything that could be its key',
    'create table t (id text)',
    { rule: 'primary_key_missing', level: 'info', table: 't' },
  ],
]

const undo = `drop table if exists t cascade; drop function if exists f`
const drop: Record<string, string> = {
  'a view with the rights of its owner': 'drop view t',
  'a materialized view for people': 'drop materialized view t',
  'a schema in which people may create': '',
}

for (const [name, ddl, expected] of faults) {
  test(`${name}: found, and gone after what is proposed was typed`, async () => {
    await sql(ddl)
    try {
      const found = await findings()
      const one = found.find(
        ({ rule }) => rule === (expected.rule ?? String(expected.id).split(':')[0]),
      )
      assert.ok(one, JSON.stringify(found))
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(one[key], value)
      assert.equal(typeof one.message, 'string')
      // Closing one door may leave another one to be closed: each is typed in turn.
      for (let i = 0, left = found; left.length > 0; i++, left = await findings()) {
        assert.ok(i < 4, JSON.stringify(left))
        for (const { fix } of left) await sql(fix)
      }
    } finally {
      await sql(drop[name] ?? undo)
    }
  })
}

test('what is not exposed, not a plain index, or ours is not found', async () => {
  await sql(`create table t (id int primary key, a int references services_only, b int);
    create index whole on t (a, b); create index part on t (a, b) where b > 1; create index hashed on t using hash (a)`)
  assert.deepEqual(await findings(), [])
  await sql(undo)
})

test('by schema and by level; what is no level is refused', async () => {
  await sql('create table t (a int); create view v as select 1 as a; grant select on v to anon')
  assert.deepEqual(
    (await findings()).map(({ level }) => level),
    ['error', 'info'],
  )
  assert.deepEqual(
    (await findings('?level=info')).map(({ table }) => table),
    ['t'],
  )
  assert.deepEqual(await findings('?schema=nowhere'), [])
  const bad = await server.call({ url: '/api/v1/admin/advisor?level=loud', token })
  assert.equal(bad.status, 400)
  await sql(`drop view v; ${undo}`)
})

test('instance admins alone', async () => {
  const person = await signIn(server)
  const key = await newKey(server, 'gsk', {} as never)
  for (const [token, status] of [
    [person.token, 403],
    [key, 403],
    [undefined, 401],
  ] as const) {
    const answer = await server.call({ url: '/api/v1/admin/advisor', token })
    assert.equal(answer.status, status, answer.text)
  }
})
