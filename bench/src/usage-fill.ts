import pg from 'pg'

/** A database of its own in the cluster of a stage; the server that opens it migrates it. */
export async function makeDatabase(clusterUrl: string, name: string): Promise<string> {
  await run(clusterUrl, `create database ${pg.escapeIdentifier(name)}`)
  // The host may be a socket, which no URL parser takes.
  return clusterUrl.replace(/(@[^/]*\/)[^?]*/, `$1${name}`)
}

export async function run<T>(url: string, text: string, values?: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as T[]
  } finally {
    await client.end()
  }
}

/** Those who used something, and the days back from now over which they did. */
const customers = 1_000
const days = 30

export interface Fill {
  count: number
  /** Whether each has an idempotency key. */
  isKeyed: boolean
}

/** Events as if they had been tracked, by COPY from a file beside the cluster. */
export async function fillEvents(
  { url, tenantId, meterId }: { url: string; tenantId: string; meterId: string },
  { count, isKeyed }: Fill,
): Promise<void> {
  await run(
    url,
    `insert into metering.customers (tenant_id, live, external_id, name)
     select '${tenantId}', true, 'c' || i, 'c' || i from generate_series(0, ${customers - 1}) i
     on conflict do nothing`,
  )
  for (let month = 0; month <= days / 28 + 1; month++) {
    await run(url, `select metering.make_month(now() - interval '${month * 28} days')`)
  }
  const key = isKeyed ? `'filled ' || i` : 'null'
  const rows = `
    with c as materialized (select array_agg(id order by id) as ids from metering.customers
      where tenant_id = '${tenantId}')
    select nextval('metering.event_seq') as seq,
      date_trunc('milliseconds', now() - interval '1 minute'
        - (${count} - i) * interval '${days} days' / ${count}) as happened_at,
      now() as created_at, gen_random_uuid() as id, '${tenantId}'::uuid as tenant_id,
      '${meterId}'::uuid as meter_id, c.ids[1 + (i::bigint * 7919) % ${customers}] as customer_id,
      true as live, true as counted, (1 + i % 1000) / 100.0 as quantity,
      ${key}::text as idempotency_key, '{"region": "eu"}'::json as meta_data
    from generate_series(1, ${count}) i, c`
  const columns =
    'seq, happened_at, created_at, id, tenant_id, meter_id, customer_id, live, counted, quantity, idempotency_key, meta_data'
  await copy(url, 'metering.events', columns, rows)
  if (!isKeyed) return
  await copy(
    url,
    'metering.seen',
    'hash, event_id, happened_at',
    `select metering.key_hash(tenant_id, live, idempotency_key), id, happened_at
     from metering.events where idempotency_key is not null order by 1`,
  )
}

async function copy(url: string, table: string, columns: string, query: string): Promise<void> {
  const text = `do $do$
    declare file text := current_setting('data_directory') || '/bench.copy';
    begin
      -- As every writer does: what is under way is not rolled up before it is there.
      perform pg_advisory_xact_lock_shared((1221::bigint << 52) | s.last_value)
        from metering.event_seq s;
      execute format('copy (%s) to %L (format binary)', $q$${query}$q$, file);
      execute format('copy ${table} (${columns}) from %L (format binary)', file);
      execute format('copy (select 1 where false) to %L', file);
    end $do$`
  await run(url, text)
}

/** Rows that statements have read from the events since the counters were reset. */
export async function rowsRead(url: string): Promise<number> {
  const [row] = await run<{ n: string }>(
    url,
    `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::text as n
     from pg_stat_all_tables where schemaname = 'metering' and relname like 'events\\_%'`,
  )
  return Number(row?.n ?? 0)
}
