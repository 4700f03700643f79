import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { residentBytes } from './process-figures.ts'
import { median, megabytes, perSecond, type Report, type Row } from './report.ts'
import { startFloor, startServer, type Target } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'

const rounds = 5

/** Limits that a bench lifts, and a table everybody may read and add to. */
const schema = `
  insert into auth.settings (key, value) values ('realtime.max_connections', '100000'),
    ('realtime.max_connections_per_ip', '100000'), ('realtime.max_messages_per_second', '1000000'),
    ('realtime.max_joins_per_second', '1000000'), ('realtime.client_message_queue_size', '100000');
  create table ticks (id bigint generated always as identity primary key, sent float8, kind text);
  alter table ticks enable row level security;
  grant select, insert on ticks to anon, authenticated;
  create policy r on ticks for select using (kind <> 'secret' and coalesce(auth.role(), '') <> 'nobody');
  create policy w on ticks for insert with check (true);
  insert into realtime.schema_registry (table_name) values ('ticks')`

interface Counted {
  atMs: number
  p50: number
  p99: number
}

class Clients {
  readonly #child: ChildProcess = fork(
    fileURLToPath(new URL('./socket-clients.ts', import.meta.url)),
  )

  async open(target: Target, path: string, count: number, greet: object[]): Promise<void> {
    const url = `ws://127.0.0.1:${target.port}${path}`
    this.#child.send({ open: { url, count, greet: greet.map((one) => JSON.stringify(one)) } })
    await once(this.#child, 'message')
  }

  /** Resolves when so many have come. */
  async expect(count: number, act: () => Promise<unknown>): Promise<Counted> {
    const counted = once(this.#child, 'message')
    this.#child.send({ expect: count })
    await act()
    return (await counted)[0] as Counted
  }

  say(message: object, times: number): void {
    this.#child.send({ say: { text: JSON.stringify(message), times } })
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }
}

/** Fan-out against a bare loop, many sockets, and what a change costs with few and with many subscribers. */
export async function benchRealtime(stage: Stage): Promise<Report> {
  const { url, members } = await stage.database()
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(schema)
  await admin.end()
  const env = {
    ...sharedEnv,
    FLUMEN_DATABASE_URL: url,
    FLUMEN_LOG_LEVEL: 'warn',
    FLUMEN_RATE_LIMIT: 'off',
  }
  const server = await startServer({
    folder: stage.folder,
    env,
    profileDir: stage.options.profileDir,
  })
  const floor = await startFloor('', '', './socket-floor.ts')
  const [clients, floorClients] = [new Clients(), new Clients()]
  try {
    const rows = [
      await fanOut(server, floor, clients, floorClients, stage.options.quick ? 300 : 1_000),
      ...(await deliveries(server, clients, members[0]?.token ?? '')),
      await manySockets(server, clients, stage.options.quick ? 1_000 : 5_000),
    ]
    return {
      rows,
      notes: [
        'realtime: server, floor and clients share the cores; limits of connections and messages lifted; floor of the fan-out: a bare ws loop that sends the same bytes; interleaved, median of five',
        'realtime: "to socket" is from before the POST of a row to its message at a client, its commit included; one audience, judged by SQL',
      ],
    }
  } finally {
    clients.stop()
    floorClients.stop()
    await Promise.all([server.stop(), floor.stop()])
  }
}

async function fanOut(
  server: Target,
  floor: Target,
  clients: Clients,
  floorClients: Clients,
  count: number,
): Promise<Row> {
  const messages = 100
  await clients.open(server, '/realtime', count, [{ type: 'subscribe', channel: 'bench' }])
  await floorClients.open(floor, '/', count, [])
  const message = {
    type: 'broadcast',
    channel: 'bench',
    event: 'e',
    payload: { text: 'x'.repeat(100) },
  }
  const run = async (by: Clients): Promise<number> => {
    const startMs = Date.now()
    const { atMs } = await by.expect(count * messages, async () => by.say(message, messages))
    return (count * messages * 1_000) / (atMs - startMs)
  }
  const [own, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    own.push(await run(clients))
    bare.push(await run(floorClients))
  }
  const ratio = median(own) / median(bare)
  return {
    name: `broadcast to ${count} sockets, messages`,
    figure: perSecond(median(own)),
    floor: perSecond(median(bare)),
    ratio,
    goal: '0.60',
    isMet: ratio >= 0.6,
  }
}

async function deliveries(server: Target, clients: Clients, token: string): Promise<Row[]> {
  const rows: Row[] = []
  for (const count of [1, 100, 1_000]) {
    await clients.open(server, '/realtime', count, [{ type: 'subscribe', channel: 'table:ticks' }])
    const changes = 50
    const trips: number[] = []
    const { p50, p99 } = await clients.expect(count * changes, async () => {
      for (let i = 0; i < changes; i++) {
        const startMs = performance.now()
        await fetch(`http://127.0.0.1:${server.port}/api/v1/tables/ticks`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            prefer: 'return=minimal',
            authorization: `Bearer ${token}`,
          },
          body: JSON.stringify({ sent: Date.now(), kind: 'a' }),
        })
        trips.push(performance.now() - startMs)
      }
    })
    rows.push({
      name: `change to socket, ${count} subscriber${count === 1 ? '' : 's'}`,
      figure: `p50 ${p50} ms, p99 ${p99} ms`,
      floor: `${median(trips).toFixed(1)} ms (the POST)`,
    })
  }
  return rows
}

async function manySockets(server: Target, clients: Clients, count: number): Promise<Row> {
  await clients.open(server, '/realtime', 0, [])
  await sleep(3_000)
  const before = await residentBytes(server.pid)
  const startMs = Date.now()
  await clients.open(server, '/realtime', count, [{ type: 'subscribe', channel: 'table:ticks' }])
  const seconds = (Date.now() - startMs) / 1_000
  const grown = (await residentBytes(server.pid)) - before
  return {
    name: `${count} sockets, each subscribed to a table`,
    figure: `${megabytes(grown)} more`,
    floor: `opened in ${seconds.toFixed(1)} s`,
  }
}
