import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Writers as unkind to a change log as real ones: savepoints, rollbacks, sleeps, odd orders. */

export const stressTables = `
  create table stress (id text primary key, n int not null, note text);
  create table parts (id text, bucket int not null, n int, primary key (id, bucket)) partition by list (bucket);
  create table parts_0 partition of parts for values in (0);
  create table parts_1 partition of parts for values in (1);
  insert into realtime.schema_registry (table_name) values ('stress'), ('parts')`

export interface Written {
  /** `<op> <table> <id> <n>` of every committed change, per writer in the order it made them. */
  byWriter: string[][]
}

const random = (n: number): number => Math.floor(Math.random() * n)

/** Lets so many writers write for a while. @returns what was committed */
export async function letWrite(
  url: string,
  writers: number,
  transactions: number,
): Promise<Written> {
  const byWriter = await Promise.all(
    Array.from({ length: writers }, (_, w) => writer(url, w, transactions)),
  )
  return { byWriter }
}

async function writer(url: string, w: number, transactions: number): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  const committed: string[] = []
  try {
    for (let t = 0; t < transactions; t++) committed.push(...(await transaction(client, w, t)))
  } finally {
    await client.end()
  }
  return committed
}

async function transaction(client: pg.Client, w: number, t: number): Promise<string[]> {
  let made: string[] = []
  await client.query('begin')
  for (let s = 0; s < 1 + random(4); s++) {
    const before = made.length
    const isSaved = random(3) === 0
    if (isSaved) await client.query('savepoint s')
    made.push(...(await statement(client, `${w}-${t}-${s}`)))
    if (random(4) === 0) await sleep(random(15))
    if (isSaved && random(2) === 0) {
      await client.query('rollback to savepoint s')
      made = made.slice(0, before)
    }
  }
  const isKept = random(5) > 0
  await client.query(isKept ? 'commit' : 'rollback')
  return isKept ? made : []
}

/** One statement of several rows, directly into a partition now and then. */
async function statement(client: pg.Client, id: string): Promise<string[]> {
  const kind = random(5)
  if (kind === 0) {
    const bucket = random(2)
    await client.query(`insert into parts_${bucket} values ($1, $2, 1)`, [id, bucket])
    return [`INSERT parts ${id} 1`]
  }
  if (kind === 1) {
    await client.query('insert into parts values ($1, 0, 1)', [id])
    // Moves the row to another partition.
    await client.query('update parts set bucket = 1, n = 2 where id = $1', [id])
    return [`INSERT parts ${id} 1`, `UPDATE parts ${id} 2`]
  }
  await client.query(`insert into stress select $1 || '.' || i, i from generate_series(1, 3) i`, [
    id,
  ])
  const made = [1, 2, 3].map((i) => `INSERT stress ${id}.${i} ${i}`)
  if (kind === 2) {
    // The key changes, too.
    await client.query(`update stress set id = id || 'x', n = 9 where id = $1 || '.1'`, [id])
    made.push(`UPDATE stress ${id}.1x 9`)
  }
  if (kind === 3) {
    await client.query(`delete from stress where id = $1 || '.2'`, [id])
    made.push(`DELETE stress ${id}.2 2`)
  }
  return made
}
