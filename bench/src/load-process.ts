import { connect, type Socket } from 'node:net'
import type { Order, Outcome, Run, Shot } from './load.ts'

/**
 * The closed loop: each connection sends its next request when the answer to the last one is here.
 * Raw sockets, requests made beforehand, answers framed by `content-length` alone: what the load
 * takes from the machine, the server cannot have.
 */
interface Loaded {
  bytes: Buffer
  status: number
  expect: string
}

const known = new Map<string, Loaded[]>()
/** Of so many answers one is read, the others are framed and counted by status. */
const readEvery = 32

process.on('message', (order: Order) => {
  if ('shots' in order) {
    known.set(order.name, order.shots.map(load))
    return process.send?.('known')
  }
  return perform(order.run).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      process.stderr.write(`load: ${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))

const load = ({ text, status, expect }: Shot): Loaded => ({
  bytes: Buffer.from(text),
  status,
  expect,
})

/** What the connections of one run share. */
class Tally {
  readonly #shots: Loaded[]
  readonly #endsAtMs: number
  #left: number
  #next = 0
  answers = 0
  wrong = 0
  firstWrong = ''
  readonly waits: number[] = []

  constructor(shots: Loaded[], run: Run) {
    this.#shots = shots
    this.#left = run.count ?? Number.POSITIVE_INFINITY
    this.#endsAtMs = run.seconds ? performance.now() + run.seconds * 1000 : Number.POSITIVE_INFINITY
  }

  /** The next shot, or undefined when the run is over. */
  take(nowMs: number): Loaded | undefined {
    if (nowMs >= this.#endsAtMs || this.#left <= 0) return undefined
    this.#left--
    return this.#shots[this.#next++ % this.#shots.length]
  }

  count(shot: Loaded, answer: Answer, waitMs: number, nowMs: number): void {
    if (nowMs <= this.#endsAtMs) this.answers++
    this.waits.push(waitMs)
    const isRead = this.answers % readEvery === 0
    if (answer.status === shot.status && (!isRead || answer.text.includes(shot.expect))) return
    this.wrong++
    this.firstWrong ||= `wanted ${shot.status} with ${shot.expect}, got ${answer.text}`
  }
}

async function perform(run: Run): Promise<Outcome> {
  const shots = known.get(run.shots)
  if (!shots?.length) throw new Error(`no shots named ${run.shots}`)
  const sockets = Array.from({ length: run.connections }, () => new Connection(run.port))
  await Promise.all(sockets.map((socket) => socket.opened))
  const tally = new Tally(shots, run)
  const cpu = process.cpuUsage()
  const startedAtMs = performance.now()
  const pace = run.perSecond && (run.connections / run.perSecond) * 1000
  await Promise.all(
    sockets.map((socket, i) =>
      socket.drive(
        tally,
        pace && { everyMs: pace, firstMs: startedAtMs + (pace * i) / run.connections },
      ),
    ),
  )
  const seconds = (performance.now() - startedAtMs) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const { answers, wrong, firstWrong, waits } = tally
  waits.sort((a, b) => a - b)
  const within = (share: number) => waits[Math.floor(waits.length * share)] ?? 0
  return {
    perSecond: answers / (run.seconds ?? seconds),
    p50: within(0.5),
    p99: within(0.99),
    cpuShare: (user + system) / 1e6 / seconds,
    wrong,
    firstWrong,
  }
}

interface Answer {
  status: number
  text: string
}

/** The whole answer at the start of the text, or undefined while some of it is missing. */
function parse(text: string): Answer | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const at = text.indexOf('content-length: ')
  const length = at < 0 || at > headEnd ? 0 : Number.parseInt(text.slice(at + 16, at + 26), 10)
  if (text.length < headEnd + 4 + length) return undefined
  return { status: Number(text.slice(9, 12)), text }
}

/** When the requests of one connection are due. */
interface Pace {
  everyMs: number
  firstMs: number
}

/** One keep-alive connection with one request under way at a time. */
class Connection {
  readonly opened: Promise<void>
  readonly #socket: Socket
  #received = ''
  #onText: () => void = () => undefined
  #onEnd: (error: Error) => void = () => undefined

  constructor(port: number) {
    // One buffer for all reads: nothing is allocated for an answer but its text.
    const buffer = Buffer.allocUnsafe(64 * 1024)
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      // One buffer for all reads: nothing is allocated for an answer but its text.
      onread: {
        buffer,
        callback: (length) => {
          // One character per byte, so that lengths are those of the wire.
          this.#received += buffer.toString('latin1', 0, length)
          this.#onText()
          return true
        },
      },
    })
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once('connect', resolve)
      this.#onEnd = reject
      this.#socket.on('error', (error) => this.#onEnd(error))
    })
    this.#socket.on('close', () => this.#onEnd(new Error('the server closed a connection')))
  }

  /**
   * Resolves when the run is over and the last answer is here. With a pace, a request that was due
   * while the one before it was under way has waited since then.
   */
  drive(tally: Tally, pace?: Pace | 0): Promise<void> {
    return new Promise((resolve, reject) => {
      let shot: Loaded | undefined
      let sentAtMs = 0
      let dueMs = pace ? pace.firstMs : 0
      const next = (nowMs: number) => {
        if (!pace) return send(nowMs)
        const waitMs = dueMs - nowMs
        if (waitMs > 0) setTimeout(() => send(performance.now()), waitMs)
        else send(dueMs)
        dueMs += pace.everyMs
      }
      const send = (nowMs: number) => {
        shot = tally.take(nowMs)
        if (!shot) {
          this.#onEnd = () => undefined
          this.#socket.end()
          return resolve()
        }
        sentAtMs = nowMs
        this.#socket.write(shot.bytes)
      }
      this.#onEnd = reject
      this.#onText = () => {
        const answer = parse(this.#received)
        if (!answer || !shot) return
        this.#received = ''
        const nowMs = performance.now()
        tally.count(shot, answer, nowMs - sentAtMs, nowMs)
        next(nowMs)
      }
      next(performance.now())
    })
  }
}
