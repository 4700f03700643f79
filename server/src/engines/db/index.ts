import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Secrets } from '../../kernel/crypto.ts'
import type { Log } from '../../kernel/log.ts'
import type { Sql } from '../../kernel/sql.ts'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import { ensureLogins, type Logins, loginsOf } from './logins.ts'
import { LookUps } from './look-ups.ts'
import { migrate } from './migrations.ts'
import type { Step, StepRows } from './pipeline.ts'
import { prepared } from './prepared.ts'
import { mustBeBound } from './request-roles.ts'
import { type ConnectionFigures, RequestConnections } from './requests.ts'
import { announceSchemaChanges } from './schema-news.ts'
import { enter, type RequestScope } from './scope.ts'
import { isPassing, isRetryable, isUnavailable, translate } from './sqlstate.ts'
import { openStream } from './streams.ts'
import { inTrial } from './trials.ts'

export { type ByHand, type Cell, type Outcome, openByHand } from './by-hand.ts'
export { startEmbedded } from './embedded.ts'
export { type RequestRole, requestRoles } from './logins.ts'
export { failedStep } from './pipeline.ts'
export { asDatabaseFault, type DatabaseFault, isDuplicate, isUnavailable } from './sqlstate.ts'
export type { ConnectionFigures, RequestScope, Step, StepRows }

/** Runs single statements; either on the pool or inside a transaction. */
export interface Queryable {
  rows<T>(query: Sql): Promise<T[]>
  /** The first row, if any. */
  row<T>(query: Sql): Promise<T | undefined>
  /** As `row`, for keyed reads that wait for no lock: the cheapest way to one row. */
  lookUp<T>(query: Sql): Promise<T | undefined>
  /** The number of rows touched. */
  run(query: Sql): Promise<number>
}

export interface DbOptions {
  /** Unset: embedded PostgreSQL in the data folder. */
  databaseUrl: string | undefined
  dataDir: string
  secrets: Secrets
  log: Log
  /** Tests: no fsync. Never in production. */
  fast?: boolean
  requestConnections?: number
  controlConnections?: number
}

/** The one door to PostgreSQL: pools, transactions, migrations. */
export class Db implements Queryable {
  readonly #options: DbOptions
  #embedded: EmbeddedPostgres | undefined
  #logins: Logins | undefined
  #control: pg.Pool | undefined
  #lookUps: LookUps | undefined
  #requests: RequestConnections | undefined
  #streams: pg.Pool | undefined
  #stopping = false
  #announces = false

