import { Load, requestText, type Shot } from './load.ts'
import { Pgbench } from './pgbench.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { startFloor, startServer, type Target } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'
import { people, type Rows, tablesOf } from './tables-rows.ts'
import type { StatementName } from './tables-statements.ts'

const connections = 32
const rounds = 5
/** Requests of each kind before the first that counts: the code of a running server is compiled. */
const warmUp = 10_000
const goal = 0.85
const pgbenchGoal = 0.75
/** Connections of Flumen's pool for users' tables; the floor gets as many. */
const poolSize = 8

interface Variant {
  name: string
  floor: string
  own: string
  statement: StatementName
}

const variants: Variant[] = [
  { name: 'list of 10 by filter', floor: 'floor list', own: 'list', statement: 'list' },
  { name: 'row by id', floor: 'floor row', own: 'row', statement: 'row' },
  { name: 'two levels of embeds', floor: 'floor embed', own: 'embed', statement: 'embed' },
  { name: 'GraphQL, the same', floor: 'floor embed', own: 'graphql', statement: 'embed' },
  { name: 'insert', floor: 'floor insert', own: 'insert', statement: 'insert' },
]

/** Reads and writes under row-level security against hand-written SQL as the same role. */
export async function benchTables(stage: Stage): Promise<Report> {
  const database = await tablesOf(stage)
  const load = new Load()
  const env = {
    ...sharedEnv,
    FLUMEN_DATABASE_URL: database.url,
    FLUMEN_LOG_LEVEL: 'warn',
    FLUMEN_RATE_LIMIT: 'off',
  }
  const server = await startServer({
    folder: stage.folder,
    env,
    profileDir: stage.options.profileDir,
  })
  const floor = await startFloor(database.url, String(poolSize), './tables-floor.ts')
  try {
    await learn(load, database)
    const users = database.members.slice(0, people).map((member) => member.id)
    const pgbench = await Pgbench.open(database.url, stage.folder, users, pgbenchValues)
    const seconds = stage.options.quick ? 0.7 : 2
    const rows = await measure({ load, server, floor, pgbench, seconds })
    return { rows, notes: notes(database.count, pgbench !== undefined) }
  } finally {
    load.stop()
    await Promise.all([server.stop(), floor.stop()])
  }
}

const listPath =
  '/api/v1/tables/posts?select=id,title,created_at&status=eq.open&order=created_at.desc&limit=10'
const embedPath =
  '/api/v1/tables/posts?select=id,title,author(name,country(name))&status=eq.open&order=created_at.desc&limit=10'
const query = `query ($status: String) {
  posts(filter: { status_eq: $status }, orderBy: [{ createdAt: DESC }, { id: ASC }], limit: 10) {
    id title author { name country { name } } } }`

/** A row of a person. */
const idOf = (person: number): number => (person === 0 ? people : person)

async function learn(load: Load, { members }: Rows): Promise<void> {
  const few = members.slice(0, people)
  const shots = (make: (member: (typeof few)[number], i: number) => Shot) => few.map(make)
  const ok = (text: string, expect: string, status = 200): Shot => ({ text, status, expect })
  const post = { title: 'New', status: 'new', author_id: 5 }
  const json = (path: string, token: string, body: object) =>
    requestText('POST', path, token ? { authorization: `Bearer ${token}` } : {}, body)
  const get = (path: string, token: string) =>
    requestText('GET', path, { authorization: `Bearer ${token}` })
  await load.learn(
    'floor list',
    shots((m) => ok(requestText('GET', `/list/${m.id}/open`), 'Post number')),
  )
  await load.learn(
    'list',
    shots((m) => ok(get(listPath, m.token), 'Post number')),
  )
  await load.learn(
    'floor row',
    shots((m, i) => ok(requestText('GET', `/row/${m.id}/${idOf(i)}`), 'Post number')),
  )
  await load.learn(
    'row',
    shots((m, i) => ok(get(`/api/v1/tables/posts/${idOf(i)}`, m.token), 'Post number')),
  )
  await load.learn(
    'floor embed',
    shots((m) => ok(requestText('GET', `/embed/${m.id}/open`), 'Country')),
  )
  await load.learn(
    'embed',
    shots((m) => ok(get(embedPath, m.token), 'Country')),
  )
  await load.learn(
    'graphql',
    shots((m) =>
      ok(json('/api/v1/graphql', m.token, { query, variables: { status: 'open' } }), 'Country'),
    ),
  )
  await load.learn(
    'floor insert',
    shots((m) => ok(json(`/insert/${m.id}`, '', post), 'New', 201)),
  )
  await load.learn(
    'insert',
    shots((m) => ok(json('/api/v1/tables/posts', m.token, post), 'New', 201)),
  )
}

