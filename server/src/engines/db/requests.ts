import pg from 'pg'
import type { Client } from '../../kernel/client.ts'
import { unavailable } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import { PipelinedTransaction, preparedCount, type Step, type StepRows } from './pipeline.ts'

/** Behind a statement that has run longer nobody queues: it may be a slow one. */
const youngMs = 3
/** So many at most stand on one connection, and the next one only behind what is quick together. */
const deepest = 4
const quickMs = 3
/** What a statement is expected to take that never ran: two of them may stand together. */
const unknownMs = 1.5
/** Statements whose times are remembered. */
const mostKnown = 4_096
const waitMs = 5_000
const sweepMs = 20
/** A backend keeps every statement it has prepared; beyond this it is made anew. */
const mostPrepared = 300

interface Job {
  entrance: Step
  steps: readonly Step[]
  askedMs: number
  startedMs: number
  expectedMs: number
  client: Client | undefined
  resolve(results: StepRows[]): void
  reject(error: unknown): void
}

interface Slot {
  client: pg.Client | undefined
  connecting: Promise<void> | undefined
  /** In the order they were sent; the first is running. */
  jobs: Job[]
  /** Cancels on their way: until they have arrived, they could hit anybody. */
  cancels: number
}

/** What there is now, and what was counted since the start. */
export interface ConnectionFigures {
  most: number
  open: number
  opening: number
  /** Those that run something. */
  busy: number
  given: number
  /** Of those given: not at once. */
  awaited: number
  awaitedMs: number
  /** Nobody waited for them to the end. */
  givenUp: number
  opened: number
}

/** Parts of a `pg` client that its types leave out. */
interface Inner {
  processID: number
  connection: { stream: { cork(): void; uncork(): void } }
}

const inner = (client: pg.Client): Inner => client as unknown as Inner

export interface RequestOptions {
  login: pg.ClientConfig
  size: number
  log: Log
  /** Ends what a backend is doing. */
  cancel(pid: number): Promise<unknown>
}

/**
 * The connections of requests on users' tables. Each runs one transaction at a time; others may wait on
 * the wire behind those that are known to be quick, so that those of one turn of the event loop leave
 * in one write and PostgreSQL need not be woken for each (measured: a third more of them a second).
 * Behind slow ones nobody waits.
 */
export class RequestConnections {
  readonly #options: RequestOptions
  readonly #slots: Slot[]
  /** Who waited longest is first. */
  readonly #waiting: Job[] = []
  /** Set while somebody waits: for the first of them. */
  #patience: NodeJS.Timeout | undefined
  /** Set while there is anything to do. */
  #sweeping: NodeJS.Timeout | undefined
  #corked: Slot | undefined
  #stopped = false
  /** By the names of statements: see `#learn`. */
  readonly #expectedMs = new Map<string, number>()
  readonly #counted = { given: 0, awaited: 0, awaitedMs: 0, givenUp: 0, opened: 0 }

