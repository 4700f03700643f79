import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addressOf } from './kit.ts'

const setUpToken = 'the set-up token of a server that is killed'
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A server as `npm start` runs it, which a test kills and starts again over the same data. */
export interface Victim {
  folder: string
  /** @returns where it listens */
  start(): Promise<string>
  /** At once, in the middle of whatever it does. */
  kill(): Promise<void>
  /** As an operator ends it. */
  stop(): Promise<void>
  /** Bytes of memory it holds now, and the most it ever held. Linux only. */
  memory(): Promise<{ rss: number; peak: number }>
}

/** Its folder goes at the end of the file. */
export async function makeVictim(settings: Record<string, string> = {}): Promise<Victim> {
  const folder = await mkdtemp(join(tmpdir(), 'flumen-victim-'))
  let child: ChildProcess | undefined
  const end = async (signal: NodeJS.Signals) => {
    child?.kill(signal)
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  after(async () => {
    child?.kill('SIGKILL')
    await sleep(500)
    await rm(folder, { recursive: true, force: true })
  })
  return {
    folder,
    start: () => {
      const { PATH = '' } = process.env
      const env = {
        PATH,
        PORT: '0',
        FLUMEN_DATA_DIR: folder,
        FLUMEN_RATE_LIMIT: 'off',
        FLUMEN_SETUP_TOKEN: setUpToken,
      }
      child = spawn(process.execPath, ['--max-semi-space-size=16', main], {
        env: { ...env, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child.stderr?.resume()
      return addressOf(child)
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    memory: async () => {
      const status = await readFile(`/proc/${child?.pid}/status`, 'utf8')
      const bytes = (name: string) =>
        Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024
      return { rss: bytes('VmRSS'), peak: bytes('VmHWM') }
    },
  }
}

/** Makes the operator of a new one. @returns an access token */
export async function setUp(base: string): Promise<string> {
  const [email, password] = ['ops@flumen.example', 'a long phrase of your own']
  const post = (path: string, body: object) =>
    fetch(`${base}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post('/admin/setup', { email, password, name: 'Ops', setup_token: setUpToken })
  return (await (await post('/auth/signin', { email, password })).json()).access_token
}
