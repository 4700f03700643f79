import assert from 'node:assert/strict'
import { after } from 'node:test'
import pg from 'pg'
import { signIn } from '../../src/surfaces/platform/testing.ts'
import { startServer, type TestServer } from '../kit.ts'
import { asAdministrator } from '../tables.ts'
import { type Chooser, hold } from './generate.ts'
import { type LogOracle, watchLog } from './log-oracle.ts'
import { type Change, Ref, Several, type Table, type Test } from './several-model.ts'
import { lasting } from './world.ts'
import { columns, sampleFor, schema } from './writes.ts'
import type { Stored } from './writes-model.ts'

/** Sequences of transactions over two tables; after each they hold what the model says. */

const pets = (folks: string, table: string) => `
  create table ${table} (
    id int primary key, owner uuid not null default auth.uid(), folk_id int references ${folks},
    note text default 'quiet', n int default 0 check (n >= 0));
  alter table ${table} enable row level security;
  grant select, insert, update, delete on ${table} to authenticated;
  create policy own on ${table} using (owner = (select auth.uid())) with check (owner = (select auth.uid()));`

/** Who generates: the people, and which of them it is. */
interface Author {
  c: Chooser
  people: readonly string[]
  me: number
  /** Operations so far whose rows may be referred to: by place, and how many rows there are. */
  known: { table: Table; rows: number }[]
}

const mostIds = 40
const ids = (c: Chooser): number => c.below(mostIds)

const texts = ['t', 'code', 'note']
const numbers: Record<Table, readonly string[]> = {
  folks: ['id', 'q'],
  pets: ['id', 'n', 'folk_id'],
}

/** A column of something made before, of the same kind; else undefined. */
function refFor(author: Author, kind: 'number' | 'text', of?: Table): Ref | undefined {
  const { c, known } = author
  if (known.length === 0 || !c.once(3)) return undefined
  const op = c.below(known.length)
  const made = known[op]
  if (!made || made.rows === 0 || (of && made.table !== of)) return undefined
  const column = of
    ? 'id'
    : kind === 'text'
      ? c.pick(texts.filter((name) => (name === 'note') === (made.table === 'pets')))
      : c.pick(numbers[made.table])
  return new Ref(op, c.below(made.rows), column)
}

function folkBody(author: Author): Stored {
  const { c, people, me } = author
  const names = columns.filter(() => c.below(3) === 0)
  return Object.fromEntries(
    names.map((name) => {
      const kind = name === 'q' ? 'number' : name === 't' || name === 'code' ? 'text' : undefined
      // Most rows are fine, or hardly any of several would be.
      const own = name === 'owner' && !c.once(3) ? people[me] : undefined
      const fine = name === 'q' && !c.once(3) ? c.below(6) : own
      return [name, (kind && refFor(author, kind)) ?? fine ?? sampleFor(c, name, people, me)]
    }),
  )
}

function petBody(author: Author): Stored {
  const { c, people, me } = author
  const body: Stored = {}
  if (c.once(2)) body.note = refFor(author, 'text') ?? c.pick(['meow', '', null, '{"$ref":"0.id"}'])
  if (c.once(3)) body.n = refFor(author, 'number') ?? (c.once(8) ? -1 : c.below(5))
  if (c.once(2)) body.folk_id = refFor(author, 'number', 'folks') ?? (c.once(3) ? null : ids(c))
  if (c.once(8)) body.owner = people[c.once(4) ? 1 - me : me]
  return body
}

const bodyOf = (author: Author, table: Table): Stored =>
  table === 'folks' ? folkBody(author) : petBody(author)

function row(author: Author, table: Table, depth: number): Stored {
  const { c } = author
  const made: Stored = { id: ids(c), ...bodyOf(author, table) }
  if (depth > 1) return made
  if (table === 'pets' && c.once(4)) made.folk = row(author, 'folks', depth + 1)
  if (table === 'folks' && c.once(3)) made.pets = c.list(3, () => row(author, 'pets', depth + 1))
  return made
}

function filter(author: Author, table: Table): Test[] {
  const { c } = author
  const one = (): Test => {
    const operator = c.pick(['eq', 'eq', 'gt', 'lt'] as const)
    if (operator !== 'eq') return { column: c.pick(numbers[table]), operator, value: ids(c) }
    if (table === 'folks' && c.once(3)) return { column: 't', operator, value: 'x' }
    return { column: 'id', operator, value: refFor(author, 'number') ?? ids(c) }
  }
  return [one(), ...c.list(1, one)]
}

export interface Ways {
  /** Whether rows may be changed one by one in a list, and refer to earlier ones. */
  isBatch: boolean
}

