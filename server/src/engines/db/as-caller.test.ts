import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { testSecret } from '../../../test/database.ts'
import { freshDatabase } from '../../../test/kit.ts'
import { clientUntil } from '../../kernel/client.ts'
import { Secrets } from '../../kernel/crypto.ts'
import { Db, type RequestScope, type Step } from './index.ts'

/** The traps of one-Sync transactions, each reproduced. */
const databaseUrl = await freshDatabase()
const secrets = new Secrets([testSecret])
const log = pino({ level: 'silent' })
const db = new Db({ databaseUrl, dataDir: '', secrets, log, requestConnections: 4 })
await db.start()
const admin = new pg.Client(databaseUrl)
await admin.connect()
after(async () => {
  await admin.end()
  await db.stop()
})

await admin.query(`
  create schema app;
  grant usage on schema app to authenticated;
  create table app.notes (id int primary key, owner text, body text);
  alter table app.notes enable row level security;
  create policy own on app.notes to authenticated
    using (owner = current_setting('request.jwt.claims')::json->>'sub');
  grant select, insert, update on app.notes to authenticated;
  insert into app.notes select i, 'user' || i % 20, 'note ' || i from generate_series(1, 200) i`)

const as = (sub: string, extra: Partial<RequestScope> = {}): RequestScope => ({
  role: 'authenticated',
  claims: { sub },
  statementTimeoutMs: 5_000,
  ...extra,
})
const step = (text: string, values: (string | null)[] = [], name?: string): Step =>
  name === undefined ? { text, values } : { text, values, name }
const mine = step(
  `select coalesce(json_agg(distinct owner), '[]')::text from app.notes`,
  [],
  'mine',
)

test('role and claims hold for the request and are gone after it', async () => {
  const [rows] = await db.asCaller(as('user3'), [mine])
  assert.deepEqual(rows, [['["user3"]']])
  const { rows: idle } = await admin.query(
    `select count(*)::int as n from pg_stat_activity
     where usename = 'flumen_app' and datname = current_database() and state <> 'idle'`,
  )
  assert.equal(idle[0].n, 0)
  const [who] = await db.asCaller({ ...as('x'), role: 'anon' }, [step('select current_user')])
  assert.deepEqual(who, [['anon']])
})

test('an error at any step undoes all of them', async () => {
  const insert = step(`insert into app.notes values (1001, 'user1', 'x')`)
  await assert.rejects(db.asCaller(as('user1'), [insert, step('select 1 / 0')]), { code: '22012' })
  const { rowCount } = await admin.query('select from app.notes where id = 1001')
  assert.equal(rowCount, 0)
})

test('a caller cannot write for somebody else, nor become another role', async () => {
  const forge = step(`insert into app.notes values (1002, 'user2', 'x')`)
  await assert.rejects(db.asCaller(as('user1'), [forge]), { code: '42501' })
  await assert.rejects(db.asCaller(as('user1'), [step('select from auth.users')]), {
    code: '42501',
  })
})

test('values of every length arrive as they are, also behind one another', async () => {
  const values = ['', null, 'é€😀\u0001', 'x'.repeat(300_000), '€'.repeat(30_000)]
  const echo = values.map((value, i) => step('select $1::text', [value], `echo ${i % 2}`))
  const results = await Promise.all([1, 2, 3].map(() => db.asCaller(as('user1'), echo)))
  for (const result of results) assert.deepEqual(result.flat(2), values)
})

test('more values than a statement can take are refused, and nothing else with them', async () => {
  const many = Array.from({ length: 70_000 }, () => '1')
  const [refused, ...rest] = await Promise.allSettled([
    db.asCaller(as('user1'), [step('select 1', many)]),
    ...[1, 2, 3, 4, 5].map(() => db.asCaller(as('user1'), [step('select $1::text', ['2'])])),
  ])
  assert.match(String((refused as PromiseRejectedResult).reason), /at most 65535 values/)
  for (const one of rest) assert.deepEqual(one, { status: 'fulfilled', value: [[['2']]] })
})

