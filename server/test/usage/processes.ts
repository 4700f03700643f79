import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '../kit.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** A server in a process of its own that can be killed and started again. */
export class ServerProcess {
  readonly #env: Record<string, string>
  #child: ChildProcess | undefined
  #url = ''

  constructor(env: Record<string, string>) {
    this.#env = env
  }

  get url(): string {
    return this.#url
  }

  async start(): Promise<void> {
    const { PATH = '' } = process.env
    const env = { PATH, PORT: '0', ...this.#env }
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    let log = ''
    child.stdout.on('data', (chunk) => (log = (log + chunk).slice(-20_000)))
    child.stderr.on('data', (chunk) => (log = (log + chunk).slice(-20_000)))
    await until('ready', () => /is ready at/.test(log) || child.exitCode !== null, 60_000)
    const url = /is ready at (http:\/\/[^"\s]+)/.exec(log)?.[1]
    assert.ok(url, log)
    this.#url = url
  }

  async kill(): Promise<void> {
    const child = this.#child
    child?.kill('SIGKILL')
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }

  /** Kills it, and starts it again until it stands: the database may be away, too. */
  async restart(tries = 10): Promise<void> {
    await this.kill()
    try {
      await this.start()
    } catch (error) {
      if (tries <= 1) throw error
      await this.restart(tries - 1)
    }
  }
}

export interface Reply {
  status: number
  text: string
}

/** undefined when no answer came. */
export async function send(
  url: string,
  given: { key?: string; token?: string; body?: unknown; method?: string },
): Promise<Reply | undefined> {
  const { key, token, body, method = body === undefined ? 'GET' : 'POST' } = given
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'x-api-key': key }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return undefined
  }
}
