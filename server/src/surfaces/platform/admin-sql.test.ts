import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer, until } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { operator, signIn } from './testing.ts'

const server = await startServer({ rateLimit: false })
const root = await operator(server)
const run = (statement: string, more: object = {}) =>
  server.call({ url: '/api/v1/admin/sql', token: root.token, body: { statement, ...more } })
const ok = async (statement: string, more: object = {}) => {
  const answer = await run(statement, more)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const rowsOf = async (statement: string, more: object = {}) =>
  (await ok(statement, more)).results[0].rows

await ok(`
  create table posts (id int primary key, owner uuid default auth.uid(), title text not null);
  alter table posts enable row level security;
  grant select, insert on posts to authenticated;
  create policy own on posts using (owner = (select auth.uid()));
  insert into posts values (1, null, 'nobody''s')`)

test('each statement answers with its columns, rows and count', async () => {
  const { results, notices } = await ok(
    `insert into posts values (2, null, 'two'), (3, null, 'three');
     select id, title from posts where id > 1 order by id; -- the end
     do $$ begin raise notice 'hello; there'; end $$;
     create table shelf (id int); drop table shelf`,
  )
  assert.deepEqual(
    results.map(({ command }: { command: string }) => command),
    ['INSERT', 'SELECT', 'DO', 'CREATE TABLE', 'DROP TABLE'],
  )
  assert.deepEqual([results[0].row_count, results[1].row_count], [2, 2])
  assert.deepEqual(results[1].columns, [
    { name: 'id', type: 'integer' },
    { name: 'title', type: 'text' },
  ])
  assert.deepEqual(results[1].rows, [
    [2, 'two'],
    [3, 'three'],
  ])
  assert.equal(notices[0].message, 'hello; there')
})

test('numbers keep every digit; other values are what PostgreSQL writes', async () => {
  const [row] = await rowsOf(
    `select 1::int8, 9007199254740993, 1.50::numeric, 0.1::float8, 'NaN'::float8, true, null,
      '{"a": 1.0}'::jsonb, array[1,2], now() is null, 'text', '\\x00ff'::bytea`,
  )
  assert.deepEqual(row, [
    ...[1, '9007199254740993', '1.50', 0.1, 'NaN', true, null, '{"a": 1.0}', '{1,2}'],
    ...[false, 'text', '\\x00ff'],
  ])
})

test('parameters travel apart from the statement', async () => {
  const parameters = ["it's", 2, null, { a: [1] }, true]
  const [row] = await rowsOf('select $1::text, $2::int, $3::text, $4::jsonb, $5::boolean', {
    parameters,
  })
  assert.deepEqual(row, ["it's", 2, null, '{"a": [1]}', true])
  assert.equal((await run('select 1; select $1', { parameters: [1] })).status, 400)
})

test('of many rows the first are sent and the others stay in the database', async () => {
  const { results } = await ok('select generate_series(1, 100000000)', { limit: 300 })
  assert.deepEqual([results[0].rows.length, results[0].truncated], [300, true])
  const wide = await ok(`select repeat('x', 100000) from generate_series(1, 1000)`, {
    limit: 10_000,
  })
  assert.ok(wide.results[0].truncated)
  assert.ok(JSON.stringify(wide).length < 5.5 * 1024 * 1024)
  const { results: whole } = await ok('select 1 union select 2', { limit: 2 })
  assert.equal(whole[0].truncated, false, 'exactly as many as fit')
})

test('several statements are all or nothing, and the fault is told with its place', async () => {
  const script = `insert into posts values (10, null, 'ü');\n  select nope\n from posts`
  const answer = await run(script)
  assert.deepEqual([answer.status, answer.body.code], [422, 'SQL_FAILED'], answer.text)
  const { sqlstate, position, line, statement, message } = answer.body.details
  assert.deepEqual([sqlstate, line, statement], ['42703', 2, 1])
  assert.equal(
    [...script]
      .slice(position - 1)
      .join('')
      .slice(0, 4),
    'nope',
  )
  assert.match(message, /nope/)
  assert.deepEqual(await rowsOf('select from posts where id = 10'), [])
  const twice = await run('insert into posts values (1, null, null)')
  assert.deepEqual([twice.body.details.sqlstate, twice.body.details.column], ['23502', 'title'])
})

test('transactions are not for the script to end', async () => {
  for (const statement of [
    'begin; select 1',
    'select 1; commit; delete from posts',
    '/* x */ rollback',
    'end',
    'start transaction',
  ]) {
    assert.equal((await run(statement)).status, 400, statement)
  }
  assert.equal((await run('  -- nothing')).status, 400)
  await ok('savepoint a; insert into posts values (77, null, $$x$$); rollback to a')
  assert.deepEqual(await rowsOf('select from posts where id = 77'), [])
})

test('what cannot run in a transaction runs alone', async () => {
  await ok('vacuum posts')
  await ok('create index concurrently posts_title on posts (title)')
})

test('a body of SQL is one statement', async () => {
  await ok(`
    create function twice(n int) returns int language sql
      begin atomic select case when n > 0 then n else 0 end; select n * 2; end;
    select twice(2)`)
  assert.deepEqual(await rowsOf('select twice(21)'), [[42]])
})

test('read-only cannot be left', async () => {
  for (const statement of [
    'delete from posts',
    'set transaction read write; delete from posts',
    `select set_config('transaction_read_only', 'off', true); delete from posts`,
  ]) {
    const answer = await run(statement, { read_only: true })
    assert.equal(answer.status, 422, statement)
  }
  assert.notDeepEqual(await rowsOf('select from posts', { read_only: true }), [])
})

test('as a person, row-level security holds', async () => {
  const person = await signIn(server)
  const as = { user_id: person.userId }
  await ok(`insert into posts (id, title) values (100, 'own')`, { as })
  assert.deepEqual(await rowsOf('select id from posts', { as }), [[100]])
  assert.deepEqual(await rowsOf('select auth.uid()::text, current_user::text', { as }), [
    [person.userId, 'authenticated'],
  ])
  const anon = await run('select id from posts', { as: { role: 'anon' } })
  assert.equal(anon.body.details.sqlstate, '42501', anon.text)
  assert.ok((await rowsOf('select id from posts', { as: { role: 'service_role' } })).length > 1)
  const nobody = { user_id: '00000000-0000-4000-8000-00000000dead' }
  assert.equal((await run('select 1', { as: nobody })).status, 404)
})

test('a plan is shown; what is analysed is undone', async () => {
  const { results } = await ok('delete from posts', { explain: 'plan' })
  assert.equal(results[0].plan[0].Plan['Node Type'], 'ModifyTable')
  const analysed = await ok('delete from posts', { explain: 'analyze' })
  assert.ok(analysed.results[0].plan[0]['Execution Time'] >= 0)
  assert.notDeepEqual(await rowsOf('select from posts'), [])
  const wrong = await run('select nope', { explain: 'plan' })
  assert.equal(wrong.body.details.position, 8)
})

test('secrets and accounts are out of reach', async () => {
  for (const statement of [
    'select * from auth.users',
    'select password_hash from auth.users',
    'select * from auth.keys',
    'delete from auth.audit',
    'select * from engine.outbox',
    'set role flumen_control',
    `select pg_read_file('/etc/passwd')`,
  ]) {
    const answer = await run(statement)
    assert.deepEqual([answer.status, answer.body.details?.sqlstate], [422, '42501'], statement)
  }
})

test('time is limited, also against a script that lifts the limit', async () => {
  for (const statement of [
    'select pg_sleep(60)',
    'set statement_timeout = 0; select pg_sleep(60)',
  ]) {
    const answer = await run(statement, { timeout_ms: 100 })
    assert.deepEqual([answer.status, answer.body.code], [504, 'STATEMENT_TIMEOUT'], answer.text)
  }
})

const sleepers = () =>
  server.ctx.db.rows(sql`
    select from pg_stat_activity where query like '%pg_sleep(61)%' and pid <> pg_backend_pid()`)

test('it ends when the client goes', async () => {
  const address = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const gone = new AbortController()
  const asked = fetch(`${address}/api/v1/admin/sql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${root.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ statement: 'set statement_timeout = 0; select pg_sleep(61)' }),
    signal: gone.signal,
  }).catch(() => undefined)
  await until('it runs', async () => (await sleepers()).length > 0)
  await sleep(20)
  gone.abort()
  await asked
  await until('it is over', async () => (await sleepers()).length === 0)
})

test('every call is written down with its text, also one that fails', async () => {
  await run('select from no_such_table')
  const rows = await server.ctx.db.rows<{ details: { statement: string } }>(
    sql`select details from auth.audit where event = 'sql.executed' order by id desc limit 1`,
  )
  assert.equal(rows[0]?.details.statement, 'select from no_such_table')
})

test('nobody else gets in', async () => {
  for (const grant of [
    undefined,
    { role: 'tenant_admin' as const, tenant_id: '00000000-0000-4000-8000-000000000002' },
  ]) {
    const { token } = await signIn(server, grant)
    const body = { statement: 'select 1' }
    assert.equal((await server.call({ url: '/api/v1/admin/sql', token, body })).status, 403)
  }
})
