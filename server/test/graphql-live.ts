import { after } from 'node:test'
import { createClient as createSse } from 'graphql-sse'
import { type Client, type ClientOptions, createClient as createWs } from 'graphql-ws'
import { WebSocket } from 'ws'
import { until } from './kit.ts'
import { type Opening, SocketClient, type Sockets } from './sockets.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape
export type Result = any

/** What a stock client was told of one operation. */
export interface Told {
  results: Result[]
  /** The data of one root field, as far as it came. */
  changes(): Result[]
  error: unknown
  isComplete: boolean
  end(): void
}

interface Request {
  query: string
  variables?: Record<string, unknown>
}

type Subscribe = (request: Request) => Told

/** The stock client for WebSockets. */
export function overSocket(
  sockets: Sockets,
  token: string | undefined,
  more: Partial<ClientOptions> = {},
): { client: Client; subscribe: Subscribe } {
  const client = createWs({
    url: `${sockets.url}/api/v1/graphql`,
    webSocketImpl: WebSocket,
    ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
    retryAttempts: 0,
    ...more,
  })
  after(() => client.dispose())
  return { client, subscribe: (request) => collect((sink) => client.subscribe(request, sink)) }
}

/** The stock client for server-sent events, a connection for each operation. */
export function overEvents(
  sockets: Sockets,
  headers: () => Record<string, string>,
  retryAttempts = 0,
): Subscribe {
  const client = createSse({
    url: `${sockets.url.replace('ws', 'http')}/api/v1/graphql`,
    headers,
    retryAttempts,
    retry: async () => undefined,
  })
  after(() => client.dispose())
  return (request) => collect((sink) => client.subscribe(request, sink))
}

interface Sink {
  next(result: unknown): void
  error(error: unknown): void
  complete(): void
}

function collect(begin: (sink: Sink) => () => void): Told {
  const told: Told = {
    results: [],
    changes: () => told.results.flatMap(({ data }) => (data ? Object.values(data) : [])),
    error: undefined,
    isComplete: false,
    end: () => undefined,
  }
  told.end = begin({
    next: (result) => told.results.push(result),
    error: (error) => {
      told.error = error
    },
    complete: () => {
      told.isComplete = true
    },
  })
  return told
}

/** A socket that speaks `graphql-transport-ws` by hand. */
export async function rawSocket(
  { url }: Sockets,
  { token, headers = {} }: Opening = {},
  protocols = ['graphql-transport-ws'],
): Promise<SocketClient> {
  const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const ws = new WebSocket(`${url}/api/v1/graphql`, protocols, {
    headers: { ...bearer, ...headers },
  })
  const client = new SocketClient(ws)
  await client.opened
  return client
}

export const untilTold = (told: Told, count: number): Promise<void> =>
  until(
    `${count} results of ${JSON.stringify(told.results.slice(-2))} ${String(told.error)}`,
    () => told.changes().length >= count,
  )