  constructor(options: DbOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { databaseUrl, dataDir, log, fast = false, secrets } = this.#options
    if (!databaseUrl) this.#embedded = await startEmbedded({ dataDir, log, fast })
    try {
      this.#logins = loginsOf(databaseUrl ?? this.#embedded?.url ?? '', secrets)
      await ensureLogins(this.#logins)
      await mustBeBound(this.#logins.control, String(this.#logins.request.user))
      await migrate(this.#logins.control, log)
      this.#announces = await announceSchemaChanges(this.#logins, log)
      this.#control = this.#pool(this.#logins.control, this.#options.controlConnections ?? 10)
      this.#lookUps = new LookUps(this.#logins.control, log)
      this.#requests = new RequestConnections({
        login: this.#logins.request,
        size: this.#options.requestConnections ?? 8,
        log,
        cancel: (pid) => this.#cancel(pid),
      })
      this.#streams = this.#pool(this.#logins.request, 4)
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true
    const pools = [this.#control, this.#streams]
    const engines = [this.#requests, this.#lookUps]
    this.#control = this.#streams = this.#requests = this.#lookUps = undefined
    await Promise.all([
      ...pools.map((pool) => pool?.end()),
      ...engines.map((engine) => engine?.stop()),
    ])
    await this.#embedded?.stop()
    this.#embedded = undefined
  }

  /** Whether changes of the schema are written down by the database itself, whoever makes them. */
  get announcesSchemaChanges(): boolean {
    return this.#announces
  }

  /** Connection settings of the control login, for engines with connections of their own. */
  get controlLogin(): pg.ClientConfig {
    return { ...must(this.#logins).control }
  }

  /** The administrator's connection string of the embedded server. */
  get embeddedUrl(): string | undefined {
    return this.#embedded?.url
  }

  async rows<T>(query: Sql): Promise<T[]> {
    return (await this.#query(query)).rows as T[]
  }

  async row<T>(query: Sql): Promise<T | undefined> {
    return (await this.#query(query)).rows[0] as T | undefined
  }

  async lookUp<T>(query: Sql): Promise<T | undefined> {
    try {
      const { rows } = await must(this.#lookUps).query(prepared(query))
      return rows[0] as T | undefined
    } catch (error) {
      if (!isUnavailable(error)) throw translate(error)
    }
    return this.#askAgain<T>(query)
  }

  /** The connection went away under a look-up. It only reads: asking again is safe. */
  async #askAgain<T>(query: Sql, tries = 3): Promise<T | undefined> {
    try {
      return await this.row<T>(query)
    } catch (error) {
      if (tries <= 1 || !isUnavailable((error as Error).cause)) throw error
    }
    await sleep(20)
    return this.#askAgain(query, tries - 1)
  }

  async run(query: Sql): Promise<number> {
    return (await this.#query(query)).rowCount ?? 0
  }

  /** Resolves within `timeoutMs` to whether the database answers. */
  async isAlive(timeoutMs: number): Promise<boolean> {
    const ask = must(this.#control)
      .query('select 1')
      .then(() => true)
      .catch(() => false)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, false)
    })
    return Promise.race([ask, late]).finally(() => clearTimeout(timer))
  }

  async #query(query: Sql): Promise<pg.QueryResult> {
    try {
      return await must(this.#control).query(prepared(query))
    } catch (error) {
      throw translate(error)
    }
  }

  /**
   * Interactive transaction of the control login. Commits when `work` resolves; serialization
   * failures and deadlocks run the whole of it again, at most three times.
   */
  async transaction<T>(work: (tx: Queryable) => Promise<T>, tries = 3): Promise<T> {
    try {
      return await this.#transaction(work)
    } catch (error) {
      if (tries > 1 && isRetryable(error)) return this.transaction(work, tries - 1)
      throw translate(error)
    }
  }

  async #transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const client = await must(this.#control).connect()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const result = await work(inTransaction(client))
      await client.query('commit')
      return result
    } catch (error) {
      if (isUnavailable(error)) broken = error as Error
      else await client.query('rollback').catch((e: Error) => (broken = e))
      throw error
    } finally {
      client.release(broken)
    }
  }

  /**
   * Statements on user tables as the caller: role, claims and all steps in one round trip and one
   * implicit transaction. When the client goes away what runs is cancelled and the connection is free.
   */
  async asCaller(scope: RequestScope, steps: readonly Step[]): Promise<StepRows[]> {
    const deadlineMs = performance.now() + scope.statementTimeoutMs
    try {
      return await this.#asCaller(scope, steps)
    } catch (error) {
      // The failed attempt was undone whole, so trying once more is safe, unless it is the time
      // that was up.
      const isOver = scope.client?.isGone || performance.now() >= deadlineMs
      if (isOver || !isPassing(error)) throw translate(error)
    }
    return this.#asCaller(scope, steps).catch((error: unknown) => {
      throw translate(error)
    })
  }

  #asCaller(scope: RequestScope, steps: readonly Step[]): Promise<StepRows[]> {
    return must(this.#requests).run(enter(scope), steps, scope.client)
  }

  /**
   * Rows of one statement as the caller, read by a cursor in a transaction of its own. The first
   * batch has been read when this resolves: what the database refuses is thrown here.
   */
  async streamAsCaller(scope: RequestScope, step: Step): Promise<AsyncIterable<StepRows>> {
    try {
      const { statementTimeoutMs, client } = scope
      return await openStream(
        must(this.#streams),
        enter(scope),
        step,
        statementTimeoutMs,
        client?.signal,
        (connection) => this.#stop(connection),
      )
    } catch (error) {
      throw translate(error)
    }
  }

  /**
   * Looks at something as several callers, one statement each, in one snapshot that is undone: even
   * a change that a statement would make is only planned. What one of them is refused is thrown there.
   */
  async inTrial<T>(
    work: (attempt: (scope: RequestScope, step: Step) => Promise<StepRows>) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const cancel = (client: pg.PoolClient) => this.#stop(client)
    try {
      return await inTrial(must(this.#streams), signal, cancel, (attempt) =>
        work((scope, step) => attempt(enter(scope), step)),
      )
    } catch (error) {
      throw translate(error)
    }
  }

  /** A connection of the owner of users' tables, for one script; never given to anybody again. */
  asSchemaOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return this.#alone(must(this.#logins).schema, work)
  }

  /** The same as the login of requests, which has no rights before it takes a role. */
  asRequestLogin<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return this.#alone(must(this.#logins).request, work)
  }

  /** The same as whoever the operator named: for tables that somebody else made. */
  asAdministrator<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    return this.#alone(must(this.#logins).admin, work)
  }

  async #alone<T>(login: pg.ClientConfig, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = new pg.Client(login)
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  /** Of the connections of this process on which requests run. */
  get requestConnections(): ConnectionFigures {
    return must(this.#requests).figures
  }

  /** Cuts short what runs on a connection that somebody has for themselves. */
  #stop(client: pg.PoolClient): void {
    const { processID } = client as unknown as { processID: number }
    this.#cancel(processID).catch(() => undefined)
  }

  #cancel(pid: number): Promise<unknown> {
    return must(this.#control).query('select pg_cancel_backend($1)', [pid])
  }

  #pool(login: pg.ClientConfig, max: number): pg.Pool {
    const pool = new pg.Pool({
      ...login,
      max,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    })
    // A connection that dies while idle is replaced at its next use; without a listener it would
    // end the process.
    pool.on('error', (error) => {
      if (!this.#stopping) this.#options.log.warn({ err: error }, 'database connection lost')
    })
    // One that dies in use is told of twice: to its statement, which throws, and to nobody here.
    pool.on('connect', (client) => client.on('error', () => undefined))
    return pool
  }
}

function inTransaction(client: pg.PoolClient): Queryable {
  const query = (q: Sql) => client.query(prepared(q))
  const row = async <T>(q: Sql) => (await query(q)).rows[0] as T | undefined
  return {
    rows: async <T>(q: Sql) => (await query(q)).rows as T[],
    row,
    // Inside a transaction what was just written must be seen.
    lookUp: row,
    run: async (q: Sql) => (await query(q)).rowCount ?? 0,
  }
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the database engine is not started')
  return value
}
