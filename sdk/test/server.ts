import { startServer, type TestServer } from '../../server/test/kit.ts'
import { type Client, type ClientOptions, createClient } from '../src/index.ts'

/** A real server at an address, and clients of it. */
export interface Setting {
  server: TestServer
  url: string
  /** Counts, and can stop, what clients send. */
  wire: Wire
  client(options?: ClientOptions): Client
}

export async function listen(changes: Parameters<typeof startServer>[0] = {}): Promise<Setting> {
  const server = await startServer({ rateLimit: false, ...changes })
  const url = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
  const wire = new Wire()
  const client = (options: ClientOptions = {}) =>
    createClient(url, { fetch: wire.fetch, ...options })
  return { server, url, wire, client }
}

/** What lies between clients and server. */
export class Wire {
  /** Of every request that was sent: `POST /api/v1/auth/refresh`. */
  sent: string[] = []
  isCut = false
  /** Instead of the server's answer. */
  answer: ((request: Request) => Response | undefined) | undefined
  /** Before the server's answer is handed on. */
  delay: ((request: Request) => Promise<void>) | undefined

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    this.sent.push(`${request.method} ${new URL(request.url).pathname}`)
    if (this.isCut) throw new TypeError('fetch failed')
    const answer = this.answer?.(request) ?? (await fetch(request))
    await this.delay?.(request)
    return answer
  }

  count(what: string): number {
    return this.sent.filter((sent) => sent === what).length
  }
}