/** The same values as over HTTP, as SQL. */
const pgbenchValues = {
  list: () => "'open'",
  embed: () => "'open'",
  row: (person: number) => String(idOf(person)),
  insert: () => `'{"title":"New","status":"new","author_id":5}'`,
}

interface Field {
  load: Load
  server: Target
  floor: Target
  pgbench: Pgbench | undefined
  seconds: number
}

interface Figures {
  own: number[]
  floor: number[]
  pgbench: number[]
}

async function measure(field: Field): Promise<Row[]> {
  const { load, server, floor, pgbench, seconds } = field
  const figures: Figures[] = variants.map(() => ({ own: [], floor: [], pgbench: [] }))
  const run = async ({ port }: Target, shots: string) =>
    (await load.run({ port, shots, connections, seconds })).perSecond
  for (const { own, floor: bare } of variants) {
    await load.run({ port: server.port, shots: own, connections, count: warmUp })
    await load.run({ port: floor.port, shots: bare, connections, count: warmUp })
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      figures[i]?.floor.push(await run(floor, variant.floor))
      figures[i]?.own.push(await run(server, variant.own))
      if (!pgbench) continue
      figures[i]?.pgbench.push(await pgbench.measure(variant.statement, poolSize, seconds))
    }
  }
  const rows: Row[] = []
  for (const [i, variant] of variants.entries()) {
    const measured = figures[i]
    if (!measured) continue
    rows.push(...rowsOf(variant.name, measured), await atHalfLoad(field, variant, measured.own))
  }
  return rows
}

function rowsOf(name: string, { own, floor, pgbench }: Figures): Row[] {
  const against = (floors: number[], least: number) => {
    const ratio = median(own.map((figure, round) => figure / (floors[round] ?? Number.NaN)))
    const shown = { figure: perSecond(median(own)), floor: perSecond(median(floors)), ratio }
    return { ...shown, goal: `>= ${least}`, isMet: ratio >= least }
  }
  return [
    { name: `tables: ${name}`, ...against(floor, goal) },
    ...(pgbench.length > 0
      ? [{ name: '  against pgbench', ...against(pgbench, pgbenchGoal) }]
      : []),
  ]
}

/** How long a request takes when half as many come as could; and at the floor, at the same rate. */
async function atHalfLoad(field: Field, variant: Variant, figures: number[]) {
  const { load, server, floor, seconds } = field
  const latency = async ({ port }: Target, shots: string) => {
    const run = { port, shots, connections, seconds: seconds * 2 }
    const { p50, p99 } = await load.run({ ...run, perSecond: median(figures) / 2 })
    return `${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
  }
  return {
    name: '  latency at half of that',
    figure: await latency(server, variant.own),
    floor: await latency(floor, variant.floor),
  }
}

const notes = (rows: number, hasPgbench: boolean): string[] => [
  `tables: ${rows.toLocaleString('en')} rows of ${people} owners under row-level security, one server process, limits off, a session token per owner; the floor is a bare Fastify that runs hand-written SQL as the same role with the same claims, under one Sync, on as many connections (${poolSize}), without authentication. ${connections} connections, ${rounds} interleaved rounds, medians; before them ${warmUp.toLocaleString('en')} requests of each kind to both.`,
  hasPgbench
    ? `tables: pgbench runs the same four statements (begin, role and claims, the statement, commit), prepared, on ${poolSize} connections, without HTTP.`
    : 'tables: pgbench is not installed here; the comparison with it is left out.',
  'tables: latency from when a request was due, at half the median rate above, of both.',
]
