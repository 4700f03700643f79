import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import { asAdministrator } from '../../../test/tables.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

const server = await startServer()
const { token } = await operator(server)
const at = (path: string, given: Partial<Call> = {}) =>
  server.call({ url: `/api/v1/admin/migrations${path}`, token, ...given })
const create = (name: string, up_sql: string, down_sql?: string) =>
  at('', { body: { name, up_sql, ...(down_sql && { down_sql }) } })
const apply = (name: string) => at(`/${name}/apply`, { method: 'POST' })
const exists = async (name: string) =>
  (await asAdministrator(server, `select to_regclass('${name}') is not null as there`)).rows[0]
    .there

test('from text to a table that answers, and back', async () => {
  const made = await create(
    '001_things',
    `create table things (id int primary key, owner uuid references auth.users (id));
     alter table things enable row level security;
     grant select, insert on things to authenticated;
     create policy all_of_it on things using (true) with check (true);`,
    'drop table things',
  )
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.status, 'pending')
  assert.equal((await create('001_things', 'select 1')).status, 409)
  assert.equal((await apply('001_things')).status, 200)
  assert.equal((await apply('001_things')).body.message, 'Migration was applied already')
  const { token: person } = await signIn(server)
  const row = await server.call({ url: '/api/v1/tables/things', token: person, body: { id: 1 } })
  assert.equal(row.status, 201, row.text)
  assert.equal(
    (await at('/001_things', { method: 'PUT', body: { up_sql: 'select 2' } })).status,
    409,
  )
  assert.equal((await at('/001_things', { method: 'DELETE' })).status, 409)
  assert.equal((await at('/001_things/rollback', { method: 'POST' })).status, 200)
  assert.equal((await server.call({ url: '/api/v1/tables/things', token: person })).status, 404)
  assert.equal((await at('/001_things/rollback', { method: 'POST' })).status, 409)
  assert.equal((await apply('001_things')).status, 200)
  const runs = await at('/001_things/executions')
  assert.deepEqual(
    runs.body.map((run: { action: string }) => run.action),
    ['apply', 'rollback', 'apply'],
  )
})

test('what fails leaves nothing behind, and says where', async () => {
  await create('002_half', 'create table half (id int);\ncreate table half (id int)')
  const answer = await apply('002_half')
  assert.equal(answer.status, 422)
  assert.equal(answer.body.details.sqlstate, '42P07')
  assert.equal(await exists('public.half'), false)
  assert.equal((await at('/002_half')).body.status, 'failed')
  await create('002_typo', 'create tabel x (id int)')
  assert.deepEqual((await apply('002_typo')).body.details.line, 1)
  const fixed = await at('/002_half', {
    method: 'PUT',
    body: { up_sql: 'create table half (id int)' },
  })
  assert.equal(fixed.body.status, 'pending')
  assert.equal((await apply('002_half')).status, 200)
})

test('what cannot run in a transaction may run outside of one', async () => {
  await create(
    '003_index',
    `-- no-transaction
    create index concurrently half_id on half (id);
    comment on index half_id is 'a; b'; do $$ begin perform 1; end $$;`,
  )
  assert.equal((await apply('003_index')).status, 200)
  assert.equal(await exists('public.half_id'), true)
})

test('the login that runs migrations has no right to what is ours, however it is asked', async () => {
  for (const [i, script] of [
    'select password_hash from auth.users',
    `update engine.user_migrations set status = 'pending'`,
    'reset role; select * from auth.sessions',
    'set role flumen_control',
    'set session authorization postgres',
    'drop schema auth cascade',
    'alter table auth.users disable row level security',
    'create event trigger x on ddl_command_end execute function engine.note_schema_change()',
    `copy (select 1) to program 'true'`,
    'alter role flumen_schema superuser',
    'insert into graphile_worker._private_jobs default values',
  ].entries()) {
    await create(`attack_${i}`, script)
    const answer = await apply(`attack_${i}`)
    assert.equal(answer.status, 422, `${script}: ${answer.text}`)
    assert.match(answer.body.details.sqlstate, /^(42501|2BP01|0LP01|3F000|42P01|22023)$/, script)
  }
})

test('apply-pending goes by name and stops at the first failure', async () => {
  const body = { namespace: 'line' }
  for (const [name, up_sql] of [
    ['b', 'create table line_b ()'],
    ['a', 'create table line_a ()'],
    ['c', 'bad'],
    ['d', 'create table line_d ()'],
  ]) {
    await at('', { body: { ...body, name, up_sql } })
  }
  const answer = await at('/apply-pending', { body })
  assert.equal(answer.status, 422)
  assert.deepEqual(answer.body.applied, ['a', 'b'])
  assert.deepEqual(answer.body.failed, ['c'])
  assert.equal(await exists('public.line_d'), false)
})

