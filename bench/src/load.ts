import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A request as it goes over the wire, and the answer that counts. */
export interface Shot {
  /** Request line, headers and body. */
  text: string
  status: number
  /** Must stand in the answer; looked for in some of them. */
  expect: string
}

export interface Run {
  port: number
  /** The name of shots given before; connections take them in turn, starting anew. */
  shots: string
  connections: number
  /** Ends after so long, or after so many. */
  seconds?: number
  count?: number
  /** Requests are due at this rate, whether or not the last answer is here; absent: as fast as answers come. */
  perSecond?: number
}

export interface Outcome {
  perSecond: number
  /** Milliseconds within which half and 99 of 100 answers came, from when they were due. */
  p50: number
  p99: number
  /** Of one core, spent on making the load. */
  cpuShare: number
  /** Answers that were not the expected ones. */
  wrong: number
  firstWrong: string
}

export type Order = { shots: Shot[]; name: string } | { run: Run }

/** Makes HTTP load from a process of its own: the server under test has its event loop to itself. */
export class Load {
  readonly #child: ChildProcess

  constructor() {
    this.#child = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), {
      serialization: 'advanced',
    })
  }

  async learn(name: string, shots: Shot[]): Promise<void> {
    await this.#ask({ name, shots })
  }

  /** @throws Error when an answer was not the expected one: such a figure is none. */
  async run(run: Run): Promise<Outcome> {
    const outcome = (await this.#ask({ run })) as Outcome
    if (outcome.wrong > 0) {
      throw new Error(`${outcome.wrong} wrong answers to ${run.shots}: ${outcome.firstWrong}`)
    }
    return outcome
  }

  stop(): void {
    this.#child.disconnect()
  }

  async #ask(order: Order): Promise<unknown> {
    const settled = new AbortController()
    const { signal } = settled
    try {
      const answered = once(this.#child, 'message', { signal })
      const ended = once(this.#child, 'exit', { signal }).then(() => {
        throw new Error('the load process ended')
      })
      this.#child.send(order)
      const [answer] = await Promise.race([answered, ended])
      return answer
    } finally {
      settled.abort()
    }
  }
}

/** The text of a keep-alive request over HTTP/1.1. */
export function requestText(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: object,
): string {
  const payload = body === undefined ? '' : JSON.stringify(body)
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(payload
      ? { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }
      : {}),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${payload}`
}
