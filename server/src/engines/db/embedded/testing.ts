import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { makeLog } from '../../../kernel/log.ts'
import { closeAddress, parseUrl } from './address.ts'
import { processesOf, signal } from './leftovers.ts'

/** What the tests of the embedded database share: folders, owners in processes of their own, queries. */
export const log = makeLog('silent')

/** A test, or the test runner itself for what all tests of a file share. */
export interface Scope {
  after(cleanUp: () => Promise<void>): void
}

const duties = new WeakMap<Scope, (() => unknown)[]>()

/** Cleans up after the test, the last thing first: an owner must stop before its folder goes. */
export function afterwards(scope: Scope, duty: () => unknown): void {
  const known = duties.get(scope)
  if (known) known.push(duty)
  else {
    const list = [duty]
    duties.set(scope, list)
    scope.after(async () => {
      for (const each of list.toReversed()) await each()
    })
  }
}

/** A folder that goes away after the test, with every database process that still works in it. */
export function makeFolder(t: Scope, mode = 0o711): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'embedded-')))
  chmodSync(folder, mode)
  afterwards(t, () => removeFolder(folder))
  return folder
}

async function removeFolder(folder: string): Promise<void> {
  signal(await processesOf(folder), 'SIGKILL')
  await waitFor('the end of all processes', async () => (await running(folder)) === 0)
  // A killed owner leaves its socket folder to the next start, which here there is none of.
  const file = join(folder, 'database.url')
  const last = existsSync(file) ? parseUrl(readFileSync(file, 'utf8')) : undefined
  if (last) closeAddress(last.address)
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

/** A copy of a stopped data folder: quicker than making a cluster for each test. */
export function copyFolder(t: Scope, original: string): string {
  const copy = makeFolder(t)
  execFileSync('cp', ['-a', `${original}/.`, copy])
  return copy
}

export async function running(folder: string): Promise<number> {
  return (await processesOf(folder)).length
}

export async function waitFor(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`)
    await sleep(5)
  }
}

/** First column of the first row, on a connection of its own. */
export async function query(url: string, text: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** As `query`, while the server may be restarting. */
export async function queryPatiently(url: string, text: string): Promise<unknown> {
  let value: unknown
  await waitFor(`an answer to ${text}`, async () => {
    try {
      value = await query(url, text)
      return true
    } catch {
      return false
    }
  })
  return value
}

/** What an owner in another process said about its start. */
export interface Started {
  url?: string
  code?: string
  message?: string
}

export interface Owner {
  process: ChildProcess
  pid: number
  /** The outcome of its start; undefined if it ended without a word. */
  started: Promise<Started | undefined>
  exited: Promise<unknown>
}

/**
 * `stay`: the owner keeps running, as a server does. `leave`: nothing but the database is left to do.
 * `durable`: as `stay`, and what is committed survives a killed database too.
 */
type Conduct = 'stay' | 'leave' | 'durable'

const program = `
const [door, dataDir, conduct] = process.argv.slice(1)
process.on('SIGINT', () => {})
const { startEmbedded } = await import(door)
const log = new Proxy({}, { get: () => () => {} })
try {
  const { url } = await startEmbedded({ dataDir, log, fast: conduct !== 'durable' })
  console.log(JSON.stringify({ url }))
  if (conduct !== 'leave') setInterval(() => {}, 1000)
} catch (error) {
  console.log(JSON.stringify({ code: error.code, message: error.message }))
}`

/** Starts the database in another process. */
export function startOwner(
  dataDir: string,
  options: SpawnOptions = {},
  conduct: Conduct = 'stay',
): Owner {
  const door = import.meta.resolve('../embedded.ts')
  const args = ['--input-type=module', '-e', program, door, dataDir, conduct]
  const child = spawn(process.execPath, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  return { process: child, pid: child.pid ?? 0, started: readStart(child), exited }
}

async function readStart(child: ChildProcess): Promise<Started | undefined> {
  if (!child.stdout) return undefined
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line)
  return undefined
}

export async function kill(owner: Owner): Promise<void> {
  owner.process.kill('SIGKILL')
  await owner.exited
}

/**
 * The shell that watches over a living server (Linux), which leads their process group. Undefined unless
 * it is certainly that shell: the tests kill the whole group.
 */
export function shellOf(server: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${server}/stat`, 'utf8')
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    const command = readFileSync(`/proc/${parent}/cmdline`, 'utf8')
    return parent > 1 && command.startsWith('/bin/sh\0-c\0\n"$@" 3<&-') ? parent : undefined
  } catch {
    return undefined
  }
}

/** Url of an owner that must have started. */
export async function urlOfOwner(owner: Owner): Promise<string> {
  const started = await owner.started
  if (!started?.url) throw new Error(`The owner did not start: ${started?.message}`)
  return started.url
}