describe('sync', () => {
  const sync = (migrations: object[], options: object, namespace = 'sync') =>
    at('/sync', { body: { namespace, migrations, options } })

  test('creates, applies, leaves alone, updates, warns', async () => {
    const one = { name: '1', up_sql: 'create table sync_1 ()' }
    const dry = await sync([one], { dry_run: true, auto_apply: true })
    assert.deepEqual([dry.status, dry.body.summary.created, dry.body.dry_run], [200, 1, true])
    assert.equal((await at('?namespace=sync')).text, '[]')
    const first = await sync([one], { auto_apply: true })
    assert.deepEqual(first.body.details.applied, ['1'])
    assert.deepEqual((await sync([one], { auto_apply: true })).body.details.unchanged, ['1'])
    const changed = await sync([{ ...one, up_sql: 'select 1' }], {
      update_if_changed: true,
      auto_apply: true,
    })
    assert.deepEqual(changed.body.details.skipped, ['1'])
    assert.equal(changed.body.warnings.length, 1)
    const bad = await sync(
      [
        { name: '2', up_sql: 'bad' },
        { name: '3', up_sql: 'select 3' },
      ],
      { auto_apply: true },
    )
    assert.equal(bad.status, 422)
    assert.deepEqual([bad.body.details.errors, bad.body.details.skipped], [['2'], ['3']])
    const mended = await sync([{ name: '2', up_sql: 'select 2' }], {
      auto_apply: true,
      update_if_changed: true,
    })
    assert.deepEqual([mended.body.details.updated, mended.body.details.applied], [['2'], ['2']])
  })

  test('many at once take turns: it is applied once', async () => {
    const once = [{ name: '1', up_sql: 'create table turns (id int)' }]
    const answers = await barrier(6, () => sync(once, { auto_apply: true }, 'turns'))
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array(6).fill(200),
    )
    assert.equal(answers.filter(({ body }) => body.summary.applied === 1).length, 1)
  })
})

test('who may: operators and their keys, on the main database', async () => {
  const { token: person } = await signIn(server)
  assert.equal((await at('', { token: person })).status, 403)
  assert.equal((await server.call({ url: '/api/v1/admin/migrations' })).status, 401)
  const tenant = await newTenant(server)
  const { token: manager } = await signIn(server, { role: 'tenant_admin', tenant_id: tenant })
  const refused = await at('', { token: manager, headers: { 'x-fb-tenant': tenant } })
  assert.deepEqual([refused.status, refused.body.code], [503, 'TENANT_DATABASE_UNAVAILABLE'])
  const key = await newKey(server, 'gsk', {} as never, { scopes: ['migrations:read'] })
  const byKey = { token: undefined, headers: { 'x-service-key': key } } as never
  assert.equal((await at('', byKey)).status, 200)
  assert.equal(
    (await at('/001_things/apply', { ...(byKey as object), method: 'POST' })).status,
    403,
  )
})

test('a folder is applied at start, once, whichever process is first', async () => {
  const migrationsDir = await mkdtemp(join(tmpdir(), 'flumen-migrations-'))
  await writeFile(join(migrationsDir, '001_f.up.sql'), 'create table folder_one (id int)')
  await writeFile(join(migrationsDir, '001_f.down.sql'), 'drop table folder_one')
  const { databaseUrl } = server
  const starts = [
    startServer({ databaseUrl, migrationsDir }),
    startServer({ databaseUrl, migrationsDir }),
  ]
  await Promise.all(starts)
  assert.equal(await exists('public.folder_one'), true)
  await writeFile(join(migrationsDir, '001_f.up.sql'), 'create table folder_two (id int)')
  await assert.rejects(
    startServer({ databaseUrl, migrationsDir }),
    /001_f: it is applied with another content/,
  )
})

test('unknown names are 404, unknown fields 400', async () => {
  assert.equal((await apply('nope')).status, 404)
  assert.equal((await at('', { body: { name: 'x', up_sql: 'select 1', nope: 1 } })).status, 400)
  assert.equal((await at('', { body: { name: '../x', up_sql: 'select 1' } })).status, 400)
  assert.equal(
    (await server.call({ url: '/api/v1/admin/schema/refresh', method: 'POST', token })).status,
    200,
  )
})
