import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { unavailable } from '../../kernel/errors.ts'

/** How an image is made of another; 0: as wide or high as the other side says. */
export interface Order {
  width: number
  height: number
  fit: string
  quality: number
  format: string
}

export interface Made {
  data: Buffer
  width: number
  height: number
}

/** The fault where the bytes are no image that can be read within the bounds. */
export type Outcome = Made | { fault: string }

/** What a process says at the end, with the memory it holds; without, it has ended. */
type Answer = Outcome & { rss?: number }

/** The bytes of the image that is read. */
export type Open = () => Promise<AsyncIterable<Buffer> | undefined>

export interface Bounds {
  /** Images that are made at the same time. */
  mostAtOnce: number
  /** How long one waits for its turn. */
  waitMs: number
  /** How long one may take. */
  longestMs: number
}

const usual: Bounds = { mostAtOnce: 4, waitMs: 5_000, longestMs: 30_000 }
const program = fileURLToPath(new URL('process.ts', import.meta.url))
/** What a process has taken does not all come back: one that holds more is not used again. */
const largestBytes = 160 * 1024 * 1024
const idleMs = 60_000
/** Behind the server and its database, which others wait for. */
const niceness = 10

/**
 * Images are made by processes of their own, each one at a time. Threads would not do: memory of
 * decoders has no bound per thread, a thread in C cannot be ended, a fault there ends the server, and
 * sharp inside the server takes the threads its files are read and written by.
 */
export class Images {
  readonly #bounds: Bounds
  readonly #all = new Set<ChildProcess>()
  readonly #idle: { child: ChildProcess; timer: NodeJS.Timeout }[] = []
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(bounds: Partial<Bounds> = {}) {
    this.#bounds = { ...usual, ...bounds }
  }

  async stop(): Promise<void> {
    for (const child of this.#all) child.kill('SIGKILL')
  }

  /**
   * @param open called when it is its turn
   * @throws unavailable `transforms_busy`; what the source throws
   */
  async make(open: Open, order: Order): Promise<Outcome> {
    await this.#takeTurn()
    try {
      const source = await open()
      if (!source) return { fault: 'there are no bytes' }
      return await this.#ask(this.#takeChild(), source, order)
    } finally {
      this.#giveTurn()
    }
  }

  #takeTurn(): Promise<void> {
    if (this.#running < this.#bounds.mostAtOnce) {
      this.#running++
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1)
        reject(unavailable('transforms_busy', 'Too many images are being made', { retryAfter: 5 }))
      }, this.#bounds.waitMs)
      this.#waiting.push(go)
    })
  }

  #giveTurn(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }

  #takeChild(): ChildProcess {
    const waiting = this.#idle.pop()
    clearTimeout(waiting?.timer)
    if (waiting) return waiting.child
    // Of the server's environment it needs nothing, and the secrets in it least.
    const child = fork(program, {
      serialization: 'advanced',
      env: {},
      execArgv: [],
      stdio: 'ignore',
    })
    this.#all.add(child)
    child.on('error', () => undefined)
    child.once('exit', () => this.#forget(child))
    child.unref()
    child.channel?.unref()
    try {
      if (child.pid !== undefined) setPriority(child.pid, niceness)
    } catch {
      // Gone already, or a system that does not let us.
    }
    return child
  }

  #forget(child: ChildProcess): void {
    this.#all.delete(child)
    const at = this.#idle.findIndex((one) => one.child === child)
    if (at >= 0) clearTimeout(this.#idle.splice(at, 1)[0]?.timer)
  }

  async #ask(child: ChildProcess, source: AsyncIterable<Buffer>, order: Order): Promise<Outcome> {
    const answered = answerOf(child, this.#bounds.longestMs)
    try {
      for await (const chunk of source) await send(child, chunk)
      await send(child, order)
    } catch (error) {
      child.kill('SIGKILL')
      await answered
      throw error
    }
    const answer = await answered
    if ((answer.rss ?? Number.POSITIVE_INFINITY) > largestBytes) child.kill('SIGKILL')
    else this.#putAside(child)
    return answer
  }

  #putAside(child: ChildProcess): void {
    const timer = setTimeout(() => child.kill('SIGKILL'), idleMs)
    timer.unref()
    this.#idle.push({ child, timer })
  }
}

/** Its answer, or how it ended. */
function answerOf(child: ChildProcess, longestMs: number): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer) => {
      clearTimeout(timer)
      child.off('message', end).off('exit', onExit).off('error', onError)
      resolve(answer)
    }
    const onExit = () => end({ fault: 'it took too much memory or time, or broke the process' })
    const onError = (error: Error) => end({ fault: error.message })
    const timer = setTimeout(() => child.kill('SIGKILL'), longestMs)
    child.on('message', end).once('exit', onExit).once('error', onError)
  })
}

/** At the pace at which it is read. A process that has ended says so itself. */
const send = (child: ChildProcess, message: Buffer | Order): Promise<void> =>
  new Promise((resolve) => {
    if (!child.connected) return resolve()
    child.send(message, () => resolve())
  })
