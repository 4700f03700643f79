import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { backgroundContext } from '../src/engines/context.ts'
import * as objects from '../src/features/objects/index.ts'
import { system } from '../src/kernel/caller.ts'
import { makeLog } from '../src/kernel/log.ts'
import { sql } from '../src/kernel/sql.ts'
import { until } from './kit.ts'
import { goOn, hashOf, makeWays, type Pending, type Way } from './storage-ways.ts'
import { makeVictim, setUp } from './victim.ts'

/**
 * B8: kill -9 while files are uploaded in every way, overwritten, copied and deleted. What was answered
 * is there to the byte, what was not is there whole or not at all, and one sweep leaves nothing behind.
 */
const kills = 8
const clients = 6
const keysOfEach = 5
// Tokens outlive a restart only under the same issuer; the port is another each time.
const victim = await makeVictim({ FLUMEN_PUBLIC_URL: 'http://flumen.test' })

/** Of a name: what was answered last, and what may be instead because no answer came. null: no file. */
interface Known {
  last: string | null
  maybe: Set<string | null>
}

let api = ''
let bearer = ''
const known = new Map<string, Known>()
const sent = new Set<string>()
const pending = new Set<Pending>()
const problems: string[] = []
const answered: Record<string, number> = {}

const ways = makeWays({ at: (path, init) => at(path, init), pending })

/** Undefined where no answer came. */
async function at(path: string, init: RequestInit = {}): Promise<Response | undefined> {
  const headers = { authorization: `Bearer ${bearer}`, ...(init.headers as object) }
  try {
    const answer = await fetch(`${api}/storage/${path}`, { ...init, headers })
    // Half an answer is none.
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), answer)
  } catch {
    return undefined
  }
}

const of = (key: string): Known => {
  const found = known.get(key) ?? { last: null, maybe: new Set() }
  known.set(key, found)
  return found
}

/** Small ones mostly; some that take several writes. */
const newBytes = (): Buffer => {
  const bytes = randomBytes(randomInt(10) === 0 ? randomInt(3_000_000) : randomInt(1, 60_000))
  sent.add(hashOf(bytes))
  return bytes
}

async function upload(name: string, way: Way, key: string): Promise<void> {
  const bytes = newBytes()
  const hash = hashOf(bytes)
  of(key).maybe.add(hash)
  note(name, key, hash, await way(key, bytes))
}

function note(name: string, key: string, hash: string | null, answer: Response | undefined) {
  if (answer === undefined) return
  if (answer.ok) {
    answered[name] = (answered[name] ?? 0) + 1
    known.set(key, { last: hash, maybe: new Set() })
  } else problems.push(`${name} of ${key}: ${answer.status}`)
}

async function remove(key: string): Promise<void> {
  if (of(key).last === null) return
  of(key).maybe.add(null)
  note('delete', key, null, await at(`uploads/${key}`, { method: 'DELETE' }))
}

async function copy(from: string, to: string): Promise<void> {
  const hash = of(from).last
  if (hash === null || from === to) return
  of(to).maybe.add(hash)
  const body = JSON.stringify({ from_path: from, to_path: to, upsert: true })
  const headers = { 'content-type': 'application/json' }
  note('copy', to, hash, await at('uploads/copy', { method: 'POST', headers, body }))
}

const total = () => Object.values(answered).reduce((sum, n) => sum + n, 0)

/** Its own names, one thing after another: what is there at the end is known. */
async function act(client: number): Promise<void> {
  const own = () => `c${client}/k${randomInt(keysOfEach)}`
  const dice = randomInt(10)
  if (dice === 0) return remove(own())
  if (dice === 1) return copy(own(), own())
  const all = Object.entries(ways)
  const [name, way] = all[randomInt(all.length)] ?? assert.fail()
  await upload(name, way, own())
}

/** One name that all write at once: whose is there nobody knows, but it is one of them, whole. */
async function contend(): Promise<void> {
  const bytes = newBytes()
  const answer = await ways.body?.('shared', bytes)
  if (answer?.ok) of('shared').last = hashOf(bytes)
}

async function readShared(): Promise<void> {
  const wasThere = of('shared').last !== null
  const answer = await at('uploads/shared')
  if (!answer || (answer.status === 404 && !wasThere)) return
  const hash = answer.ok ? hashOf(Buffer.from(await answer.arrayBuffer())) : answer.status
  if (!sent.has(String(hash))) problems.push(`shared, while it is written: ${hash}`)
}

