import { resolve } from 'node:path'
import type { Options, Run } from '../command.ts'
import { ended, type Settings, startServer } from '../local/server-process.ts'

export const settingsOf = (options: Options): Settings => {
  const dataDir = options.text('dataDir')
  return { PORT: options.text('port'), FLUMEN_DATA_DIR: dataDir && resolve(dataDir) }
}

/** Stops as the server stops: what it finishes is finished. */
export const start: Run = async ({ options, signal }) => {
  const child = startServer(settingsOf(options), 'inherit')
  const stop = () => child.kill('SIGTERM')
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  const code = await ended(child)
  return code === 0 ? undefined : code
}
