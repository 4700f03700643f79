import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { type App, buildApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { backgroundContext, type Ctx } from '../src/engines/context.ts'
import type { Message } from '../src/engines/mail/index.ts'
import { system } from '../src/kernel/caller.ts'
import { uuid } from '../src/kernel/ids.ts'
import { makeLog } from '../src/kernel/log.ts'
import { LogTap } from '../src/kernel/log-tap.ts'
import {
  type Cluster,
  createDatabase,
  databaseOf,
  dropDatabase,
  startCluster,
  testSecret,
} from './database.ts'

/** A request in a test. Each call comes from an address of its own unless it says otherwise. */
export interface Call {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  url: string
  body?: unknown
  /** Sent as it is, instead of `body`. */
  raw?: string | Buffer
  headers?: Record<string, string>
  /** The client's address. */
  from?: string
  /** Bearer token. */
  token?: string | undefined
  /** X-API-Key. */
  key?: string | undefined
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  text: string
  /** The parsed body; {} where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export interface TestServer {
  app: App
  /** The administrator's URL of its database. */
  databaseUrl: string
  dataDir: string
  ctx: Ctx
  call(call: Call): Promise<Answer>
  inbox: Inbox
  stop(): Promise<void>
}

let own: Promise<Cluster> | undefined

/** The template of the run, or of this file when it is run alone. */
async function templateUrl(): Promise<string> {
  const shared = process.env.FLUMEN_TEST_TEMPLATE
  if (shared) return shared
  if (!own) {
    own = startCluster()
    after(async () => (await own)?.stop())
  }
  return (await own).templateUrl
}

/** A database of its own for a test file or a server; dropped at the end of the file. */
export async function freshDatabase(): Promise<string> {
  const template = await templateUrl()
  const name = `flumen_test_${uuid().replaceAll('-', '').slice(0, 16)}`
  return createDatabase(template, name, databaseOf(template))
}

export function testConfig(databaseUrl: string, dataDir: string, changes: Partial<Config>): Config {
  const config = readConfig({ FLUMEN_DATA_DIR: dataDir, FLUMEN_SECRET: testSecret })
  return { ...config, databaseUrl, port: 0, publicUrl: 'http://flumen.test', ...changes }
}

/** Ends of the servers on another one's database: before it is dropped. */
const guests = new Map<string, (() => Promise<void>)[]>()

/**
 * A whole server on a database of its own, without a socket: real routes, real PostgreSQL, real
 * queue. Only the mail transport is ours: it keeps what would have been sent.
 */
export async function startServer(
  changes: Partial<Config> & { queue?: boolean; logs?: boolean } = {},
): Promise<TestServer> {
  const { queue = true, logs = false, databaseUrl: given, ...settings } = changes
  const databaseUrl = given ?? (await freshDatabase())
  const dataDir = await mkdtemp(join(tmpdir(), 'flumen-kit-'))
  const tap = logs ? new LogTap() : undefined
  const log = tap ? keptLog(tap) : process.env.FLUMEN_TEST_LOG ? makeLog('debug') : silentLog()
  const app = buildApp(testConfig(databaseUrl, dataDir, settings), log, { tap })
  const inbox = new Inbox()
  app.engines.mail.deliver = async (message) => {
    inbox.add(message)
    return {}
  }
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= (async () => {
      await app.stop()
      if (!given) {
        await Promise.all((guests.get(databaseUrl) ?? []).map((stopGuest) => stopGuest()))
        await dropDatabase(databaseUrl)
      }
      await rm(dataDir, { recursive: true, force: true })
    })()
    return stopped
  }
  if (given) guests.set(given, [...(guests.get(given) ?? []), stop])
  after(stop)
  await app.start()
  if (queue) await app.engines.queue.start()
  const ctx = backgroundContext(app.engines, system, log)
  return { app, databaseUrl, dataDir, ctx, inbox, stop, call: (given) => call(app, given) }
}

const silentLog = () => pino({ level: 'silent' })

/** Into the store alone. */
const keptLog = (tap: LogTap) =>
  pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime }, tap)

let nextClient = 0

/** 198.18.0.0/15 is set aside for tests like these (RFC 2544). */
export function newAddress(): string {
  nextClient++
  return `198.${18 + ((nextClient >> 16) & 1)}.${(nextClient >> 8) & 255}.${nextClient & 255}`
}

async function call(app: App, given: Call): Promise<Answer> {
  const { method = given.body === undefined && given.raw === undefined ? 'GET' : 'POST' } = given
  const headers: Record<string, string> = { 'user-agent': 'test', ...given.headers }
  if (given.token !== undefined) headers.authorization = `Bearer ${given.token}`
  if (given.key !== undefined) headers['x-api-key'] = given.key
  const payload = given.raw ?? (given.body === undefined ? undefined : JSON.stringify(given.body))
  if (payload !== undefined) headers['content-type'] ??= 'application/json'
  const response = await app.http.inject({
    method,
    url: given.url,
    headers,
    remoteAddress: given.from ?? newAddress(),
    ...(payload === undefined ? {} : { payload }),
  })
  const isJson = /[/+]json\b/.test(String(response.headers['content-type'] ?? ''))
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: isJson && response.body ? JSON.parse(response.body) : {},
  }
}

/** The mails of a server, in the order they were sent. */
export class Inbox {
  readonly all: Message[] = []
  /**
   * Notices of a sign-in from elsewhere. Each call of a test comes from elsewhere: among the others
   * they would stand before what a test waits for.
   */
  readonly ofPlaces: Message[] = []
  readonly #read = new Set<Message>()

  add(message: Message): void {
    const isOfPlace = message.subject.startsWith('New sign-in to ')
    ;(isOfPlace ? this.ofPlaces : this.all).push(message)
  }

  /** The next unread mail to an address; waits for it. */
  async next(to: string, timeoutMs = 5_000): Promise<Message & { code: string; links: string[] }> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const mail = this.all.find((m) => m.to === to && !this.#read.has(m))
      if (mail) {
        this.#read.add(mail)
        return { ...mail, code: /\b\d{6}\b/.exec(mail.text)?.[0] ?? '', links: linksIn(mail.text) }
      }
      if (Date.now() > deadline) throw new Error(`no mail to ${to} within ${timeoutMs} ms`)
      await sleep(5)
    }
  }

  /** How many mails went to an address so far. */
  count(to: string): number {
    return this.all.filter((m) => m.to === to).length
  }
}

const linksIn = (text: string): string[] => text.match(/https?:\/\/\S+/g) ?? []

/**
 * Where a server in a process of its own listens, as soon as it says so, however slow the machine is.
 * Fails with what it said where it ends instead.
 */
export function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = ''
    const read = (chunk: Buffer) => {
      log += chunk
      const url = /is ready at (http:\/\/[^"\s]+)/.exec(log)?.[1]
      if (!url) return
      child.stdout?.off('data', read)
      resolve(url)
    }
    child.stdout?.on('data', read)
    child.once('exit', () => reject(new Error(`the server ended: ${log}`)))
  })
}

/** Waits until a condition holds; fails with its name. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 5_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`)
    await sleep(10)
  }
}

/** Runs as many at once as there are, each prepared before any is let go. */
export async function barrier<T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const all = Array.from({ length: count }, (_, i) => gate.then(() => work(i)))
  release()
  return Promise.all(all)
}