function change(author: Author, { isBatch }: Ways): Change {
  const { c } = author
  const table = c.pick(['folks', 'pets'] as const)
  const filled = (): Stored => {
    const body = bodyOf(author, table)
    return Object.keys(body).length > 0 ? body : table === 'folks' ? { t: 'x' } : { note: 'x' }
  }
  const kind = c.below(isBatch ? 8 : 7)
  if (kind < 3) {
    const isSingle = c.once(2)
    const more = isSingle ? [] : c.list(3, () => row(author, table, 0))
    return { kind: 'insert', table, rows: [row(author, table, 0), ...more], isSingle }
  }
  if (kind === 3) {
    const isSingle = c.once(2)
    const on = c.pick(['id', 'code'] as const)
    // Names of which there are few, so that many are there already.
    const one = (): Stored => ({
      id: ids(c),
      ...folkBody(author),
      ...(on === 'code' ? { code: `c${c.below(8)}` } : {}),
    })
    const rows = [one(), ...(isSingle ? [] : c.list(2, one))]
    return { kind: 'upsert', table: 'folks', rows, isSingle, on }
  }
  if (kind < 6) return { kind: 'update', table, where: filter(author, table), body: filled() }
  if (kind === 6) return { kind: 'delete', table, where: filter(author, table) }
  const rows = [filled(), ...c.list(2, filled)].map((body) => ({ ...body, id: ids(c) }))
  const isFirst = ({ id }: Stored, i: number) => rows.findIndex((other) => other.id === id) === i
  return { kind: 'update_each', table, rows: rows.filter(isFirst) }
}

/** How many rows of a change are known to be in a known order. */
const rowsKnown = (given: Change): number =>
  given.kind === 'insert' ? given.rows.length : given.kind === 'upsert' && given.isSingle ? 1 : 0

function transaction(c: Chooser, people: readonly string[], me: number, ways: Ways): Change[] {
  const author: Author = { c, people, me, known: [] }
  return Array.from({ length: 1 + c.below(4) }, () => {
    const made = change(author, ways)
    if (ways.isBatch) author.known.push({ table: made.table, rows: rowsKnown(made) })
    return made
  })
}

/** One transaction, sent and judged. */
export type Send = (given: {
  c: Chooser
  changes: readonly Change[]
  model: Several
  me: string
  token: string
  server: TestServer
}) => Promise<void>

export interface Sequences {
  server: TestServer
  log: LogOracle
  run(runs: number, seed: number, lane?: number): Promise<void>
}

/** @param lanes how many may run beside each other, each with tables of its own */
export async function startSequences(
  ways: Ways,
  sendTo: (lane: number) => Send,
  lanes = 1,
): Promise<Sequences> {
  const server = await startServer({ rateLimit: false })
  const log = await watchLog(server)
  const people = (await Promise.all([signIn(server), signIn(server)])).map(({ userId }) => userId)
  const tokens = people.map((id) => lasting(server, id))
  const admin = new pg.Pool({ connectionString: server.databaseUrl, max: 2 })
  // Its database is dropped under it at the end.
  admin.on('error', () => undefined)
  after(() => admin.end())
  for (let lane = 0; lane < lanes; lane++)
    await asAdministrator(server, schema(`folks${lane}`) + pets(`folks${lane}`, `pets${lane}`))
  await server.ctx.catalogs.reload()
  const send = Array.from({ length: lanes }, (_, lane) => sendTo(lane))

  const one = async (c: Chooser, lane: number): Promise<void> => {
    await admin.query(`truncate folks${lane}, pets${lane}`)
    const model = new Several()
    for (let i = 0; i < 8; i++) {
      const me = c.below(2)
      const changes = transaction(c, people, me, ways)
      const token = (await tokens[me]?.()) ?? ''
      await send[lane]?.({ c, changes, model, me: people[me] ?? '', token, server })
      for (const table of ['folks', 'pets'] as const) {
        const { rows } = await admin.query(
          `select coalesce(json_agg(x order by id), '[]') as all from ${table}${lane} x`,
        )
        const expected = byId([...model[table].rows.values()])
        assert.deepEqual(rows[0].all, expected, `${table} after ${JSON.stringify(changes)}`)
      }
    }
  }
  return {
    server,
    log,
    run: async (numRuns, seed, lane = 0) => {
      await hold((c) => one(c, lane), numRuns, seed)
    },
  }
}

export const byId = (rows: readonly Stored[]): Stored[] =>
  [...rows].sort((a, b) => Number(a.id) - Number(b.id))
