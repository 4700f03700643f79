import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'pg-connection-string'
import { Load, requestText, type Shot } from './load.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { freePort, startServer } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'
import { people, type Rows, tablesOf } from './tables-rows.ts'

const connections = 32
const rounds = 5
const poolSize = 8
const folder = fileURLToPath(new URL('../peers/', import.meta.url))
const bin = join(folder, 'node_modules/.bin')

interface Peer {
  name: string
  goal: number
  port: number
  child: ChildProcess
  /** What Flumen is asked for the same. */
  own: string
}

/** Other servers over the same tables in the same database, asked for the same ten rows. */
export async function benchPeers(stage: Stage): Promise<Report> {
  if (!existsSync(join(folder, 'node_modules'))) {
    return { rows: [], notes: ['peers: not installed; `npm install` in bench/peers brings them.'] }
  }
  const database = await tablesOf(stage)
  const load = new Load()
  const server = await startServer({
    folder: stage.folder,
    env: {
      ...sharedEnv,
      FLUMEN_DATABASE_URL: database.url,
      FLUMEN_LOG_LEVEL: 'warn',
      FLUMEN_RATE_LIMIT: 'off',
    },
  })
  const peers: Peer[] = []
  try {
    peers.push(await startPostgraphile(database.url))
    peers.push(await startDirectus(database.url))
    await learn(load, database)
    const seconds = stage.options.quick ? 1 : 2
    return { rows: await measure(load, server.port, peers, seconds), notes: notes(database.count) }
  } finally {
    load.stop()
    for (const { child } of peers) child.kill('SIGKILL')
    await server.stop()
  }
}

async function learn(load: Load, { members }: Rows): Promise<void> {
  const few = members.slice(0, people)
  const ok = (text: string): Shot => ({ text, status: 200, expect: 'Post number' })
  const list = '?select=id,title,created_at&status=eq.open&order=created_at.desc&limit=10'
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  await load.learn(
    'rest',
    few.map(({ token }) => ok(requestText('GET', `/api/v1/tables/posts${list}`, bearer(token)))),
  )
  const query = `query ($status: String) { posts(filter: { status_eq: $status },
    orderBy: [{ createdAt: DESC }], limit: 10) { id title createdAt } }`
  const variables = { status: 'open' }
  await load.learn(
    'graphql',
    few.map(({ token }) =>
      ok(requestText('POST', '/api/v1/graphql', bearer(token), { query, variables })),
    ),
  )
  const theirs = `query ($status: String) { allPosts(condition: { status: $status },
    orderBy: CREATED_AT_DESC, first: 10) { nodes { id title createdAt } } }`
  await load.learn(
    'PostGraphile 5',
    few.map(({ id }) =>
      ok(requestText('POST', '/graphql', { 'x-user': id }, { query: theirs, variables })),
    ),
  )
  const items = 'fields=id,title,created_at&sort=-created_at&limit=10&filter[status][_eq]=open'
  await load.learn(
    'Directus 12',
    few.map(({ id }) =>
      ok(requestText('GET', `/items/posts?${items}&filter[owner][_eq]=${id}`, bearer(adminToken))),
    ),
  )
}

async function measure(load: Load, port: number, peers: Peer[], seconds: number): Promise<Row[]> {
  const figures = peers.map(() => ({ own: [] as number[], theirs: [] as number[] }))
  const run = async (port: number, shots: string) =>
    (await load.run({ port, shots, connections, seconds })).perSecond
  for (const peer of peers) {
    await load.run({ port, shots: peer.own, connections, count: 2_000 })
    await load.run({ port: peer.port, shots: peer.name, connections, count: 500 })
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, peer] of peers.entries()) {
      figures[i]?.theirs.push(await run(peer.port, peer.name))
      figures[i]?.own.push(await run(port, peer.own))
    }
  }
  return peers.map(({ name, goal }, i) => {
    const { own = [], theirs = [] } = figures[i] ?? {}
    const ratio = median(own.map((figure, round) => figure / (theirs[round] ?? Number.NaN)))
    const shown = { figure: perSecond(median(own)), floor: perSecond(median(theirs)), ratio }
    return { name: `peers: ${name}`, ...shown, goal: `>= ${goal}`, isMet: ratio >= goal }
  })
}

async function startPostgraphile(url: string): Promise<Peer> {
  const port = await freePort()
  const child = run(['postgraphile.js', url, String(port), String(poolSize)], {})
  await answers(`http://127.0.0.1:${port}/`, child)
  return { name: 'PostGraphile 5', goal: 3, port, child, own: 'graphql' }
}

const adminToken = 'the static token of the administrator of the bench'.replaceAll(' ', '-')

async function startDirectus(url: string): Promise<Peer> {
  const port = await freePort()
  const env = {
    ...connectionOf(url),
    DB_POOL__MIN: '0',
    DB_POOL__MAX: String(poolSize),
    SECRET: sharedEnv.FLUMEN_SECRET,
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'correct horse battery staple',
    ADMIN_TOKEN: adminToken,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
    TELEMETRY: 'false',
    CACHE_ENABLED: 'false',
    RATE_LIMITER_ENABLED: 'false',
  }
  const cli = 'node_modules/directus/cli.js'
  await promisify(execFile)(join(bin, 'node'), [cli, 'bootstrap'], {
    cwd: folder,
    env: { ...process.env, ...env },
  })
  const child = run([cli, 'start'], env)
  await answers(`http://127.0.0.1:${port}/server/ping`, child)
  return { name: 'Directus 12', goal: 10, port, child, own: 'rest' }
}

/** Directus reads no socket out of a connection string. */
function connectionOf(url: string): Record<string, string> {
  const { user = '', password = '', host = '', port, database = '' } = parse(url)
  return {
    DB_CLIENT: 'pg',
    DB_HOST: host ?? '',
    DB_PORT: port ?? '5432',
    DB_DATABASE: database ?? '',
    DB_USER: user,
    DB_PASSWORD: password,
  }
}

const run = (args: string[], env: Record<string, string>): ChildProcess =>
  spawn(join(bin, 'node'), args, {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })

async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadlineMs = performance.now() + 90_000
  while (child.exitCode === null && performance.now() < deadlineMs) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer) return
    await sleep(100)
  }
  throw new Error(`nothing answers at ${url}`)
}

const notes = (rows: number): string[] => [
  `peers: ten rows by list and filter of ${rows.toLocaleString('en')}, the floor is the peer: ` +
    'PostGraphile by GraphQL as the same role with the same claims (its header is believed), ' +
    'against ours by GraphQL; Directus by REST as its administrator with the owner in the filter, ' +
    `against ours by REST under row-level security. One process each, ${poolSize} connections to ` +
    `the database, ${connections} to the server, ${rounds} interleaved rounds, medians.`,
]
