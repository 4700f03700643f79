import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import type { Ctx } from '../../../engines/context.ts'
import { Fetcher } from '../../../engines/fetcher/index.ts'

export interface Sent {
  method: string
  /** Path and query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Reply {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

/** A provider of a test's own. What `answer` throws is a fault of the caller and fails the test. */
export async function startProvider(t: TestContext, answer: (sent: Sent) => Reply) {
  const faults: unknown[] = []
  const calls: string[] = []
  const provider = {
    url: '',
    /** In order: `POST /path`. */
    calls,
    /** Answers this instead, while it is set; the calls are not checked then. */
    outage: undefined as Reply | undefined,
    /** The calls since the last time. */
    take: () => calls.splice(0),
  }
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const sent = { method, path, headers, body: await text(request) }
    calls.push(`${method} ${path.replace(/\?.*/, '')}`)
    let reply: Reply = { status: 500 }
    try {
      reply = provider.outage ?? answer(sent)
    } catch (fault) {
      faults.push(fault)
    }
    response.writeHead(reply.status ?? 200, {
      'content-type': 'application/json',
      ...reply.headers,
    })
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  t.after(() => {
    server.close()
    if (faults.length > 0) throw new AggregateError(faults, `wrongly called: ${faults[0]}`)
  })
  return provider
}

/** The parts of a context that backends use; what is logged is kept. */
export function makeTestContext(firebaseUrl?: string) {
  const logged: string[] = []
  const warn = (facts: object, message: string) => logged.push(JSON.stringify([facts, message]))
  const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [] })
  const ctx = {
    fetcher,
    operatorFetcher: fetcher,
    instance: { firebaseUrl },
    log: { warn },
  } as unknown as Ctx
  return { ctx, logged }
}
