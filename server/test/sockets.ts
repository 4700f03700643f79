import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after } from 'node:test'
import { WebSocket } from 'ws'
import type { TestServer } from './kit.ts'
import { until } from './kit.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
export type Frame = any

/** Clients of /realtime as they are: real sockets on a real port. */
export interface Sockets {
  /** `ws://127.0.0.1:<port>` */
  url: string
  connect(given?: Opening): Promise<SocketClient>
}

export interface Opening {
  token?: string | undefined
  /** Instead of /realtime. */
  path?: string
  query?: Record<string, string>
  headers?: Record<string, string>
}

export async function listen(server: TestServer): Promise<Sockets> {
  const address = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const url = address.replace('http', 'ws')
  return { url, connect: (given = {}) => open(url, given) }
}

async function open(base: string, given: Opening): Promise<SocketClient> {
  const { token, path = '/realtime', query = {}, headers = {} } = given
  const params = new URLSearchParams({ ...(token === undefined ? {} : { token }), ...query })
  const client = new SocketClient(new WebSocket(`${base}${path}?${params}`, { headers }))
  await client.opened
  return client
}

export class SocketClient {
  readonly frames: Frame[] = []
  readonly ws: WebSocket
  readonly opened: Promise<unknown>
  closed: { code: number; reason: string } | undefined
  #read = 0

  constructor(ws: WebSocket) {
    this.ws = ws
    ws.on('message', (data) => this.frames.push(JSON.parse(String(data))))
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
    })
    this.opened = once(ws, 'open')
    after(() => ws.terminate())
  }

  send(message: object): void {
    this.ws.send(JSON.stringify(message))
  }

  /** The next message of a type; those before it are passed by. */
  async next(type?: string, timeoutMs = 20_000): Promise<Frame> {
    let found: Frame
    await until(
      `a message ${type ?? ''} (${JSON.stringify(this.frames.slice(-3))})`,
      () => {
        while (this.#read < this.frames.length) {
          const frame = this.frames[this.#read++]
          if (type === undefined || frame.type === type) {
            found = frame
            return true
          }
        }
        return false
      },
      timeoutMs,
    )
    return found
  }

  /** Sends and waits for the answer. */
  async ask(message: object, answer = 'ack'): Promise<Frame> {
    this.send(message)
    return this.next(answer)
  }

  subscribe(channel: string, config?: object): Promise<Frame> {
    return this.ask({ type: 'subscribe', channel, ...(config ? { config } : {}) })
  }

  /** All changes so far, brief. */
  changes(): Frame[] {
    return this.frames
      .filter(({ type }) => type === 'postgres_changes')
      .map(({ payload }) => payload)
  }

  async untilClosed(timeoutMs = 5_000): Promise<{ code: number; reason: string }> {
    await until('closed', () => this.closed !== undefined, timeoutMs)
    return this.closed ?? assert.fail()
  }
}
