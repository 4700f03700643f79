import type { Caller } from '../kernel/caller.ts'
import { type Client, clientUntil, noClient } from '../kernel/client.ts'
import type { Secrets } from '../kernel/crypto.ts'
import type { Log } from '../kernel/log.ts'
import type { Blobs } from './blobs/index.ts'
import type { Bus } from './bus/index.ts'
import type { Catalogs } from './catalog/index.ts'
import type { Changes } from './changes/index.ts'
import type { Db, Queryable } from './db/index.ts'
import type { EventBus } from './events/index.ts'
import type { Fetcher } from './fetcher/index.ts'
import type { Hashing } from './hashing/index.ts'
import type { Images } from './images/index.ts'
import type { Issuers } from './issuers/index.ts'
import type { Limits, Room } from './limits/index.ts'
import type { Logs } from './logs/index.ts'
import type { Mail } from './mail/index.ts'
import type { OAuthClients } from './oauth/index.ts'
import type { Queue } from './queue/index.ts'
import type { Revocations, Subject } from './revocations/index.ts'
import type { Settings } from './settings/index.ts'
import type { Sms } from './sms/index.ts'

/** What the operator decided and features need to know. */
export interface Instance {
  /** Base of links and issuer of tokens, without a slash at its end. */
  publicUrl: string
  /** Another origin, for what strangers stored; unset: none. */
  contentUrl: string | undefined
  brand: string
  providers: Record<
    string,
    { issuer: string; clientIds: string[]; clientSecret?: string | undefined }
  >
  appTokenIssuer: string
  firebaseUrl: string | undefined
  captcha: { isOff: boolean; verifyUrl: string | undefined }
  /** For codes to phones of accounts; unset: none are sent. */
  preludeApiKey: string | undefined
  /** The operator's token for the first set-up; unset: derived. */
  setupToken: string | undefined
}

/** The long-lived machinery: one of each per process. */
export interface Engines {
  db: Db
  /** The tables of users, as they are now. */
  catalogs: Catalogs
  /** The bytes of files. */
  blobs: Blobs
  /** Images made of images. */
  images: Images
  /** News between the processes of the instance. */
  bus: Bus
  /** What changed in watched tables, in order. */
  changes: Changes
  secrets: Secrets
  hashing: Hashing
  limits: Limits
  revocations: Revocations
  queue: Queue
  events: EventBus<Ctx>
  settings: Settings
  /** The store of log lines. */
  logs: Logs
  mail: Mail
  sms: Sms
  /** For addresses that somebody else chose: public ones only. */
  fetcher: Fetcher
  /** For addresses the operator configured: these may be private. */
  operatorFetcher: Fetcher
  issuers: Issuers
  /** Clients at identity providers, for sign-ins by redirect. */
  oauth: OAuthClients
  instance: Instance
}

/** Where a call came from; empty for background work. */
export interface Origin {
  surface: string
  requestId: string
  address: string
  device: string
  language: string
  captcha?: CaptchaProof
  /** Under the rates that this request was counted under. */
  room?: Room | undefined
  /** How many webhooks of ours in a row led to this call. */
  hops?: number
  /** The shape of answers that the caller's client was written for. */
  apiVersion?: string | undefined
  /** By which a repeated call is known as the same. */
  idempotencyKey?: string | undefined
}

/** What solves a CAPTCHA, as it came with the request. */
export interface CaptchaProof {
  token?: string | undefined
  challengeId?: string | undefined
  /** Set when it was solved: for the client to show next time. */
  trust?: string
}

/**
 * The first argument of every use case: the machinery, who calls, and the transaction if there is
 * one. Made per request, job run or test.
 */
export interface Ctx extends Omit<Engines, 'db'> {
  /** Inside `inTransaction` the transaction, else the pool. */
  db: Queryable
  caller: Caller
  origin: Origin
  log: Log
  /** Whether anybody still waits for what comes of the call. */
  readonly client: Client
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal
  transaction: Transaction | undefined
  engines: Engines
}

/** What is to happen when, and only when, the transaction has been committed. */
interface Transaction {
  afterCommit: (() => void)[]
}

export const noOrigin: Origin = {
  surface: 'system',
  requestId: '',
  address: '',
  device: '',
  language: 'en',
}

/**
 * A context is a thin object over the engines: making one per request copies nothing. Do not spread
 * it; derive from it with `Object.create`, as `inTransaction` does.
 */
export function makeContext(
  engines: Engines,
  given: { caller: Caller; origin: Origin; log: Log; client: Client },
): Ctx {
  const known = contexts.get(engines)
  if (known) return new known(given)
  const made = contextsOver(engines)
  contexts.set(engines, made)
  return new made(given)
}

type Given = Parameters<typeof makeContext>[1]

/** A constructor per set of engines: contexts of one shape are made and read fastest. */
const contexts = new WeakMap<Engines, new (given: Given) => Ctx>()

function contextsOver(engines: Engines): new (given: Given) => Ctx {
  class Context {
    caller: Caller
    origin: Origin
    log: Log
    transaction: Transaction | undefined = undefined
    readonly engines = engines
    readonly client: Client

    constructor(given: Given) {
      this.caller = given.caller
      this.origin = given.origin
      this.log = given.log
      this.client = given.client
    }

    get signal(): AbortSignal {
      return this.client.signal
    }
  }
  Object.setPrototypeOf(Context.prototype, engines)
  return Context as unknown as new (
    given: Given,
  ) => Ctx
}

/** The context of background work: nobody calls, nothing aborts it but the end of the process. */
export const backgroundContext = (
  engines: Engines,
  caller: Caller,
  log: Log,
  signal?: AbortSignal,
): Ctx => {
  const client = signal ? clientUntil(signal) : noClient
  return makeContext(engines, { caller, origin: noOrigin, log, client })
}

/** Runs `work` with the same context bound to one transaction; inside one already, joins it. */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.transaction) return work(ctx)
  let transaction: Transaction = { afterCommit: [] }
  const result = await ctx.engines.db.transaction((db) => {
    // A retried transaction starts over, also in what it promised for after its commit.
    transaction = { afterCommit: [] }
    const inside: Ctx = Object.create(ctx)
    inside.db = db
    inside.transaction = transaction
    return work(inside)
  })
  for (const effect of transaction.afterCommit) effect()
  return result
}

function afterCommit(ctx: Ctx, effect: () => void): void {
  if (ctx.transaction) ctx.transaction.afterCommit.push(effect)
  else effect()
}

/** A job that exists if and only if the caller's transaction commits. */
export async function enqueue(
  ctx: Ctx,
  task: string,
  payload: object,
  runAt?: Date,
): Promise<void> {
  await ctx.queue.enqueue(ctx.db, task, payload, runAt)
  afterCommit(ctx, () => ctx.queue.poke())
}

/** Ends subjects on every process: in the database with the transaction, in memory after it. */
export async function end(ctx: Ctx, subject: Subject, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.revocations.write(ctx.db, subject, ids)
  afterCommit(ctx, () => ctx.revocations.announce(subject, ids))
}
