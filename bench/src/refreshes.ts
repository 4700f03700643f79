import { inTransaction } from '../../server/src/engines/context.ts'
import { mainRealm } from '../../server/src/features/identity/index.ts'
import * as sessions from '../../server/src/features/sessions/index.ts'
import { withContext } from './context.ts'
import { Load, requestText } from './load.ts'
import { median, perSecond, type Report } from './report.ts'
import { poolSize, startFloor, startServer, type Target } from './server.ts'
import { type Database, type Stage, sharedEnv } from './stage.ts'

const connections = 16
const rounds = 5
const goal = 0.7

/** Refreshes of sessions of many people against a bare route with the same duties. */
export async function benchRefreshes(stage: Stage): Promise<Report> {
  const database = await stage.database()
  const perRound = stage.options.quick ? 500 : 2_000
  const load = new Load()
  const floor = await startFloor(database.url, String(poolSize), './refreshes-floor.ts')
  const env = { ...sharedEnv, FLUMEN_DATABASE_URL: database.url, FLUMEN_RATE_LIMIT: 'off' }
  const server = await startServer({
    folder: stage.folder,
    env: { ...env, FLUMEN_LOG_LEVEL: 'warn' },
    profileDir: stage.options.profileDir,
  })
  try {
    const tokens = await makeTokens(stage, database, perRound * (rounds + 1))
    // A token rotates once: each round has its own.
    for (let round = 0; round <= rounds; round++) {
      const own = tokens.slice(round * perRound, (round + 1) * perRound)
      await load.learn(`refresh ${round}`, own.map(shotOf))
    }
    const bare = database.members.slice(0, perRound).map(({ id }) => ({
      text: requestText('POST', `/refresh/${id}`, {}, { refresh_token: 'x'.repeat(80) }),
      status: 200,
      expect: 'access_token',
    }))
    await load.learn('bare', bare)
    return await measure(load, server, floor, perRound)
  } finally {
    load.stop()
    await Promise.all([server.stop(), floor.stop()])
  }
}

const shotOf = (refresh_token: string) => ({
  text: requestText('POST', '/api/v1/auth/refresh', {}, { refresh_token }),
  status: 200,
  expect: 'access_token',
})

async function measure(load: Load, server: Target, floor: Target, count: number): Promise<Report> {
  const own: number[] = []
  const floors: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const bare = await load.run({ port: floor.port, shots: 'bare', connections, count })
    const run = { port: server.port, shots: `refresh ${round}`, connections, count }
    const ours = await load.run(run)
    // The first round warms up both.
    if (round === 0) continue
    floors.push(bare.perSecond)
    own.push(ours.perSecond)
  }
  const ratio = median(own.map((figure, round) => figure / (floors[round] ?? Number.NaN)))
  const row = {
    name: 'refreshes',
    figure: perSecond(median(own)),
    floor: perSecond(median(floors)),
    ratio,
    goal: `>= ${goal}`,
    isMet: ratio >= goal,
  }
  return {
    rows: [row],
    notes: [
      `refreshes: POST /api/v1/auth/refresh, each token once: the session locked and rotated in one ` +
        `transaction with fsync, the person read anew, an Ed25519 token signed. Floor: a bare Fastify ` +
        `route that reads a person, changes one row with fsync and signs such a token. ${connections} ` +
        `connections, ${rounds} interleaved rounds of ${count}, medians.`,
    ],
  }
}

/** Sessions with refresh tokens as the platform gives them out. */
const makeTokens = (stage: Stage, { url, members }: Database, count: number) =>
  withContext({ url, dataDir: stage.folder }, async (ctx) => {
    const refresh = { idleSeconds: 86_400, lifeSeconds: 86_400 }
    const tokens: string[] = []
    while (tokens.length < count) {
      const made = await inTransaction(ctx, async (ctx) => {
        const batch: string[] = []
        for (const { id, username } of members.slice(0, 200)) {
          const user = { id, username, realm_id: mainRealm, email: null, role: 'authenticated' }
          const started = await sessions.start(ctx, user, { amr: ['pwd'], refresh })
          batch.push(started.refresh_token)
        }
        return batch
      })
      tokens.push(...made)
    }
    return tokens.slice(0, count)
  })
