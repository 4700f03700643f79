import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startServer, until } from '../../../test/kit.ts'
import { asAdministrator } from '../../../test/tables.ts'
import { sql } from '../../kernel/sql.ts'
import { type Change, Changes } from './index.ts'
import { mustTellAll } from './testing.ts'

const server = await startServer({ queue: false })
const { changes, db } = server.app.engines
const run = (text: string) => asAdministrator(server, text)
await run(`
  create table plain (id int primary key, name text, n numeric);
  create table other (id int primary key)`)
await changes.watch('test', {
  schema: 'public',
  table: 'plain',
  events: ['INSERT', 'UPDATE', 'DELETE'],
})

/** What an act wrote down. */
async function written(act: () => Promise<unknown>): Promise<Change[]> {
  const seen: Change[] = []
  const stop = changes.subscribe((batch) => seen.push(...batch.changes))
  await changes.refresh()
  await act()
  await changes.refresh()
  stop()
  return seen
}

const brief = (seen: Change[]) =>
  seen.map(({ kind, old, new: image }) => [
    kind,
    old && JSON.parse(old),
    image && JSON.parse(image),
  ])

test('nothing is missing, double or out of order beside savepoints, rollbacks and sleeps', async () => {
  assert.ok((await mustTellAll(5, 12)) > 50)
})

test('inserts, updates and deletes carry the row before and after, whatever the number of rows', async () => {
  const seen = await written(() =>
    run(`
      insert into plain values (1, 'a', 1), (2, 'b', 2);
      update plain set name = upper(name);
      update plain set name = name;
      update plain set id = 3 where id = 2;
      delete from plain where id = 1;
      delete from plain where id = 99`),
  )
  assert.deepEqual(brief(seen), [
    ['INSERT', null, { id: 1, name: 'a', n: 1 }],
    ['INSERT', null, { id: 2, name: 'b', n: 2 }],
    ['UPDATE', { id: 1, name: 'a', n: 1 }, { id: 1, name: 'A', n: 1 }],
    ['UPDATE', { id: 2, name: 'b', n: 2 }, { id: 2, name: 'B', n: 2 }],
    ['UPDATE', { id: 2, name: 'B', n: 2 }, { id: 3, name: 'B', n: 2 }],
    ['DELETE', { id: 1, name: 'A', n: 1 }, null],
  ])
})

test('an undone transaction leaves nothing; one that commits late is told late, and in its place', async () => {
  const slow = new pg.Client(server.databaseUrl)
  await slow.connect()
  const seen = await written(async () => {
    await slow.query('begin')
    await slow.query(`insert into plain values (10, 'slow')`)
    await run(`insert into plain values (11, 'quick')`)
    await run(`begin; insert into plain values (12, 'undone'); rollback`)
    await changes.refresh()
    await slow.query('commit')
  })
  await slow.end()
  assert.deepEqual(
    brief(seen).map(([, , image]) => image.name),
    ['slow', 'quick'],
  )
})

test('a column added between two writes of one connection is there', async () => {
  const seen = await written(() =>
    run(`insert into plain values (20, 'x'); alter table plain add extra text default 'e';
      insert into plain values (21, 'y'); update plain set name = 'z' where id = 21`),
  )
  assert.equal(brief(seen).at(-1)?.[2].extra, 'e')
})

test('numbers longer than those of JavaScript arrive whole', async () => {
  const [seen] = await written(() =>
    run(`insert into plain values (30, '', 12345678901234567890.125)`),
  )
  assert.match(seen?.new ?? '', /12345678901234567890\.125/)
})

test('of a row over 64 kB the key is kept, and the writer is not troubled', async () => {
  const [seen] = await written(() =>
    run(
      `insert into plain select 40, string_agg(md5(i::text), '') from generate_series(1, 4000) i`,
    ),
  )
  assert.equal(seen?.cut, true)
  assert.equal(seen?.new, '{"id": 40}')
})

test('many rows in one statement are paired as they were changed', async () => {
  const seen = await written(() =>
    run(`insert into plain select i, 'p' || i from generate_series(100001, 121000) i;
      update plain set name = name || '!' where id > 100000; delete from plain where id > 100000`),
  )
  assert.equal(seen.length, 63_000)
  const updates = brief(seen.filter(({ kind }) => kind === 'UPDATE'))
  assert.ok(updates.every(([, old, image]) => old.id === image.id && image.name === `${old.name}!`))
})

test('an upsert and a merge tell what they did', async () => {
  const seen = await written(() =>
    run(`insert into plain (id, name) values (50, 'a') on conflict (id) do update set name = 'never';
      insert into plain (id, name) values (50, 'b'), (51, 'c') on conflict (id) do update set name = excluded.name;
      merge into plain p using (values (51, 'd'), (52, 'e')) v (id, name) on p.id = v.id
        when matched then delete when not matched then insert (id, name) values (v.id, v.name)`),
  )
  assert.deepEqual(
    brief(seen)
      .map(([kind, old, image]) => `${kind} ${(image ?? old).name}`)
      .sort(),
    ['DELETE c', 'INSERT a', 'INSERT c', 'INSERT e', 'UPDATE b'],
  )
})

