import { inTransaction } from '../../server/src/engines/context.ts'
import * as keys from '../../server/src/features/keys/index.ts'
import { withContext } from './context.ts'
import { Load, requestText } from './load.ts'
import { median, perSecond, type Report } from './report.ts'
import { startServer, type Target } from './server.ts'
import { type Stage, sharedEnv } from './stage.ts'

const connections = 16
const rounds = 5
const few = 10
const many = 10_000
const goal = 0.95

/** What checking a key costs where there are ten in use, and where there are ten thousand. */
export async function benchServiceKeys(stage: Stage): Promise<Report> {
  const { url } = await stage.database()
  const secrets = await makeKeys(stage, url)
  const load = new Load()
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
    const shots = secrets.map((secret) => ({
      text: requestText('GET', '/api/v1/settings?limit=1', { 'x-service-key': secret }),
      status: 200,
      expect: '[',
    }))
    await load.learn('few', shots.slice(0, few))
    await load.learn('many', shots)
    return await measure(load, server, stage.options.quick ? 1 : 2)
  } finally {
    load.stop()
    await server.stop()
  }
}

async function measure(load: Load, { port }: Target, seconds: number): Promise<Report> {
  // Every key once: what is compared is the check, not the first look.
  for (const shots of ['few', 'many']) await load.run({ port, shots, connections, count: many })
  const figures: Record<string, number[]> = { few: [], many: [] }
  for (let round = 0; round < rounds; round++) {
    for (const shots of ['few', 'many']) {
      figures[shots]?.push((await load.run({ port, shots, connections, seconds })).perSecond)
    }
  }
  const { few: floors = [], many: own = [] } = figures
  const ratio = median(own.map((figure, round) => figure / (floors[round] ?? Number.NaN)))
  const row = {
    name: `${many.toLocaleString('en')} service keys in turn`,
    figure: perSecond(median(own)),
    floor: perSecond(median(floors)),
    ratio,
    goal: `>= ${goal}`,
    isMet: ratio >= goal,
  }
  return {
    rows: [row],
    notes: [
      `service keys: GET /api/v1/settings?limit=1 by ${many.toLocaleString('en')} keys in turn; the ` +
        `floor is the same route by ${few} of them. ${connections} connections, ${rounds} ` +
        'interleaved rounds, medians.',
    ],
  }
}

const makeKeys = (stage: Stage, url: string): Promise<string[]> =>
  withContext({ url, dataDir: stage.folder }, async (ctx) => {
    const secrets: string[] = []
    while (secrets.length < many) {
      const made = await inTransaction(ctx, async (ctx) => {
        const batch: string[] = []
        for (let i = 0; i < 500; i++) {
          const given = { name: `bench ${secrets.length + i}`, scopes: ['*'] }
          batch.push((await keys.create(ctx, 'gsk', { tenantId: null }, given)).secret)
        }
        return batch
      })
      secrets.push(...made)
    }
    return secrets
  })
