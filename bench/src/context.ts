import { pino } from 'pino'
import { buildApp } from '../../server/src/app.ts'
import { readConfig } from '../../server/src/config.ts'
import { backgroundContext, type Ctx } from '../../server/src/engines/context.ts'
import { system } from '../../server/src/kernel/caller.ts'
import { sharedEnv } from './stage.ts'

/** Migrates a database if need be, and works on it through the server's own features. */
export async function withContext<T>(
  given: { url: string; dataDir: string },
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const env = { ...sharedEnv, FLUMEN_DATABASE_URL: given.url, FLUMEN_DATA_DIR: given.dataDir }
  const log = pino({ level: 'silent' })
  const app = buildApp(readConfig(env), log)
  await app.start()
  try {
    return await work(backgroundContext(app.engines, system, log))
  } finally {
    await app.stop()
  }
}
