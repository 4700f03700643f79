import Fastify from 'fastify'
import pg from 'pg'

/**
 * What single events are measured against, in a process of its own: a bare Fastify with one route that
 * inserts one row per request with `pg`, prepared once on each connection. No key, no check, no
 * deduplication, no roll-up; two indexes, as anybody would have them.
 */
const [databaseUrl, poolSize] = process.argv.slice(2)

const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(poolSize), keepAlive: true })
await pool.query(`
  create table if not exists public.floor_events (
    id uuid primary key default gen_random_uuid(), meter_id uuid not null, customer text not null,
    quantity numeric not null, happened_at timestamptz not null default now(), metadata jsonb);
  create index if not exists floor_events_time on public.floor_events (meter_id, happened_at)`)

const http = Fastify({ logger: false })
interface Body {
  meter_token: string
  customer_external_id: string
  quantity: number
  metadata: object
}

http.post<{ Body: Body }>('/events', async ({ body }, reply) => {
  const { rows } = await pool.query({
    name: 'insert',
    text: `insert into public.floor_events (meter_id, customer, quantity, metadata)
      values ($1, $2, $3, $4) returning id, happened_at`,
    values: [body.meter_token, body.customer_external_id, body.quantity, body.metadata],
  })
  reply.code(201)
  return { ...rows[0], quantity: String(body.quantity) }
})

for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => process.exit(0))
const address = await http.listen({ port: 0, host: '127.0.0.1' })
process.send?.(Number(new URL(address).port))
