import type { ChildProcess } from 'node:child_process'
import type { Transport } from './index.ts'

interface Envelope {
  bus: { topic: string; text: string }
}

const isEnvelope = (message: unknown): message is Envelope =>
  typeof message === 'object' && message !== null && 'bus' in message

/** Through the supervisor, which passes on what a worker says to all the others. */
export class IpcTransport implements Transport {
  #listener: ((message: unknown) => void) | undefined

  async start(receive: (topic: string, text: string) => void): Promise<void> {
    this.#listener = (message) => {
      if (isEnvelope(message)) receive(message.bus.topic, message.bus.text)
    }
    process.on('message', this.#listener)
  }

  send(topic: string, text: string): void {
    if (process.connected) process.send?.({ bus: { topic, text } } satisfies Envelope)
  }

  async stop(): Promise<void> {
    if (this.#listener) process.off('message', this.#listener)
  }
}

/** The supervisor's part. */
export function passOn(from: ChildProcess, workers: ReadonlySet<ChildProcess>): void {
  from.on('message', (message) => {
    if (!isEnvelope(message)) return
    for (const worker of workers) {
      if (worker !== from && worker.connected) worker.send(message, () => undefined)
    }
  })
}