  constructor(options: RequestOptions) {
    this.#options = options
    this.#slots = Array.from({ length: options.size }, () => ({
      client: undefined,
      connecting: undefined,
      jobs: [],
      cancels: 0,
    }))
  }

  get figures(): ConnectionFigures {
    const count = (is: (slot: Slot) => unknown) => this.#slots.filter(is).length
    return {
      ...this.#counted,
      most: this.#slots.length,
      open: count(({ client }) => client),
      opening: count(({ client, connecting }) => connecting && !client),
      busy: count(({ client, jobs }) => client && jobs.length > 0),
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#patience)
    clearInterval(this.#sweeping)
    for (const job of this.#waiting.splice(0)) this.#refuse(job, busy())
    await Promise.all(this.#slots.map((slot) => slot.connecting?.catch(() => undefined)))
    await Promise.all(this.#slots.map((slot) => slot.client?.end().catch(() => undefined)))
  }

  /** All steps behind their entrance as one transaction. It ends with its client, wherever it stands. */
  run(entrance: Step, steps: readonly Step[], client: Client | undefined): Promise<StepRows[]> {
    return new Promise((resolve, reject) => {
      const job: Job = {
        entrance,
        steps,
        askedMs: performance.now(),
        startedMs: 0,
        expectedMs: this.#expectedMs.get(nameOf(steps)) ?? unknownMs,
        client,
        resolve,
        reject,
      }
      this.#sweeping ??= setInterval(() => this.#sweep(), sweepMs)
      const slot = this.#pick()
      if (slot) this.#send(slot, job)
      else this.#queue(job)
    })
  }

  /**
   * Looks who is gone: what waited for them is forgotten, what runs is cancelled, what stands behind
   * another is looked at again. (To listen to each client costs each request more than all of this.)
   */
  #sweep(): void {
    let jobs = this.#waiting.length
    for (const job of this.#waiting.filter(isOrphan)) {
      this.#waiting.splice(this.#waiting.indexOf(job), 1)
      this.#refuse(job, gone())
    }
    for (const slot of this.#slots) {
      jobs += slot.jobs.length
      const [head] = slot.jobs
      if (head && isOrphan(head) && slot.cancels === 0) this.#cancel(slot)
    }
    if (jobs > 0) return
    clearInterval(this.#sweeping)
    this.#sweeping = undefined
  }

  /** The one of this turn's write, else an idle one, else one behind a young head. */
  #pick(): Slot | undefined {
    if (this.#corked && takesMore(this.#corked)) return this.#corked
    let behind: Slot | undefined
    const now = performance.now()
    for (const slot of this.#slots) {
      if (slot.jobs.length === 0 && slot.cancels === 0) return slot
      const [head] = slot.jobs
      const isYoung = head !== undefined && now - head.startedMs < youngMs
      if (isYoung && takesMore(slot)) behind ??= slot
    }
    return behind
  }

  /**
   * One quick run shows that a statement is quick: what it takes longer at other times, the process
   * was busy with something else. A slow one is seldom quick, and is believed to be slow again soon.
   */
  #learn({ steps, startedMs }: Job): void {
    const name = nameOf(steps)
    if (name === '') return
    const tookMs = performance.now() - startedMs
    const knownMs = this.#expectedMs.get(name) ?? tookMs
    if (this.#expectedMs.size >= mostKnown) this.#expectedMs.clear()
    this.#expectedMs.set(name, Math.min(tookMs, knownMs + (tookMs - knownMs) / 8))
  }

  #queue(job: Job): void {
    this.#waiting.push(job)
    this.#patience ??= setTimeout(() => this.#losePatience(), waitMs)
  }

  /** One timer for all that wait: for the first of them, then for who is the first by then. */
  #losePatience(): void {
    const now = performance.now()
    const patient = this.#waiting.findIndex((job) => now - job.askedMs < waitMs)
    const lost = patient < 0 ? this.#waiting.length : patient
    for (const job of this.#waiting.splice(0, lost)) this.#refuse(job, busy())
    const [first] = this.#waiting
    this.#patience = first && setTimeout(() => this.#losePatience(), first.askedMs + waitMs - now)
  }

  #refuse(job: Job, error: unknown): void {
    this.#counted.givenUp++
    job.reject(error)
  }

  #send(slot: Slot, job: Job): void {
    this.#counted.given++
    slot.jobs.push(job)
    if (slot.jobs.length === 1) job.startedMs = performance.now()
    if (slot.client) this.#submit(slot, slot.client, job)
    else
      this.#connect(slot).then(
        () => slot.client && this.#submit(slot, slot.client, job),
        (error: unknown) => this.#finish(slot, job, error, []),
      )
  }

  #submit(slot: Slot, client: pg.Client, job: Job): void {
    this.#cork(slot, client)
    client.query(
      new PipelinedTransaction(job.entrance, job.steps, (error, results = []) => {
        this.#finish(slot, job, error, results)
      }) as unknown as pg.Submittable,
    )
  }

  #cork(slot: Slot, client: pg.Client): void {
    if (this.#corked === slot) return
    const { stream } = inner(client).connection
    stream.cork()
    this.#corked = slot
    setImmediate(() => {
      if (this.#corked === slot) this.#corked = undefined
      stream.uncork()
    })
  }

  /** @param error null: it went well */
  #finish(slot: Slot, job: Job, error: unknown, results: StepRows[]): void {
    const at = slot.jobs.indexOf(job)
    if (at < 0) return
    slot.jobs.splice(at, 1)
    if (error === null) this.#learn(job)
    const [head] = slot.jobs
    if (at === 0 && head) head.startedMs = performance.now()
    if (slot.jobs.length === 0) this.#renew(slot)
    if (error === null) job.resolve(results)
    else job.reject(error)
    this.#serve()
  }

  /** Who waited longest goes next. */
  #serve(): void {
    while (this.#waiting.length > 0) {
      const slot = this.#pick()
      const job = slot && this.#waiting.shift()
      if (!slot || !job) return
      this.#counted.awaited++
      this.#counted.awaitedMs += performance.now() - job.askedMs
      this.#send(slot, job)
    }
  }

  #renew(slot: Slot): void {
    const { client } = slot
    if (!client || preparedCount(client) <= mostPrepared) return
    slot.client = undefined
    slot.connecting = undefined
    client.end().catch(() => undefined)
  }

  /** A neighbour that a late cancel hits is tried again by its caller. */
  #cancel(slot: Slot): void {
    if (!slot.client) return
    slot.cancels++
    this.#options
      .cancel(inner(slot.client).processID)
      .catch(() => undefined)
      .finally(() => {
        slot.cancels--
        this.#serve()
      })
  }

  #connect(slot: Slot): Promise<void> {
    slot.connecting ??= this.#open(slot).catch((error: unknown) => {
      slot.connecting = undefined
      throw error
    })
    return slot.connecting
  }

  async #open(slot: Slot): Promise<void> {
    const { login, log } = this.#options
    const config = { ...login, pipeline: true, keepAlive: true, connectionTimeoutMillis: waitMs }
    const client = new pg.Client(config as pg.ClientConfig)
    const lost = (error?: Error) => {
      if (slot.client === client) {
        slot.client = undefined
        slot.connecting = undefined
      }
      if (error && !this.#stopped) log.warn({ err: error }, 'database connection lost')
    }
    client.on('error', lost)
    client.on('end', () => lost())
    await client.connect()
    this.#counted.opened++
    slot.client = client
  }
}

const isOrphan = ({ client }: Job): boolean => client?.isGone === true

const nameOf = (steps: readonly Step[]): string => steps.at(-1)?.name ?? ''

/** Whether one more would wait behind those that are there for a short time only. */
function takesMore({ client, cancels, jobs }: Slot): boolean {
  if (!client || cancels > 0 || jobs.length >= deepest) return false
  let ms = 0
  for (const job of jobs) ms += job.expectedMs
  return ms < quickMs
}

const busy = () =>
  unavailable('database_busy', 'All connections to the database are busy', { retryAfter: 1 })

/** Nobody reads the answer any more. */
const gone = () => unavailable('request_aborted', 'The client went away')
