import assert from 'node:assert/strict'
import { after } from 'node:test'
import pg from 'pg'
import { signIn } from '../../src/surfaces/platform/testing.ts'
import { type Answer, startServer, type TestServer } from '../kit.ts'
import { asAdministrator } from '../tables.ts'
import { type Chooser, hold } from './generate.ts'
import { type LogOracle, watchLog } from './log-oracle.ts'
import { lasting } from './world.ts'
import { Model, type Outcome, type Stored, type Write } from './writes-model.ts'

/** Sequences of generated changes; after each the table holds what the model says, and the answer too. */

export const schema = (table: string) => `
  create table ${table} (
    id int primary key, owner uuid not null default auth.uid(), shared boolean not null default false, t text default 'dflt',
    q int check (q >= 0), code text unique, jb jsonb not null default '{}', big int8, gen int generated always as (q + 1) stored);
  alter table ${table} enable row level security;
  grant select, insert, update, delete on ${table} to authenticated;
  create policy s on ${table} for select using (shared or owner = (select auth.uid()));
  create policy i on ${table} for insert with check (owner = (select auth.uid()));
  create policy u on ${table} for update using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
  create policy d on ${table} for delete using (owner = (select auth.uid()));`

export const columns = ['t', 'q', 'code', 'jb', 'big', 'shared', 'owner'] as const

export function sampleFor(
  c: Chooser,
  column: string,
  people: readonly string[],
  me: number,
): unknown {
  if (column === 'owner') return c.once(4) ? people[1 - me] : people[me]
  if (column === 'q') return c.once(8) ? -1 : c.once(6) ? null : c.below(6)
  if (column === 'code') return c.once(3) ? null : `c${c.below(8)}`
  if (column === 'jb') return c.once(12) ? null : c.pick([{}, { a: 1 }, [1, 'x'], 'text', true])
  if (column === 'big') return c.pick([1, 2 ** 40, null])
  if (column === 'shared') return c.once(2)
  return c.pick(['x', "o'hara", '', null, 'null', '{"$ref":1}'])
}

function bodyOf(c: Chooser, people: readonly string[], me: number): Stored {
  const names = columns.filter(() => c.below(3) === 0)
  return Object.fromEntries(names.map((name) => [name, sampleFor(c, name, people, me)]))
}

const withId = (c: Chooser, body: Stored): Stored => ({ id: c.below(12), ...body })

function write(c: Chooser, people: readonly string[], me: number): Write {
  const body = () => bodyOf(c, people, me)
  const rows = () => [withId(c, body()), ...c.list(3, () => withId(c, body()))]
  const filter = c.pick([
    'id=lt.6',
    'q=gt.2',
    't=eq.x',
    'shared=is.true',
    'code=not.is.null',
    'id=in.(1,3,5)',
  ])
  const missing = c.once(3) ? ('default' as const) : undefined
  const most = c.once(6) ? c.below(3) : undefined
  const common = {
    missing,
    most,
    returns: c.pick([undefined, undefined, 'minimal', 'representation', 'headers-only'] as const),
  }
  switch (c.below(9)) {
    case 0:
      return { ...common, kind: 'insert', rows: [withId(c, body())], isSingle: true }
    case 1:
      return {
        ...common,
        kind: c.once(2) ? 'bulk_insert' : 'insert',
        rows: rows(),
        isSingle: false,
      }
    case 2:
    case 3:
      return {
        ...common,
        kind: 'upsert',
        rows: rows(),
        on: c.pick(['id', 'code'] as const),
        resolution: c.pick(['merge-duplicates', 'ignore-duplicates'] as const),
      }
    case 4:
      return { ...common, kind: 'patch', filter, body: body() }
    case 5:
      return { ...common, kind: 'delete', filter }
    case 6:
      return {
        ...common,
        kind: c.pick(['patch_id', 'put_id'] as const),
        id: c.below(12),
        body: body(),
      }
    case 7:
      return { ...common, kind: 'delete_id', id: c.below(12) }
    default: {
      const each = rows()
      return {
        ...common,
        kind: 'bulk_patch',
        rows: each.filter((row, i) => each.findIndex(({ id }) => id === row.id) === i),
      }
    }
  }
}

