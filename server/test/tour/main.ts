import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accountStops } from './account.ts'
import { Guide, type Stop } from './guide.ts'
import { provisioningStops } from './provisioning.ts'
import { serverStops } from './server.ts'

/**
 * `npm run tour`: a throwaway server, and every capability used for real, each step printed with its
 * answer. It shows what there is and fails when something does not hold.
 */
const stops: Stop[] = [...serverStops, ...accountStops, ...provisioningStops]

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const say = (text: string) => process.stdout.write(`${text}\n`)

async function start(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const { PATH = '', FLUMEN_DATABASE_URL, FLUMEN_SECRET } = process.env
  const child = spawn(process.execPath, [main], {
    env: {
      PATH,
      PORT: '0',
      FLUMEN_DATA_DIR: dataDir,
      ...(FLUMEN_DATABASE_URL ? { FLUMEN_DATABASE_URL } : {}),
      ...(FLUMEN_SECRET ? { FLUMEN_SECRET } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let log = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      log += chunk
      const found = /is ready at (http:\/\/[^"\s]+)/.exec(log)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the server did not start:\n${log}`)))
  })
  return { child, url }
}

async function tour(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'flumen-tour-'))
  const startedAt = performance.now()
  const { child, url } = await start(dataDir)
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(1)
  say(`A throwaway server is ready at ${url} after ${seconds()} s\n`)
  try {
    const guide = new Guide(url, join(dataDir, 'outbox'), say)
    for (const stop of stops) await guide.visit(stop)
    say(`\n${stops.length} stops, ${seconds()} s. Everything above happened for real.`)
  } finally {
    child.removeAllListeners('exit')
    child.kill('SIGTERM')
    await once(child, 'exit')
    await rm(dataDir, { recursive: true, force: true })
  }
}

tour().catch((error: unknown) => {
  say(`\nThe tour ended early: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
})
