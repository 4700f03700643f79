import { Load, requestText, type Shot } from './load.ts'
import type { Member } from './population.ts'
import { cpuSeconds } from './process-figures.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { poolSize, startFloor, startServer, type Target } from './server.ts'
import { type Database, type Stage, sharedEnv } from './stage.ts'

const connections = 32
const rounds = 5
const goal = 0.85

/** Without limits few keys are enough; with limits so many that none comes near its own. */
const fewMembers = 500

interface Variant {
  name: string
  target: Target
  shots: string
}

/** A request with a key and one with a session against a bare route that reads the same row. */
export async function benchRequests(stage: Stage): Promise<Report> {
  const database = await stage.database()
  const load = new Load()
  const targets = await startTargets(stage, database)
  try {
    await learnShots(load, database.members)
    const variants = variantsOf(targets)
    for (const { target, shots } of variants) {
      const count = Math.max(3_000, database.members.length)
      await load.run({ port: target.port, shots, connections, count })
    }
    const figures = await measure(load, variants, stage.options.quick ? 0.7 : 2)
    return { rows: toRows(variants, figures), notes: notesOf(figures, database.members.length) }
  } finally {
    load.stop()
    await Promise.all(Object.values(targets).map((target) => target.stop()))
  }
}

type Targets = Record<'floor' | 'off' | 'on' | 'shipped', Target>

async function startTargets(stage: Stage, { url }: Database): Promise<Targets> {
  const { folder, options } = stage
  const server = (env: Record<string, string>, profileDir?: string) =>
    startServer({
      folder,
      env: { ...sharedEnv, FLUMEN_DATABASE_URL: url, ...env },
      profileDir,
    })
  return {
    floor: await startFloor(url),
    off: await server({ FLUMEN_LOG_LEVEL: 'warn', FLUMEN_RATE_LIMIT: 'off' }, options.profileDir),
    on: await server({ FLUMEN_LOG_LEVEL: 'warn' }, options.profileDir),
    shipped: await server({}),
  }
}

async function learnShots(load: Load, members: Member[]): Promise<void> {
  const few = members.slice(0, fewMembers)
  const path = '/v1/me/account'
  const ok = (text: string, expect: string): Shot => ({ text, status: 200, expect })
  const byKey = (m: Member) => ok(requestText('GET', path, { 'x-api-key': m.key }), m.id)
  const bySession = (m: Member) =>
    ok(requestText('GET', path, { authorization: `Bearer ${m.token}` }), m.id)
  await load.learn(
    'bare',
    few.map((m) => ok(requestText('GET', `/accounts/${m.id}`), m.id)),
  )
  await load.learn('keys of few', few.map(byKey))
  await load.learn('sessions of few', few.map(bySession))
  await load.learn('keys of many', members.map(byKey))
  await load.learn('sessions of many', members.map(bySession))
}

function variantsOf({ floor, off, on, shipped }: Targets): Variant[] {
  return [
    { name: 'floor', target: floor, shots: 'bare' },
    { name: 'API key, limits off', target: off, shots: 'keys of few' },
    { name: 'session, limits off', target: off, shots: 'sessions of few' },
    { name: 'API key, limits on', target: on, shots: 'keys of many' },
    { name: 'session, limits on', target: on, shots: 'sessions of many' },
    { name: 'API key, as shipped (limits on, logs)', target: shipped, shots: 'keys of many' },
  ]
}

interface Figure {
  perSecond: number
  /** Processor time of the server process, microseconds per request. */
  cpuUs: number
  /** Of one core, taken by the load. */
  loadShare: number
}

/** All variants once, then all again: a slow minute of the machine is everybody's. */
async function measure(load: Load, variants: Variant[], seconds: number): Promise<Figure[][]> {
  const figures: Figure[][] = variants.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      figures[i]?.push(await measureOnce(load, variant, seconds))
    }
  }
  return figures
}

async function measureOnce(
  load: Load,
  { target: { port, pid }, shots }: Variant,
  seconds: number,
): Promise<Figure> {
  const before = await cpuSeconds(pid)
  const { perSecond, cpuShare } = await load.run({ port, shots, connections, seconds })
  const used = (await cpuSeconds(pid)) - before
  return { perSecond, cpuUs: (used / (perSecond * seconds)) * 1e6, loadShare: cpuShare }
}

function toRows(variants: Variant[], figures: Figure[][]): Row[] {
  const [floors = []] = figures
  return variants.flatMap(({ name }, i): Row[] => {
    const own = figures[i] ?? []
    if (i === 0) return []
    const ratio = medianRatio(own, floors, 'perSecond')
    const show = (list: Figure[]) => perSecond(median(list.map((figure) => figure.perSecond)))
    const row = { figure: show(own), floor: show(floors), ratio }
    return [
      { name: `requests: ${name}`, ...row, goal: `>= ${goal}`, isMet: ratio >= goal },
      { name: '  processor time of the server', ...cpuRow(own, floors) },
    ]
  })
}

function cpuRow(own: Figure[], floors: Figure[]) {
  const show = (list: Figure[]) => `${Math.round(median(list.map((f) => f.cpuUs)))} us`
  return { figure: show(own), floor: show(floors), ratio: medianRatio(floors, own, 'cpuUs') }
}

/** The median of the ratios of the rounds, not the ratio of two medians. */
const medianRatio = (a: Figure[], b: Figure[], of: 'perSecond' | 'cpuUs'): number =>
  median(a.map((figure, round) => figure[of] / (b[round]?.[of] ?? Number.NaN)))

const notesOf = (figures: Figure[][], members: number): string[] => [
  `requests: GET /v1/me/account against a bare Fastify route that reads the same row with raw pg ` +
    `(${poolSize} connections each, prepared) and writes the same JSON without authentication, ` +
    `limits, request ids, security headers, metrics or logs. ${connections} keep-alive ` +
    `connections, ${rounds} interleaved rounds, medians of rounds; every answer's status counted, ` +
    `one in 32 read.`,
  `requests: "limits off" lifts the rate limits (FLUMEN_RATE_LIMIT=off) and uses ${fewMembers} keys ` +
    `or sessions; "limits on" raises no limit but takes turns over ${members}, so that none reaches ` +
    `60 (key) or 120 (session) a minute.`,
  'requests: the server logs a line per request; the floor does not. So the first four run with ' +
    'FLUMEN_LOG_LEVEL=warn; the last one logs into a file.',
  'requests: processor time is that of the server process alone, per request, and hardly depends on ' +
    'what else the machine does; its ratio is floor over server.',
  `requests: the load came from a process of its own, which took up to ${Math.round(busiest(figures) * 100)} % of a core.`,
]

const busiest = (figures: Figure[][]): number =>
  Math.max(...figures.flat().map((figure) => figure.loadShare))