function callOf(
  table: string,
  one: Write,
): {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  url: string
  body?: unknown
  headers: Record<string, string>
} {
  const prefer = [
    ...(one.missing ? ['missing=default'] : []),
    ...(one.returns ? [`return=${one.returns}`] : []),
    ...(one.most === undefined ? [] : ['handling=strict', `max-affected=${one.most}`]),
    ...(one.kind === 'upsert' ? [`resolution=${one.resolution}`] : []),
  ].join(', ')
  const headers: Record<string, string> = prefer ? { prefer } : {}
  const base = `/api/v1/tables/${table}`
  switch (one.kind) {
    case 'insert':
      return { method: 'POST', url: base, body: one.isSingle ? one.rows[0] : one.rows, headers }
    case 'bulk_insert':
      return { method: 'POST', url: `${base}/bulk`, body: one.rows, headers }
    case 'upsert':
      return { method: 'POST', url: `${base}?on_conflict=${one.on}`, body: one.rows, headers }
    case 'patch':
      return { method: 'PATCH', url: `${base}?${one.filter}`, body: one.body, headers }
    case 'delete':
      return { method: 'DELETE', url: `${base}?${one.filter}`, headers }
    case 'patch_id':
    case 'put_id':
      return {
        method: one.kind === 'put_id' ? 'PUT' : 'PATCH',
        url: `${base}/${one.id}`,
        body: one.body,
        headers,
      }
    case 'delete_id':
      return { method: 'DELETE', url: `${base}/${one.id}`, headers: {} }
    case 'bulk_patch':
      return { method: 'PATCH', url: `${base}/bulk`, body: one.rows, headers }
  }
}

/** Rows as they are answered. */
function answered(one: Write, { body }: Answer): unknown[] | undefined {
  if (one.returns === 'minimal' || one.returns === 'headers-only' || one.kind === 'delete_id')
    return undefined
  if (one.kind === 'delete') return one.returns === 'representation' ? body : body.records
  return [body].flat()
}

const byId = (rows: readonly unknown[]): Stored[] =>
  [...(rows as Stored[])].sort((a, b) => Number(a.id) - Number(b.id))

export interface Writes {
  server: TestServer
  log: LogOracle
  run(runs: number, seed: number, table?: string): Promise<void>
  makeTable(name: string): Promise<void>
}

export async function startWrites(): Promise<Writes> {
  const server: TestServer = await startServer({ rateLimit: false })
  const log = await watchLog(server)
  const people = [await signIn(server), await signIn(server)]
  const ids = people.map(({ userId }) => userId)
  const tokens = ids.map((id) => lasting(server, id))
  const admin = new pg.Pool({ connectionString: server.databaseUrl, max: 2 })
  // Its database is dropped under it at the end.
  admin.on('error', () => undefined)
  after(() => admin.end())
  const makeTable = async (name: string) => {
    await asAdministrator(server, schema(name))
    await server.ctx.catalogs.reload()
  }
  await makeTable('w')

  const one = async (c: Chooser, table: string): Promise<void> => {
    await admin.query(`truncate ${table}`)
    const model = new Model()
    for (let i = 0; i < 12; i++) {
      const me = c.below(2)
      const given = write(c, ids, me)
      const expected = model.apply(given, ids[me] ?? '')
      if (expected.statuses.length === 0) continue
      const answer = await server.call({ ...callOf(table, given), token: await tokens[me]?.() })
      judge(given, answer, expected)
      const { rows } = await admin.query(
        `select coalesce(json_agg(x order by id), '[]') as all from ${table} x`,
      )
      assert.deepEqual(
        rows[0].all,
        byId([...model.rows.values()]),
        `the table after ${JSON.stringify(given)} ${answer.text}`,
      )
    }
  }
  return {
    server,
    log,
    makeTable,
    run: async (numRuns, seed, table = 'w') => {
      await hold((c) => one(c, table), numRuns, seed)
    },
  }
}

function judge(given: Write, answer: Answer, expected: Outcome): void {
  const about = `${JSON.stringify(given)}\n${answer.status} ${answer.text}\n${JSON.stringify(expected)}`
  assert.ok(expected.statuses.includes(answer.status), about)
  if (!expected.rows || answer.status >= 300) return
  if (given.kind !== 'delete_id')
    assert.equal(Number(answer.headers['x-affected-count']), expected.rows.length, about)
  const rows = answered(given, answer)
  if (rows) assert.deepEqual(byId(rows), byId(expected.rows), about)
  else if (given.returns !== 'headers-only') assert.equal(answer.text, '', about)
}
