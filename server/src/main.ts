import { executionAsyncResource } from 'node:async_hooks'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Logger } from 'pino'
import { type Config, ConfigError, readConfig } from './config.ts'
import { AppError } from './kernel/errors.ts'
import { makeLog } from './kernel/log.ts'
import { LogTap } from './kernel/log-tap.ts'

/** In-flight requests, jobs and the database together have this long to end. */
const stopDeadlineMs = 20_000

/**
 * The heap is collected when it has grown by 40 %, not when it is four times as large: an export of a
 * million rows then takes 25 MB instead of 150, for no time that could be measured.
 */
setFlagsFromString('--heap-growing-percent=40')

/**
 * The young generation is small: one thread has collected it before others are awake to help
 * (measured on two cores: a third more requests a second).
 */
setFlagsFromString('--no-parallel-scavenge')

/**
 * Node makes an object of one shape for each `nextTick`, some ten for a request. A collection that finds
 * none alive forgets the shape, and V8 never again makes them the fast way (measured: 5 % of a
 * request). So one of them stays.
 */
const ticks: object[] = []
process.nextTick(() => ticks.push(executionAsyncResource()))

async function main(): Promise<void> {
  const startedAt = performance.now()
  const config = readConfig()
  // What was compiled at the last start is read back: less time, and 20 MB less memory. So the
  // modules come after it, and not by static imports.
  enableCompileCache(join(config.dataDir, 'cache'))
  if (config.processes > 1) return supervise(config, makeLog(config.logLevel))
  const tap = config.logStore ? new LogTap() : undefined
  const log = makeLog(config.logLevel, tap)
  const { buildApp, version } = await import('./app.ts')
  const app = buildApp(config, log, { tap })
  stopOnSignal(app.stop, log)
  // A worker whose supervisor is gone has no database either.
  if (config.isWorker) process.once('disconnect', () => process.exit(1))
  await app.start()
  const address = await app.listen()
  const seconds = Math.round(performance.now() - startedAt) / 1000
  log.info({ version, address, seconds }, `Flumen ${version} is ready at ${address}`)
  setTimeout(giveBack, 1_000).unref()
  const token = await app.pendingSetUp()
  if (process.stderr.isTTY) greet(version, address)
  // Not into the store: whoever reads the log there need not be who holds the console.
  if (token) {
    log.warn({ unkept: true }, `nobody has set this instance up yet: the set-up token is ${token}`)
  }
}

/**
 * What only the start needed: 40 MB that nobody would collect as long as there is nothing to do. The
 * last resort is the one collection that also makes the young generation small again.
 */
function giveBack(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

/** For the person who just typed `npm start`; machines read the log. */
function greet(version: string, address: string): void {
  process.stderr.write(`
  Flumen ${version} is ready at ${address}
  Every endpoint: ${address}/docs    Stop: Ctrl-C
\n`)
}

async function supervise(config: Config, log: Logger): Promise<void> {
  const { Supervisor } = await import('./supervisor.ts')
  const supervisor = new Supervisor(config, log)
  stopOnSignal(() => supervisor.stop(), log)
  await supervisor.start()
}

/** Ctrl-C under `npm start` arrives twice: from the terminal and from npm, which passes it on. */
const echoMs = 200

/** The first signal stops gracefully; the second, or the deadline, at once. */
function stopOnSignal(stop: () => Promise<void>, log: Logger): void {
  let firstAtMs: number | undefined
  const onSignal = (signal: string) => {
    if (firstAtMs !== undefined) {
      if (performance.now() - firstAtMs > echoMs) process.exit(130)
      return
    }
    firstAtMs = performance.now()
    log.info({ signal }, 'stopping: finishing what is in flight; a second signal ends at once')
    setTimeout(() => process.exit(1), stopDeadlineMs).unref()
    stop().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

/** One line for what an operator can mend; everything else with its stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (error instanceof AppError && error.kind !== 'internal') return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `PORT is taken: ${error.message}. Set PORT to a free one`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

main().catch((error: unknown) => {
  process.stderr.write(`flumen: ${explain(error)}\n`)
  process.exit(1)
})
