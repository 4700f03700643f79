import { readConfig } from './config.ts'
import { startEmbedded } from './engines/db/index.ts'
import { makeLog } from './kernel/log.ts'

/**
 * The embedded database of a data folder without the server: nothing is migrated, no job runs, no mail
 * goes out. For the command line, to look into the folder of a server that stands still, or into a
 * copy. Prints its connection string in a line of JSON; ends, cleanly, when its input does.
 */
async function main(): Promise<void> {
  const { dataDir } = readConfig()
  const embedded = await startEmbedded({ dataDir, log: makeLog('silent') })
  const stop = () => void embedded.stop().then(() => process.exit(0))
  process.on('SIGTERM', stop)
  // A Ctrl-C reaches this process, too; whoever started it decides.
  process.on('SIGINT', () => undefined)
  process.stdin.on('end', stop).on('error', stop).resume()
  process.stdout.write(`${JSON.stringify({ url: embedded.url })}\n`)
}

main().catch((error: Error & { code?: string; details?: unknown }) => {
  const { code, message, details } = error
  process.stdout.write(`${JSON.stringify({ code, message, details })}\n`)
  process.exitCode = 1
})
