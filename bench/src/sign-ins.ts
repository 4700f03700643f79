import { availableParallelism } from 'node:os'
import { parameters } from '../../server/src/engines/hashing/index.ts'
import { Load, requestText } from './load.ts'
import { median, perSecond, type Report } from './report.ts'
import { startFloor, startServer } from './server.ts'
import { password, type Stage, sharedEnv } from './stage.ts'

const connections = 16
const rounds = 5

/** Sign-ins with a password against a bare route that verifies the same hash and does nothing else. */
export async function benchSignIns(stage: Stage): Promise<Report> {
  const { url, members, passwordHash } = await stage.database()
  const load = new Load()
  const floor = await startFloor(url, passwordHash)
  const server = await startServer({
    folder: stage.folder,
    env: {
      ...sharedEnv,
      FLUMEN_DATABASE_URL: url,
      FLUMEN_RATE_LIMIT: 'off',
      FLUMEN_LOG_LEVEL: 'warn',
    },
    profileDir: stage.options.profileDir,
  })
  try {
    const bare = { text: requestText('POST', '/sign-in', {}, { password }), status: 200 }
    await load.learn('verify', [{ ...bare, expect: 'true' }])
    await load.learn(
      'sign-in',
      members.map(({ username }) => ({
        text: requestText('POST', '/v1/auth/login', {}, { username, password }),
        status: 200,
        expect: 'access_token',
      })),
    )
    await load.learn(
      'platform sign-in',
      members.map(({ username }) => {
        const body = { email: `${username}@example.com`, password }
        const text = requestText('POST', '/api/v1/auth/signin', {}, body)
        return { text, status: 200, expect: 'refresh_token' }
      }),
    )
    const targets = [
      { port: floor.port, shots: 'verify' },
      { port: server.port, shots: 'sign-in' },
      { port: server.port, shots: 'platform sign-in' },
    ]
    const figures = await measure(load, targets, stage.options.quick ? 1 : 2)
    const [floors = [], own = [], platform = []] = figures
    return report(floors, own, platform)
  } finally {
    load.stop()
    await Promise.all([server.stop(), floor.stop()])
  }
}

async function measure(
  load: Load,
  targets: { port: number; shots: string }[],
  seconds: number,
): Promise<number[][]> {
  for (const target of targets) await load.run({ ...target, connections, count: 60 })
  const figures: number[][] = targets.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, target] of targets.entries()) {
      figures[i]?.push((await load.run({ ...target, connections, seconds })).perSecond)
    }
  }
  return figures
}

function report(floors: number[], own: number[], platform: number[]): Report {
  const cores = availableParallelism()
  const row = (name: string, figures: number[], divisor: number) => ({
    name,
    figure: perSecond(median(figures) / divisor),
    floor: perSecond(median(floors) / divisor),
    ratio: median(figures.map((figure, round) => figure / (floors[round] ?? Number.NaN))),
  })
  const { memoryCost, timeCost, parallelism } = parameters
  return {
    rows: [
      row('password sign-ins', own, 1),
      row(`password sign-ins per core (of ${cores})`, own, cores),
      row('password sign-ins, platform', platform, 1),
    ],
    notes: [
      `sign-ins: POST /v1/auth/login, and /api/v1/auth/signin, of many people in turn: Argon2id, m=${memoryCost} KiB, ` +
        `t=${timeCost}, p=${parallelism}, then a session and an audit record in one transaction with ` +
        `fsync. Floor: a bare Fastify route that verifies one such hash. ${connections} ` +
        `connections, at most ${cores} hashes at a time in both, ${rounds} interleaved rounds, medians. ` +
        'Rate limits are lifted (FLUMEN_RATE_LIMIT=off); guesses are counted all the same.',
    ],
  }
}
