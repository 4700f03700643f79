import pg from 'pg'

/** What is in a table: how many rows, and a sum over all that stands in them, in whatever order. */
export interface TableSum {
  rows: number
  sum: string
}

export type TableSums = Record<string, TableSum>

/** Texts of values must not depend on who asks; rows that are hidden from a login are a failure. */
const settings = `set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres';
  set extra_float_digits = 1; set bytea_output = 'hex'; set statement_timeout = 0;
  set row_security = off`

const everyTable = `select format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
    and (c.relkind = 'r' or c.relispopulated)
  order by 1`

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Of every table; all seen at one moment. */
export async function sumTables(
  client: pg.Client,
  told: (name: string) => void,
): Promise<TableSums> {
  await client.query(settings)
  const { rows } = await client.query<{ name: string }>(everyTable)
  const sums: TableSums = {}
  for (const { name } of rows) {
    told(name)
    // The name came from the catalog, quoted by the database itself.
    const sum = `select count(*)::float8 as rows,
      coalesce(sum(hashtextextended(t::text, 0)), 0)::text as sum from only ${name} t`
    const found = await client.query<TableSum>(sum)
    sums[name] = found.rows[0] ?? { rows: 0, sum: '0' }
  }
  return sums
}

/** The tables that are not the same. */
export function differences(expected: TableSums, found: TableSums): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)])
  return [...names].filter((name) => {
    const [a, b] = [expected[name], found[name]]
    return !a || !b || a.rows !== b.rows || a.sum !== b.sum
  })
}

/** Bytes that a row of the database names. */
export interface NamedBlob {
  id: string
  size: number
  /** Hexadecimal. */
  sha256: string
}

export interface NamedBlobs {
  /** Files, and parts of files on their way. */
  needed: NamedBlob[]
  /** Images made of images, uploads under way: there or not. */
  optional: string[]
}

export async function namedBlobs(client: pg.Client): Promise<NamedBlobs> {
  const there = await client.query(`select to_regclass('storage.objects') as it`)
  if (there.rows[0]?.it === null) return { needed: [], optional: [] }
  const needed = await client.query<NamedBlob>(`
    select version as id, size::float8 as size, encode(sha256, 'hex') as sha256 from storage.objects
    union select version, size::float8, encode(sha256, 'hex') from storage.parts order by 1`)
  const optional = await client.query<{ id: string }>(
    `select id from storage.renditions order by 1`,
  )
  return { needed: needed.rows, optional: optional.rows.map(({ id }) => id) }
}

/** While it is held no file's bytes are deleted; a server that means to waits its turn. */
export const holdBlobs = (client: pg.Client): Promise<unknown> =>
  client.query('select pg_advisory_lock(1222, 1)')
