import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { until } from '../../server/test/kit.ts'
import { operator, setupToken } from './flumen.ts'

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

export interface Running {
  url: string
  stop(): Promise<void>
  call(path: string, init?: RequestInit & { token?: string; json?: unknown }): Promise<Response>
}

/** A server as an operator runs it: a process of its own, with its own database inside. */
export async function startProcess(dataDir: string): Promise<Running> {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    FLUMEN_DATA_DIR: dataDir,
    FLUMEN_RATE_LIMIT: 'off',
    FLUMEN_SETUP_TOKEN: setupToken,
  }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  after(() => child.kill('SIGKILL'))
  let log = ''
  child.stdout.on('data', (chunk) => (log += chunk))
  child.stderr.on('data', (chunk) => (log += chunk))
  await until('ready', () => log.includes('is ready at') || child.exitCode !== null, 90_000)
  const url = /is ready at (http:\/\/[^"\s]+)/.exec(log)?.[1]
  if (!url) throw new Error(log)
  return { url, stop: () => end(child), call: (path, init) => call(url + path, init) }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

function call(
  url: string,
  { token, json, ...init }: RequestInit & { token?: string; json?: unknown } = {},
): Promise<Response> {
  const headers = new Headers(init.headers)
  if (token) headers.set('authorization', `Bearer ${token}`)
  if (json !== undefined) headers.set('content-type', 'application/json')
  const body = json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }
  return fetch(url, { ...body, ...init, headers })
}

/** @returns the access token of the operator, who is made first if need be */
export async function operatorOf(server: Running): Promise<string> {
  const setup = { ...operator, name: 'Ops', setup_token: setupToken }
  await server.call('/api/v1/admin/setup', { json: setup })
  const answer = await server.call('/api/v1/auth/signin', { json: operator })
  return ((await answer.json()) as { access_token: string }).access_token
}