test('a partition made later is covered, a table that is no longer watched is silent', async () => {
  await run(`create table parted (id int, k int) partition by list (k);
    create table parted_1 partition of parted for values in (1)`)
  await changes.watch('test', { schema: 'public', table: 'parted', events: ['INSERT'] })
  await run('create table parted_2 partition of parted for values in (2)')
  await until('the new partition is covered', async () => {
    const { rowCount } = await run(
      `select from pg_trigger where tgrelid = 'parted_2'::regclass and tgname = 'flumen_changes_insert'`,
    )
    return rowCount === 1
  })
  const seen = await written(() =>
    run(`insert into parted_1 values (1, 1); insert into parted_2 values (2, 2);
      insert into parted values (3, 2); update parted set id = 4; insert into other values (1)`),
  )
  assert.deepEqual(
    brief(seen).map(([kind, , image]) => `${kind} ${image.id}`),
    ['INSERT 1', 'INSERT 2', 'INSERT 3'],
  )
  assert.equal(new Set(seen.map(({ rel }) => rel)).size, 1)
  await changes.unwatch('test', { schema: 'public', table: 'parted' })
  assert.deepEqual(await written(() => run('insert into parted values (5, 1)')), [])
})

test('a cast of somebody else, called while the log is written, can do nothing', async () => {
  await run(`create type odd as enum ('a');
    create function odd_json(odd) returns json language plpgsql as $$ begin
      perform set_config('test.as', current_user, false);
      perform set_config('test.can', has_schema_privilege('auth', 'usage')::text, false);
      return '1'; end $$;
    create cast (odd as json) with function odd_json(odd);
    create table odds (id int, o odd)`)
  await changes.watch('test', { schema: 'public', table: 'odds', events: ['INSERT'] })
  const { rows } = (
    (await run(`insert into odds values (1, 'a');
      select current_setting('test.as') as who, current_setting('test.can') as can`)) as unknown as pg.QueryResult[]
  )[1] ?? { rows: [] }
  assert.deepEqual(rows, [{ who: 'flumen_changes', can: 'false' }])
})

test('the oldest child of the ring is emptied; a place before it is out of reach', async () => {
  await run(`insert into changes.log (seq, slot, rel, op, at)
    values (-5, (changes.slot() + 1) % 8, 0, 'I', now())`)
  await run(`update changes.ring set floor = -10`)
  assert.equal(await changes.reaches(-6n), true)
  await changes.trim()
  assert.equal(await changes.reaches(-6n), false)
  assert.equal(await changes.reaches(-5n), true)
  await run(`insert into changes.log (seq, slot, rel, op) values (-4, (changes.slot() + 1) % 8, 0, 'I');
    insert into changes.consumers (name, position) values ('late', -9)`)
  await changes.trim()
  assert.equal(await changes.reaches(-5n), true, 'kept for a consumer that lives')
  await run(`delete from changes.consumers`)
})

test('a consumer goes on where it stopped, and what it writes happens once', async () => {
  const seen: string[] = []
  let failures = 2
  await run('create table handled (seq bigint primary key)')
  await run('grant all on handled to flumen_control')
  const { revocations, bus } = server.app.engines
  const make = () => {
    const one = new Changes({ db, revocations, bus, log: server.ctx.log })
    one.consume('test', async (tx, list) => {
      for (const { seq } of list)
        await tx.run(sql`insert into public.handled values (${String(seq)}::bigint)`)
      if (failures-- > 0) throw new Error('not yet')
      seen.push(...list.map(({ new: image }) => JSON.parse(image ?? '{}').name))
    })
    return one
  }
  const one = make()
  await one.start()
  await run(`insert into plain (id, name) values (60, 'one')`)
  await until('handled after two failures', () => seen.length === 1)
  await one.stop()
  await run(`insert into plain (id, name) values (61, 'two')`)
  const two = make()
  await two.start()
  await until('read on', () => seen.length === 2)
  await two.stop()
  assert.deepEqual(seen, ['one', 'two'])
  const { rowCount } = await run('select from handled')
  assert.equal(rowCount, 2)
})

test('writes to tables that nobody watches do not each look at the log', async () => {
  const stop = changes.subscribe(() => undefined)
  await changes.refresh()
  const { row } = db
  let looks = 0
  db.row = (query) => {
    if (query.text.includes('changes.seq')) looks++
    return row.call(db, query) as never
  }
  const start = performance.now()
  for (let i = 0; i < 200; i++) {
    changes.poke()
    await sleep(1)
  }
  const most = (performance.now() - start) / 10 + 5
  db.row = row
  stop()
  assert.ok(looks <= most, `${looks} looks`)
})
