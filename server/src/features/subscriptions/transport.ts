import { AppError } from '../../kernel/errors.ts'
import type { Request } from '../graphql/index.ts'
import type { Connection, Dialect, Realtime } from '../realtime/index.ts'
import { type Message, readMessage } from './messages.ts'
import { begin, errorsOf, Operation } from './operation.ts'

/** Close codes of the protocol `graphql-transport-ws`. */
export const codes = {
  invalid: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  notAcceptable: 4406,
  initTimeout: 4408,
  idTaken: 4409,
  tooManyInits: 4429,
} as const

const initWaitMs = 10_000

/** GraphQL over one WebSocket: many operations side by side, told apart by the ids of the client. */
export class TransportDialect implements Dialect {
  readonly unauthorized = codes.forbidden
  readonly #hub: Realtime
  readonly #operations = new Map<string, Operation>()
  #stage: 'new' | 'opening' | 'ready' = 'new'
  #waiting: NodeJS.Timeout | undefined

  constructor(hub: Realtime) {
    this.#hub = hub
  }

  /** It must say who it is before long. */
  expect(connection: Connection): void {
    const late = () => connection.close(codes.initTimeout, 'Connection initialisation timeout')
    this.#waiting = setTimeout(late, initWaitMs).unref()
  }

  hear(connection: Connection, text: string): void {
    const message = readMessage(text)
    if (!message) connection.close(codes.invalid, 'Invalid message')
    else this.#take(connection, message)
  }

  #take(connection: Connection, message: Message): void {
    switch (message.type) {
      case 'connection_init':
        this.#init(connection, message.token)
        break
      case 'ping':
        connection.tell({ type: 'pong', ...(message.payload ? { payload: message.payload } : {}) })
        break
      case 'subscribe':
        this.#subscribe(connection, message.id, message.request)
        break
      case 'complete':
        this.#end(message.id)
    }
  }

  #init(connection: Connection, token: string | undefined): void {
    if (this.#stage !== 'new') {
      connection.close(codes.tooManyInits, 'Too many initialisation requests')
      return
    }
    this.#stage = 'opening'
    clearTimeout(this.#waiting)
    const known = token === undefined ? undefined : this.#hub.reauthenticate(connection, token)
    Promise.resolve(known).then(
      () => {
        this.#stage = 'ready'
        connection.tell({ type: 'connection_ack' })
      },
      (error: unknown) => refuse(connection, error),
    )
  }

  #subscribe(connection: Connection, id: string, request: Request): void {
    if (this.#stage !== 'ready') connection.close(codes.unauthorized, 'Unauthorized')
    else if (this.#operations.has(id)) {
      connection.close(codes.idTaken, `Subscriber for ${id} already exists`)
    } else if (this.#operations.size >= connection.limits.max_channels_per_connection) {
      connection.tell({ id, type: 'error', payload: [tooMany] })
    } else void this.#operate(connection, id, request)
  }

  async #operate(connection: Connection, id: string, request: Request): Promise<void> {
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`
    const operation = new Operation(connection, { next: (result) => `${head}${result}}` })
    this.#operations.set(id, operation)
    try {
      const begun = await begin(connection, request)
      if (!operation.isOpen) return
      if (begun.kind === 'subscription') {
        await operation.follow(this.#hub, begun.subscription)
        return
      }
      const { text, refused } = begun.answer
      if (refused) this.#refuse(connection, id, JSON.parse(text).errors)
      else this.#answer(connection, id, operation, text)
    } catch (error) {
      if (operation.isOpen) this.#refuse(connection, id, errorsOf(connection, error))
    }
  }

  #answer(connection: Connection, id: string, operation: Operation, text: string): void {
    operation.push(text)
    this.#end(id)
    connection.send(JSON.stringify({ id, type: 'complete' }))
  }

  #refuse(connection: Connection, id: string, errors: object[]): void {
    this.#end(id)
    connection.tell({ id, type: 'error', payload: errors })
  }

  #end(id: string): void {
    this.#operations.get(id)?.end(this.#hub)
    this.#operations.delete(id)
  }

  /** The codes of closing say it all. */
  error(): undefined {}
  drain(): undefined {}
  heartbeat(): undefined {}

  end(): void {
    clearTimeout(this.#waiting)
    for (const id of [...this.#operations.keys()]) this.#end(id)
  }
}

const tooMany = {
  message: 'This connection has too many operations',
  extensions: { code: 'TOO_MANY_CHANNELS' },
}

function refuse(connection: Connection, error: unknown): void {
  const isBusy = error instanceof AppError && error.kind === 'unavailable'
  if (isBusy) connection.close(1013, 'Try again later')
  else connection.close(codes.forbidden, 'Forbidden')
}
