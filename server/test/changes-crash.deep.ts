import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startReceiver } from '../src/features/webhooks/receiver-stand-in.ts'
import { until } from './kit.ts'
import { makeVictim, setUp } from './victim.ts'

/**
 * H1, P1: kill -9 while rows are written and webhooks told of them. Every row that was answered is
 * there and was told of at least once, under one id however often, and nothing was told of that is not
 * there.
 */
const kills = 20
const writers = 4

// Tokens outlive a restart only under the same issuer; the port is another each time.
const victim = await makeVictim({
  FLUMEN_PUBLIC_URL: 'http://flumen.test',
  FLUMEN_ALLOW_LOOPBACK: 'on',
})
const receiver = await startReceiver()
let api = ''
let bearer = ''
let last = 0
const acknowledged = new Set<number>()

/** Undefined where no answer came. */
async function post(path: string, body: object): Promise<Response | undefined> {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
  try {
    return await fetch(`${api}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  } catch {
    return undefined
  }
}

async function prepare(): Promise<void> {
  const statement =
    'create table notes (id int primary key); alter table notes enable row level security'
  const made = await post('admin/sql', { statement })
  assert.equal(made?.status, 200, await made?.text())
  const events = [{ table: 'notes', operations: ['INSERT'] }]
  const hook = await post('webhooks', { url: receiver.url, scope: 'global', events })
  assert.equal(hook?.status, 201, await hook?.text())
}

async function write(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const id = ++last
    const answer = await post('tables/notes', { id })
    if (answer?.status === 201) acknowledged.add(id)
  }
}

/** The rows told of, and the ids under which. */
function told(): Map<number, Set<string>> {
  const ids = new Map<number, Set<string>>()
  for (const { json, headers } of receiver.all) {
    const { id } = (json as { record: { id: number } }).record
    ids.set(id, (ids.get(id) ?? new Set()).add(String(headers['webhook-id'])))
  }
  return ids
}

test(`${kills} kills under writes with a webhook behind them`, { timeout: 400_000 }, async (t) => {
  for (let round = 0; round < kills; round++) {
    const base = await victim.start()
    api = `${base}/api/v1`
    if (round === 0) {
      bearer = await setUp(base)
      await prepare()
    }
    let isOver = false
    const running = Array.from({ length: writers }, () => write(() => isOver))
    const before = acknowledged.size
    await until('something was answered', () => acknowledged.size >= before + 20, 30_000)
    await sleep(randomInt(1_000))
    isOver = true
    await victim.kill()
    await Promise.all(running)
  }
  api = `${await victim.start()}/api/v1`
  const isTold = () => {
    const rows = told()
    return [...acknowledged].every((id) => rows.has(id))
  }
  await until('every acknowledged row was told of', isTold, 90_000)
  const headers = { authorization: `Bearer ${bearer}` }
  const there = new Set<number>()
  for (let from = 0; from < last; from += 1_000) {
    const page = `${api}/tables/notes?select=id&id=gt.${from}&id=lte.${from + 1_000}`
    const rows: { id: number }[] = await (await fetch(page, { headers })).json()
    for (const { id } of rows) there.add(id)
  }
  const rows = told()
  t.diagnostic(
    `${acknowledged.size} rows acknowledged, ${receiver.all.length} deliveries of ${rows.size}`,
  )
  assert.deepEqual(
    [...acknowledged].filter((id) => !there.has(id)),
    [],
    'lost',
  )
  assert.deepEqual(
    [...rows.keys()].filter((id) => !there.has(id)),
    [],
    'told of, and not there',
  )
  const many = [...rows].filter(([, ids]) => ids.size > 1)
  assert.deepEqual(many, [], 'one row under two ids')
  await victim.stop()
})
