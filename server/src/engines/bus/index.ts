import type { Log } from '../../kernel/log.ts'
import { IpcTransport } from './ipc.ts'

export { passOn } from './ipc.ts'

/** Carries messages to the other processes of the instance; at most once, in order of each sender. */
export interface Transport {
  start(receive: (topic: string, text: string) => void): Promise<void>
  send(topic: string, text: string): void
  stop(): Promise<void>
}

export interface BusOptions {
  natsUrl: string | undefined
  /** Keeps instances that share a NATS server apart. */
  namespace: string
  /** This process has a supervisor that passes messages on. */
  isWorker: boolean
  log: Log
}

type Receiver = (message: never) => void

/**
 * News between the processes of an instance: alone, under one supervisor, or over NATS. Nothing that
 * must not be lost goes this way: what matters is in the database, and this says that it is there.
 */
export class Bus {
  readonly #options: BusOptions
  readonly #receivers = new Map<string, Set<Receiver>>()
  #transport: Transport | undefined

  constructor(options: BusOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    this.#transport = await makeTransport(this.#options)
    await this.#transport?.start((topic, text) => this.#receive(topic, text))
  }

  async stop(): Promise<void> {
    const transport = this.#transport
    this.#transport = undefined
    await transport?.stop()
  }

  /** Whether anybody else could hear. */
  get hasOthers(): boolean {
    return this.#transport !== undefined
  }

  /** To every other process; this one knows already. */
  publish(topic: string, message: unknown): void {
    this.#transport?.send(topic, JSON.stringify(message))
  }

  /** @returns what ends it */
  subscribe<M>(topic: string, receiver: (message: M) => void): () => void {
    const receivers = this.#receivers.get(topic) ?? new Set()
    this.#receivers.set(topic, receivers.add(receiver as Receiver))
    return () => receivers.delete(receiver as Receiver)
  }

  #receive(topic: string, text: string): void {
    const receivers = this.#receivers.get(topic)
    if (!receivers) return
    try {
      const message = JSON.parse(text) as never
      for (const receiver of receivers) receiver(message)
    } catch (error) {
      this.#options.log.warn(
        { err: error, topic },
        'a message of another process was not understood',
      )
    }
  }
}

async function makeTransport({
  natsUrl,
  namespace,
  isWorker,
  log,
}: BusOptions): Promise<Transport | undefined> {
  if (natsUrl) return new (await import('./nats.ts')).NatsTransport(natsUrl, namespace, log)
  return isWorker ? new IpcTransport() : undefined
}
