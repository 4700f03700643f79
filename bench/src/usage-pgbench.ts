import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { run } from './usage-fill.ts'

const start = promisify(execFile)

/** The same tables with the same indexes and partitions, apart, so that no roll-up counts their rows. */
const tables = `
  create sequence public.floor_seq;
  create table public.floor_log (like metering.events including defaults including indexes)
    partition by range (happened_at);
  alter table public.floor_log alter seq set default nextval('public.floor_seq');
  create table public.floor_seen (like metering.seen including indexes);
  do $$ begin
    for i in 0..1 loop
      execute format('create table public.floor_log_%s partition of public.floor_log
        for values from (%L) to (%L)', i, date_trunc('month', now() + i * interval '1 month'),
        date_trunc('month', now() + (i + 1) * interval '1 month'));
    end loop;
  end $$`

/** A batch as one statement: its keys, and its events. What they are is made up where it is stored. */
const script = (size: number) =>
  `with i as materialized (
    select gen_random_uuid() as id, gen_random_uuid() as hash, gen_random_uuid() as customer, n
    from generate_series(1, ${size}) n
  ), k as (
    insert into public.floor_seen (hash, event_id, happened_at)
    select i.hash, i.id, now() from i order by i.hash on conflict do nothing
  )
  insert into public.floor_log (happened_at, id, tenant_id, meter_id, customer_id, live, counted,
    quantity, idempotency_key, meta_data)
  select now(), i.id, '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002',
    i.customer, true, true, 1.25, 'bench 12345 ' || i.n, '{"region":"eu"}' from i`.replace(
    /\s*\n\s*/g,
    ' ',
  )

/** PostgreSQL alone with the batches of the bench: prepared, no HTTP, no JSON, nothing looked up. */
export class BatchFloor {
  readonly #url: string
  readonly #file: string
  readonly #size: number

  private constructor(url: string, file: string, size: number) {
    this.#url = url
    this.#file = file
    this.#size = size
  }

  /** @returns undefined where pgbench is not installed */
  static async open(url: string, folder: string, size: number): Promise<BatchFloor | undefined> {
    const isThere = await start('pgbench', ['--version']).then(
      () => true,
      () => false,
    )
    if (!isThere) return undefined
    await run(url, tables)
    const file = join(folder, 'usage-batch.sql')
    await writeFile(file, `${script(size)};\n`)
    return new BatchFloor(url, file, size)
  }

  /** @returns events per second, connecting aside */
  async measure(clients: number, batches: number): Promise<number> {
    const settings = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2']
    const count = ['-t', String(Math.ceil(batches / clients))]
    const { stdout } = await start('pgbench', [...settings, ...count, '-f', this.#file, this.#url])
    const tps = /^tps = ([\d.]+) \(without/m.exec(stdout)?.[1]
    if (!tps) throw new Error(`pgbench said no figure:\n${stdout}`)
    return Number(tps) * this.#size
  }
}
