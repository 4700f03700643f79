import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startServer, type TestServer } from '../../server/test/kit.ts'

const bin = fileURLToPath(new URL('../bin/flumen.js', import.meta.url))

/** The set-up token of every server of these tests. */
export const setupToken = 'the-set-up-token-of-the-tests'

export interface Ran {
  code: number | null
  out: string
  err: string
  /** What was printed, as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any
}

export interface Shell {
  /** Runs `flumen` as a script would: no terminal. */
  flumen(words: string, options?: Typed): Promise<Ran>
  folder: string
  env: Record<string, string>
}

export interface Typed {
  stdin?: string
  /** Words that hold spaces, after the others. */
  more?: string[]
  env?: Record<string, string>
}

/** A home of its own: nothing of the machine's is read or written. */
export async function openShell(env: Record<string, string> = {}): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'flumen-cli-'))
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const base = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    ...env,
  }
  return { folder, env: base, flumen: (words, options) => runIn(folder, base, words, options) }
}

async function runIn(
  cwd: string,
  base: Record<string, string>,
  words: string,
  { stdin = '', more = [], env = {} }: Typed = {},
): Promise<Ran> {
  const args = [...words.split(' ').filter((word) => word !== ''), ...more]
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...base, ...env } })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  child.stdin.on('error', () => undefined).end(stdin)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err, json: jsonOf(out) }
}

/** A server that listens, with one operator. */
export async function listeningServer(): Promise<{ server: TestServer; url: string }> {
  const server = await startServer({ setupToken, rateLimit: false, logs: true })
  const url = await server.app.listen()
  const body = { ...operator, name: 'Ops', setup_token: setupToken }
  await server.call({ url: '/api/v1/admin/setup', body })
  return { server, url }
}

export const operator = { email: 'ops@flumen.example', password: 'a long phrase of your own' }

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