async function load(stopped: () => boolean): Promise<void> {
  const always = async (work: () => Promise<void>) => {
    while (!stopped()) await work()
  }
  const each = Array.from({ length: clients }, (_, i) => always(() => act(i)))
  await Promise.all([...each, always(contend), always(contend), always(readShared)])
}

/** Every name reads back as what was answered last, or as what was under way. */
async function checkAll(): Promise<void> {
  for (const [key, { last, maybe }] of known) {
    const answer = await at(`uploads/${key}`)
    const hash = answer?.ok ? hashOf(Buffer.from(await answer.arrayBuffer())) : null
    if (answer?.status !== 200 && answer?.status !== 404) problems.push(`${key}: ${answer?.status}`)
    const isRight = key === 'shared' ? sent.has(hash ?? '') : hash === last || maybe.has(hash)
    if (!isRight) problems.push(`${key} is ${hash}, not ${last} nor ${[...maybe]}`)
    known.set(key, { last: hash, maybe: new Set() })
  }
}

/** What was cut off is gone on with; what was answered of it need not be sent again. */
async function resumeAll(): Promise<number> {
  let resumed = 0
  for (const one of pending) {
    const outcome = await goOn(at, one)
    if (outcome === 'done') {
      resumed++
      of(one.key).last = one.hash
    } else if (outcome !== 'busy') problems.push(`resuming ${one.protocol}: ${outcome}`)
    pending.delete(one)
  }
  return resumed
}

/** As the clock would bring it: a day later, one sweep and one look at everything. */
async function sweep() {
  const config = readConfig({ FLUMEN_DATA_DIR: victim.folder, FLUMEN_LOG_LEVEL: 'silent' })
  const log = makeLog('silent')
  const app = buildApp(config, log)
  await app.start()
  try {
    await app.engines.queue.start()
    const ctx = backgroundContext(app.engines, system, log)
    const left = await ctx.db.row<{ uploads: number; sessions: number }>(sql`
      select (select count(*)::int from storage.uploads) as uploads,
        (select count(*)::int from storage.sessions where status <> 'completed') as sessions`)
    await ctx.db.run(sql`update storage.uploads set seen_at = now() - interval '1 day'
      where seen_at < 'infinity'`)
    await ctx.db.run(sql`update storage.sessions set expires_at = now() - interval '2 days'`)
    await objects.jobs['objects.sweep'](ctx)
    ctx.queue.poke()
    const rows = () =>
      ctx.db.rows<{ version: string }>(sql`select version from storage.objects order by version`)
    const lying = async () => {
      const ids: string[] = []
      for await (const { id } of ctx.blobs.list()) ids.push(id)
      return ids.sort()
    }
    const tidy = async () => (await lying()).length === (await rows()).length
    await until('the bytes of what was swept are gone', tidy, 20_000).catch(() => undefined)
    const versions = (await rows()).map(({ version }) => version)
    const report = await objects.repair(ctx, 0)
    return { left, report, versions, lying: await lying() }
  } finally {
    await app.stop()
  }
}

test(`${kills} kills under uploads, overwrites, copies and deletes`, {
  timeout: 300_000,
}, async (t) => {
  let resumed = 0
  for (let round = 0; round < kills; round++) {
    const base = await victim.start()
    api = `${base}/api/v1`
    if (round === 0) bearer = await setUp(base)
    await checkAll()
    resumed += await resumeAll()
    let isOver = false
    const running = load(() => isOver)
    const before = total()
    await until('something was answered', () => total() >= before + 10, 30_000)
    await sleep(randomInt(1_000))
    isOver = true
    await victim.kill()
    await running
  }
  api = `${await victim.start()}/api/v1`
  await checkAll()
  resumed += await resumeAll()
  await checkAll()
  await victim.stop()
  const { left, report, versions, lying } = await sweep()
  t.diagnostic(JSON.stringify({ answered, resumed, left, report, files: versions.length }))
  assert.deepEqual(problems.slice(0, 20), [])
  assert.deepEqual(lying, versions, 'no bytes without a row, no row without bytes')
  assert.deepEqual(report.missing, [])
  assert.ok((left?.uploads ?? 0) > 0, 'no kill hit an upload')
  for (const name of [...Object.keys(ways), 'delete', 'copy'])
    assert.ok((answered[name] ?? 0) > 0, `${name} was never answered`)
  assert.ok(resumed > 0)
})