test('behind a statement that is known to be slow nobody waits', async () => {
  const slow = step('select pg_sleep(0.3)', [], 'slow')
  const quick = step('select 1', [], 'quick')
  await Promise.all([slow, quick].map((one) => db.asCaller(as('user1'), [one])))
  const begun = performance.now()
  const times: number[] = []
  const timed = async () => {
    await db.asCaller(as('user1'), [quick])
    times.push(performance.now() - begun)
  }
  const sleeping = db.asCaller(as('user1'), [slow])
  await Promise.all(Array.from({ length: 12 }, timed))
  await sleeping
  const overtaken = times.filter((ms) => performance.now() - begun - ms > 100)
  assert.equal(overtaken.length, 12)
})

test('after a failed statement the same name works again', async () => {
  const wrong = step('select nothing from nowhere', [], 'later')
  await assert.rejects(db.asCaller(as('user1'), [wrong]), { code: '42P01' })
  for (let i = 0; i < 8; i++) {
    assert.deepEqual(await db.asCaller(as('user1'), [step('select 7', [], 'later')]), [[['7']]])
  }
})

test('a table changed under a prepared statement does not break it for ever', async () => {
  const all = step('select * from app.notes order by id limit 1', [], 'star')
  for (let i = 0; i < 8; i++) await db.asCaller(as('user1'), [all])
  await admin.query('alter table app.notes add column extra int')
  for (let i = 0; i < 8; i++) {
    const [rows] = await db.asCaller(as('user1'), [all])
    assert.equal(rows?.[0]?.length, 4)
  }
})

test('aborting cancels the statement and frees the connection at once', async () => {
  const controller = new AbortController()
  const slow = db.asCaller(
    as('user1', { client: clientUntil(controller.signal), statementTimeoutMs: 60_000 }),
    [step('select pg_sleep(30)')],
  )
  setTimeout(() => controller.abort(), 50)
  const before = performance.now()
  await assert.rejects(slow, { code: 'statement_timeout' })
  assert.ok(performance.now() - before < 3_000)
})

test('a statement over its time limit ends', async () => {
  const scope = as('user1', { statementTimeoutMs: 50 })
  await assert.rejects(db.asCaller(scope, [step('select pg_sleep(30)')]), {
    code: 'statement_timeout',
  })
})

test('interleaved users, failures, cancels and timeouts: nobody sees another one', async () => {
  let random = 7
  const next = (n: number) => {
    random = (random * 1103515245 + 12345) % 2 ** 31
    return random % n
  }
  const one = async (): Promise<string | undefined> => {
    const user = `user${next(20)}`
    const kind = next(10)
    const controller = new AbortController()
    const scope = as(user, { client: clientUntil(controller.signal) })
    if (kind === 0) setImmediate(() => controller.abort())
    if (kind === 1) scope.statementTimeoutMs = 1
    const extra = kind < 2 ? [step('select pg_sleep(0.01)')] : []
    if (kind === 2) extra.push(step('select 1 / 0'))
    if (kind === 3) extra.push(step('selec', [], 'broken'))
    const results = await db.asCaller(scope, [mine, ...extra, mine]).catch(() => undefined)
    if (!results) return undefined
    const seen = [results[0]?.[0]?.[0], results.at(-1)?.[0]?.[0]]
    return seen.every((s) => s === `["${user}"]`) ? undefined : `${user} saw ${seen}`
  }
  const wrong: string[] = []
  const worker = async () => {
    for (let i = 0; i < 150; i++) {
      const problem = await one()
      if (problem) wrong.push(problem)
    }
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  assert.deepEqual(wrong, [])
})

test('a caller enqueues through the door and only through it', async () => {
  const enqueue = step('select engine.enqueue($1, $2::jsonb)', ['test', '{}'])
  await assert.rejects(db.asCaller(as('user1'), [enqueue]), { code: '42501' })
  await db.asCaller(as('user1'), [step('reset role'), enqueue])
  const { rowCount } = await admin.query(`delete from engine.outbox where task = 'test'`)
  assert.equal(rowCount, 1)
})
