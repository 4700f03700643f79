import pg from 'pg'
import { Messages } from './messages.ts'

/** One statement of a pipelined transaction. Values are text or null: nothing is serialised late. */
export interface Step {
  /** Prepared under this name on each connection; unnamed statements are planned each time. */
  name?: string
  text: string
  values: readonly (string | null)[]
}

/** Rows of each step, columns as PostgreSQL's text. */
export type StepRows = (string | null)[][]

/** The parts of a `pg` connection that transactions need. */
interface Wire {
  stream: { writable: boolean; write(bytes: Buffer): void }
  on(event: 'parseComplete', listener: () => void): void
}

/** Their number stands in 16 bits. */
const mostValues = 65_535

/** Of one transaction at a time: it is filled and emptied without a pause. */
const messages = new Messages()

/** What one connection has prepared, kept beside it because a failed Parse prepares nothing. */
interface Prepared {
  texts: Map<string, string>
  /** Names whose Parse is on the wire, in order, and who sent them; '' for unnamed ones. */
  awaited: { name: string; by: PipelinedTransaction }[]
  /** Names that failed: whether they exist is unknown, so they are closed before the next Parse. */
  doubtful: Set<string>
}

const preparedOn = new WeakMap<Wire, Prepared>()

function preparedOf(wire: Wire): Prepared {
  const known = preparedOn.get(wire)
  if (known) return known
  const fresh: Prepared = { texts: new Map(), awaited: [], doubtful: new Set() }
  wire.on('parseComplete', () => fresh.awaited.shift())
  preparedOn.set(wire, fresh)
  return fresh
}

/** How many statements a connection holds prepared; beyond a few hundred it should be recycled. */
export const preparedCount = (client: pg.Client | pg.PoolClient): number =>
  preparedOn.get((client as unknown as { connection: Wire }).connection)?.texts.size ?? 0

const failedAt = new WeakMap<object, number>()

/** Which of the given steps an error of theirs came from; undefined when it came from none. */
export const failedStep = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null ? failedAt.get(error) : undefined

/**
 * All steps under one Sync: PostgreSQL runs them as one implicit transaction, in one round trip.
 * Nothing is ever idle in transaction, and an error at any step undoes all of them.
 */
export class PipelinedTransaction {
  readonly entrance: Step
  readonly steps: readonly Step[]
  readonly results: StepRows[]
  callback: (error: Error | null, results?: StepRows[]) => void
  private at = -1
  private failed = false
  private wire: Wire | undefined

  /** @param entrance runs before the steps; it is none of them, and its rows are nobody's */
  constructor(entrance: Step, steps: readonly Step[], callback: PipelinedTransaction['callback']) {
    this.entrance = entrance
    this.steps = steps
    this.results = steps.map(() => [])
    this.callback = callback
  }

  /** @returns the error of a transaction that cannot be sent */
  submit(connection: pg.Connection): Error | undefined {
    if (this.steps.some(({ values }) => values.length > mostValues))
      return new Error(`a statement takes at most ${mostValues} values`)
    const wire = connection as unknown as Wire
    this.wire = wire
    const prepared = preparedOf(wire)
    this.add(prepared, this.entrance)
    for (const step of this.steps) this.add(prepared, step)
    messages.sync()
    const bytes = messages.take()
    // A stream that has ended says so to whoever waits, by itself.
    if (wire.stream.writable) wire.stream.write(bytes)
    return undefined
  }

  private add(prepared: Prepared, step: Step): void {
    const { name = '', text, values } = step
    if (name === '' || prepared.texts.get(name) !== text) {
      if (prepared.texts.has(name) || prepared.doubtful.delete(name)) messages.closeStatement(name)
      messages.parse(name, text)
      prepared.awaited.push({ name, by: this })
      if (name !== '') prepared.texts.set(name, text)
    }
    messages.bind(name, values)
    messages.execute()
  }

  handleRowDescription(): void {}

  handleDataRow(message: { fields: (string | null)[] }): void {
    this.results[this.at]?.push(message.fields)
  }

  handleCommandComplete(): void {
    this.at++
  }

  handleEmptyQuery(): void {
    this.at++
  }

  handleError(error: Error): void {
    if (this.failed) return
    this.failed = true
    failedAt.set(error, this.at)
    this.forgetDoubtful()
    this.callback(error)
  }

  handleReadyForQuery(): void {
    if (!this.failed) this.callback(null, this.results)
  }

  /**
   * After an error the server skips to Sync: what it did not parse is not prepared. And the step
   * that failed may hold a stale plan (0A000), under which it would fail for ever.
   */
  private forgetDoubtful(): void {
    if (!this.wire) return
    const prepared = preparedOf(this.wire)
    // What another transaction sent behind this one is parsed all the same.
    const own = prepared.awaited.filter(({ by }) => by === this)
    prepared.awaited = prepared.awaited.filter(({ by }) => by !== this)
    const failed = this.at < 0 ? this.entrance : this.steps[this.at]
    for (const name of [...own.map((one) => one.name), failed?.name ?? '']) {
      if (name === '') continue
      prepared.texts.delete(name)
      prepared.doubtful.add(name)
    }
  }
}

/**
 * Only queries of its own kind may share a connection of `pg`. All that they do is done here, so what
 * their constructor makes is not made.
 */
Object.setPrototypeOf(PipelinedTransaction.prototype, pg.Query.prototype)
