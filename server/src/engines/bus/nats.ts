import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Log } from '../../kernel/log.ts'
import type { Transport } from './index.ts'

/** Over a NATS server, between nodes. While it is away nothing is passed on, and nothing fails. */
export class NatsTransport implements Transport {
  readonly #url: string
  readonly #prefix: string
  readonly #log: Log
  #connection: NatsConnection | undefined

  /** @param namespace keeps instances that share a server apart */
  constructor(url: string, namespace: string, log: Log) {
    this.#url = url
    this.#prefix = `flumen.${namespace}.`
    this.#log = log
  }

  async start(receive: (topic: string, text: string) => void): Promise<void> {
    const { host, username, password } = new URL(this.#url)
    const connection = await connect({
      servers: host,
      ...(username
        ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
        : {}),
      name: 'flumen',
      noEcho: true,
      maxReconnectAttempts: -1,
      waitOnFirstConnect: false,
    })
    this.#connection = connection
    connection.subscribe(`${this.#prefix}*`, {
      callback: (error, message) => {
        if (error) this.#log.warn({ err: error }, 'NATS subscription failed')
        else receive(message.subject.slice(this.#prefix.length), message.string())
      },
    })
    void this.#watch(connection)
  }

  send(topic: string, text: string): void {
    const connection = this.#connection
    if (!connection || connection.isClosed()) return
    try {
      connection.publish(this.#prefix + topic, text)
    } catch (error) {
      this.#log.warn({ err: error, topic }, 'a message could not be sent to NATS')
    }
  }

  async stop(): Promise<void> {
    await this.#connection?.close().catch(() => undefined)
    this.#connection = undefined
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' || type === 'reconnect') this.#log.warn({ type }, 'NATS connection')
    }
  }
}
