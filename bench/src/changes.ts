import pg from 'pg'
import { median, type Report, type Row } from './report.ts'
import type { Stage } from './stage.ts'

const rounds = 5

/** The same table twice, one of them watched. */
const schema = `
  create table quiet (id bigint generated always as identity primary key, owner uuid, title text, n int);
  create table told (like quiet including all);
  insert into changes.watched (schema_name, table_name, watcher, events)
    values ('public', 'told', 'bench', '{INSERT,UPDATE,DELETE}')`

interface Variant {
  name: string
  rows: number
  statement(table: string): string
}

const insert = (rows: number): Variant => ({
  name: `insert of ${rows.toLocaleString('en')}`,
  rows,
  statement: (table) =>
    `insert into ${table} (owner, title, n) select gen_random_uuid(), 'Title ' || i, i from generate_series(1, ${rows}) i`,
})

const update = (rows: number): Variant => ({
  name: `update of ${rows.toLocaleString('en')}`,
  rows,
  statement: (table) =>
    `update ${table} set n = n + 1 where id in (select id from ${table} order by id limit ${rows})`,
})

const variants = [insert(1), insert(100), insert(10_000), update(1), update(100), update(10_000)]

/** What a statement costs more on a table whose changes are written down. */
export async function benchChanges(stage: Stage): Promise<Report> {
  const { url } = await stage.database()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(schema)
    const rows: Row[] = []
    for (const variant of variants) rows.push(await measure(client, variant, stage.options.quick))
    return {
      rows,
      notes: [
        'changes: one connection, one statement a transaction, fsync on; floor: the same table without the log; interleaved, median of five',
      ],
    }
  } finally {
    await client.end()
  }
}

async function measure(client: pg.Client, variant: Variant, quick: boolean): Promise<Row> {
  const times = Math.max(1, Math.round((quick ? 200 : 1_000) / variant.rows))
  const found: Record<string, number[]> = { quiet: [], told: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const table of ['quiet', 'told']) {
      const startMs = performance.now()
      for (let i = 0; i < times; i++) await client.query(variant.statement(table))
      const microseconds = ((performance.now() - startMs) * 1_000) / times
      // The first round warms up.
      if (round > 0) found[table]?.push(microseconds)
    }
    await client.query('truncate changes.log')
  }
  const own = median(found.told ?? [])
  const floor = median(found.quiet ?? [])
  return {
    name: `change log: ${variant.name}`,
    figure: `${Math.round(own)} µs`,
    floor: `${Math.round(floor)} µs`,
    ratio: own / floor,
  }
}
