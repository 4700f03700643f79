import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import pg from 'pg'
import { signIn } from '../src/surfaces/platform/testing.ts'
import { freshDatabase, startServer, type TestServer, until } from './kit.ts'
import { asAdministrator } from './tables.ts'

/** Two servers on one database: what changes the schema, from wherever, is known to both. */

const steps: [string, string, string, number][] = [
  [
    'a table',
    `create table t (id int primary key); alter table t enable row level security;
    grant select on t to authenticated`,
    '/api/v1/tables/t',
    200,
  ],
  ['a column', 'alter table t add column more text', '/api/v1/tables/t?select=more', 200],
  ['a new name', 'alter table t rename column more to less', '/api/v1/tables/t?select=more', 400],
  ['a right that is taken', 'revoke select on t from authenticated', '/api/v1/tables/t', 403],
  [
    'a right that is given',
    'grant select (id) on t to authenticated',
    '/api/v1/tables/t?select=id',
    200,
  ],
  [
    'a door that is opened',
    'alter table t disable row level security',
    '/api/v1/tables/t?select=id',
    403,
  ],
  [
    'a relationship',
    `alter table t enable row level security; create table u (id int primary key, t_id int references t);
    alter table u enable row level security; grant select on u to authenticated`,
    '/api/v1/tables/u?select=id,t(id)',
    200,
  ],
  ['a table that is gone', 'drop table u', '/api/v1/tables/u', 404],
]

async function follow(
  servers: TestServer[],
  token: string,
  type: (sql: string) => Promise<unknown>,
  isAtOnce: boolean,
) {
  for (const [name, ddl, url, status] of steps) {
    // The picture of before is in memory.
    await Promise.all(servers.map((server) => server.call({ url, token })))
    await type(ddl)
    for (const server of servers) {
      const ask = async () => (await server.call({ url, token })).status
      if (isAtOnce) await until(`${name}`, async () => (await ask()) === status, 1_000)
      else await until(name, async () => (await ask()) === status)
    }
  }
}

describe('where the database announces changes', async () => {
  const databaseUrl = await freshDatabase()
  const servers = [
    await startServer({ databaseUrl }),
    await startServer({ databaseUrl, queue: false }),
  ]
  const [first] = servers
  assert.ok(first)

  test('both know at once, whoever typed it', async () => {
    assert.ok(servers.every((server) => server.app.engines.db.announcesSchemaChanges))
    const { token } = await signIn(first)
    await follow(servers, token, (ddl) => asAdministrator(first, ddl), true)
  })

  test('a migration by one is known to the other', async () => {
    const { token } = await signIn(first, { role: 'instance_admin', tenant_id: null })
    const base = '/api/v1/admin/migrations'
    const up_sql = `create table moved (id int primary key); alter table moved enable row level security; grant select on moved to authenticated`
    assert.equal((await first.call({ url: base, token, body: { name: 'm', up_sql } })).status, 201)
    const applied = await first.call({ method: 'POST', url: `${base}/m/apply`, token })
    assert.equal(applied.status, 200, applied.text)
    for (const server of servers) {
      assert.equal((await server.call({ url: '/api/v1/tables/moved', token })).status, 200)
    }
  })

  test('who holds the old picture finishes with it', async () => {
    const { token } = await signIn(first)
    await asAdministrator(
      first,
      `create table wide (id int primary key, a int); comment on table wide is '@open';
      grant select on wide to authenticated; insert into wide select i, i from generate_series(1, 50) i`,
    )
    const ask = (server: TestServer) =>
      server.call({ url: '/api/v1/tables/wide?select=*&limit=5', token })
    await Promise.all(servers.map(ask))
    const calls = Array.from({ length: 20 }, () => servers.map(ask)).flat()
    const change = asAdministrator(
      first,
      'alter table wide drop column a; alter table wide add column b int',
    )
    const answers = await Promise.all(calls)
    await change
    assert.deepEqual(
      [...new Set(answers.map(({ status, text }) => (status === 200 ? 'ok' : text)))],
      ['ok'],
    )
  })
})

describe('where no event trigger may be made', async () => {
  const databaseUrl = await freshDatabase()
  const admin = new pg.Client(databaseUrl)
  await admin.connect()
  const name = `plain_${process.pid}`
  await admin.query(`drop event trigger flumen_schema_changed; drop event trigger flumen_schema_dropped;
    create role ${name} login password 'plain'`)
  after(async () => {
    await admin.query(`drop owned by ${name}; drop role ${name}`).catch(() => undefined)
    await admin.end()
  })
  const url = databaseUrl.replace(/\/\/[^@/]*@/, `//${name}:plain@`)
  const servers = [
    await startServer({ databaseUrl: url }),
    await startServer({ databaseUrl: url, queue: false }),
  ]
  const [first] = servers
  assert.ok(first)

  test('both look for themselves', async () => {
    assert.ok(servers.every((server) => !server.app.engines.db.announcesSchemaChanges))
    const { token } = await signIn(first)
    await follow(servers, token, (ddl) => admin.query(ddl), false)
  })
})
