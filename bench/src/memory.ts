import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Load, requestText, type Shot } from './load.ts'
import { type Member, populate } from './population.ts'
import { residentBytes } from './process-figures.ts'
import { megabytes, type Report, type Row } from './report.ts'
import { startFloor, startServer, type Target } from './server.ts'
import { type Stage, settle, sharedEnv } from './stage.ts'

const idleGoalBytes = 160e6
/** Resident memory moves this much by itself between two looks. */
const noise = 1.05
const restMs = 5_000

/** Resident memory of the server process, without PostgreSQL: idle, and after requests of all kinds. */
export async function benchMemory(stage: Stage): Promise<Report> {
  const count = stage.options.quick ? 10_000 : 100_000
  const folder = join(stage.folder, 'memory')
  await mkdir(folder)
  const load = new Load()
  const server = await startServer({ folder, env: sharedEnv, profileDir: stage.options.profileDir })
  const stops = [() => server.stop()]
  try {
    await sleep(restMs)
    const idle = await residentBytes(server.pid)
    const dataDir = join(folder, 'data')
    const url = (await readFile(join(dataDir, 'database.url'), 'utf8')).trim()
    const members = await populate({ url, dataDir, count: 4_000, passwordHash: 'none' })
    await settle(url)
    await load.learn('mixed', members.flatMap(mixedShots))
    await load.learn('bare', members.map(bareShot))
    const own = [idle, await after(load, server, 'mixed', count)]
    own.push(await after(load, server, 'mixed', count))
    const floor = await startFloor(url)
    stops.push(() => floor.stop())
    await sleep(restMs)
    const floors = [await residentBytes(floor.pid), await after(load, floor, 'bare', count)]
    return report(own, floors, count)
  } finally {
    load.stop()
    for (const stop of stops.reverse()) await stop()
  }
}

async function after(load: Load, target: Target, shots: string, count: number): Promise<number> {
  await load.run({ port: target.port, shots, connections: 32, count })
  await sleep(restMs)
  return residentBytes(target.pid)
}

/** Six reads that succeed, a wrong key and an unknown path, of one member. */
function mixedShots({ id, key, token }: Member): Shot[] {
  const byKey = { 'x-api-key': key }
  const bySession = { authorization: `Bearer ${token}` }
  const get = (path: string, headers: Record<string, string>, status: number, expect: string) => ({
    text: requestText('GET', path, headers),
    status,
    expect,
  })
  return [
    get('/v1/me/account', byKey, 200, id),
    get('/v1/me/account', bySession, 200, id),
    get('/v1/me/sessions', bySession, 200, 'expires_at'),
    get('/v1/me/account', byKey, 200, id),
    get('/v1/me/credentials', bySession, 200, 'api_key'),
    get('/v1/me/account', bySession, 200, id),
    get('/v1/me/account', { 'x-api-key': `rst_${'0'.repeat(30)}` }, 401, 'Invalid API key'),
    get(`/v1/nothing/${id}`, bySession, 404, 'nothing at this path'),
  ]
}

const bareShot = ({ id }: Member): Shot => ({
  text: requestText('GET', `/accounts/${id}`),
  status: 200,
  expect: id,
})

function report(own: number[], floors: number[], count: number): Report {
  const [idle = 0, once = 0, twice = 0] = own
  const [idleFloor = 0, onceFloor = 0] = floors
  const many = count.toLocaleString('en')
  const rows: Row[] = [
    {
      name: 'memory, idle',
      figure: megabytes(idle),
      floor: megabytes(idleFloor),
      goal: `< ${megabytes(idleGoalBytes)}`,
      isMet: idle < idleGoalBytes,
    },
    { name: `memory after ${many}`, figure: megabytes(once), floor: megabytes(onceFloor) },
    {
      name: `memory after ${many} more`,
      figure: megabytes(twice),
      goal: 'no growth',
      isMet: twice <= once * noise,
    },
  ]
  return {
    rows,
    notes: [
      'memory: resident set of the server process alone (not PostgreSQL), as shipped: embedded ' +
        `database, limits on, a log line per request. Each figure after ${restMs / 1000} s of rest; ` +
        'requests by key and session, lists, a wrong key and an unknown path, of 4,000 members. The ' +
        "first requests fill caches and V8's heap; growth is what the second lot adds, noise of " +
        `${Math.round((noise - 1) * 100)} % aside.`,
    ],
  }
}
