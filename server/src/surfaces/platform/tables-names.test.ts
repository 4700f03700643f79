import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTables } from '../../../test/tables.ts'

/** Names that PostgreSQL allows and that readers of text stumble over: each found by generated questions. */
const { at, sql } = await startTables(`
  create table pets (
    id int primary key, r int, w int, t0 int, b int, e int, j jsonb, "a,b" int, "c""d" int, "e\\f" int,
    mate_id int references pets, unique ("a,b", "c""d"));
  create table "toy.box" (id int primary key, pet_id int references pets, r text);
  alter table pets add "box.id" int references "toy.box";
  create table "k""ey" ("i""d" text primary key, n int);
  create function loud(pets) returns text language sql stable as $$ select 'r' || $1.r $$;
  insert into pets values (1, 10, 11, 12, 13, 14, '{"l": [1, {"x": 5}]}', 1, 1, 7, null), (2, 20, 21, 22, 23, 24, '{"l": []}', 2, 2, 8, 1);
  insert into "toy.box" values (1, 1, 'ball'), (2, 1, 'bone');
  update pets set "box.id" = id;
  insert into "k""ey" values ('a"b', 1), ('c\\d', 2);
  alter table pets enable row level security; alter table "toy.box" enable row level security;
  alter table "k""ey" enable row level security;
  grant all on pets, "toy.box", "k""ey" to authenticated;
  create policy o on pets using (true); create policy o on "toy.box" using (true); create policy o on "k""ey" using (true);`)

const rows: [string, unknown][] = [
  ['pets?id=eq.1&select=r,w', [{ r: 10, w: 11 }]],
  ['pets?id=eq.2&select=id,r,mate:mate_id(id)', [{ id: 2, r: 20, mate: { id: 1 } }]],
  ['pets?id=eq.1&select=id,toy.box!pet_id(id,r)&order=id', undefined],
  [
    'pets?id=eq.1&select=id,toys:"toy.box"!"pet_id"(id)&toys.order=id',
    [{ id: 1, toys: [{ id: 1 }, { id: 2 }] }],
  ],
  [
    'pets?id=eq.1&select=id,"a.b":"toy.box"!pet_id(id)&"a.b".order=id.desc&"a.b".limit=1',
    [{ id: 1, 'a.b': [{ id: 2 }] }],
  ],
  [
    'pets?id=eq.1&select=id,x:"toy.box"!pet_id(id)&x.not.or=(id.eq.1,id.eq.9)',
    [{ id: 1, x: [{ id: 2 }] }],
  ],
  ['pets?order=mate_id("a,b").desc.nullsfirst&select=id', [{ id: 1 }, { id: 2 }]],
  ['pets?j->l->-1->>x=eq.5&select=id', [{ id: 1 }]],
  [
    'pets?select=count()&group_by="a,b"&order="a,b"',
    [
      { 'a,b': 1, count: 1 },
      { 'a,b': 2, count: 1 },
    ],
  ],
  [
    'pets?select=j->l->0,count()&order=j->l->0.desc',
    [
      { 0: null, count: 1 },
      { 0: 1, count: 1 },
    ],
  ],
  ['pets?id=eq.1&select=loud', [{ loud: 'r10' }]],
]
for (const [path, expected] of rows) {
  test(path, async () => {
    const { status, body, text } = await at(path)
    if (expected === undefined) return assert.equal(status, 400, text)
    assert.deepEqual(body, expected, text)
  })
}

test('a spread embed has its own columns in a file, and a key stands once', async () => {
  const file = await at('pets/export?select=id,...mate_id(r,mate:id)&id=eq.2')
  assert.equal(file.text, 'id,r,mate\r\n2,10,1\r\n')
  const last = await at('pets?select=id,r,...mate_id(r)&id=eq.2')
  assert.equal(last.text, '[{"id":2,"r":10}]')
  const first = await at('pets?select=id,...mate_id(r),r&id=eq.2')
  assert.equal(first.text, '[{"id":2,"r":20}]')
  assert.equal((await at('pets/export?select=*,...mate_id(id)&id=eq.2')).status, 200)
})

test('both ends of a key within a table are told apart', async () => {
  const { status, body } = await at('pets?select=id,pets(id)')
  assert.equal(status, 300)
  assert.equal(body.details.hint, 'Write one of pets!mate_id, pets!pets_mate_id_fkey')
  const up = await at('pets?id=eq.2&select=pets!mate_id(id)')
  const down = await at('pets?id=eq.1&select=pets!pets_mate_id_fkey(id)')
  assert.deepEqual([up.body, down.body], [[{ pets: { id: 1 } }], [{ pets: [{ id: 2 }] }]])
})

test('keys with quotes and backslashes, in lists and by filters of a batch', async () => {
  const list = await at('k"ey/bulk', {
    method: 'PATCH',
    body: { ids: ['a"b', 'c\\d'], data: { n: 5 } },
  })
  assert.equal(list.body.length, 2, list.text)
  const operations = [{ op: 'update', table: 'k"ey', values: { n: 6 }, filter: { 'i"d': 'a"b' } }]
  const batch = await at('../batch', { body: { operations } })
  assert.deepEqual(batch.body.results, [[{ 'i"d': 'a"b', n: 6 }]], batch.text)
})

test('on_conflict over names with commas and quotes', async () => {
  const headers = { prefer: 'resolution=merge-duplicates' }
  const body = { id: 1, 'a,b': 1, 'c"d': 1, w: 99 }
  const one = await at('pets?on_conflict="a,b","c\\"d"', { body, headers })
  assert.equal(one.body.w, 99, one.text)
  const records = [{ ...body, w: 98 }]
  const many = { records, on_conflict: ['a,b', 'c"d'], resolution: 'merge-duplicates' }
  assert.equal((await at('pets/bulk', { body: many })).body[0].w, 98)
})

test('a change answers with rows, not with their column r', async () => {
  const changed = await at('pets?id=eq.2&select=id,r', { method: 'PATCH', body: { r: 77 } })
  assert.deepEqual(changed.body, [{ id: 2, r: 77 }])
  const { rows: stored } = await sql('select r from pets where id = 2')
  assert.deepEqual(stored, [{ r: 77 }])
})
