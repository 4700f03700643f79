import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../../../test/kit.ts'
import { asAdministrator } from '../../../test/tables.ts'
import { letWrite, stressTables } from '../../../test/writers.ts'
import type { Change } from './index.ts'

/**
 * Writers that interleave, and two readers: what they are told must be what was committed, each
 * change once, and those of one writer in the order it made them.
 */
export async function mustTellAll(writers: number, transactions: number): Promise<number> {
  const server = await startServer({ queue: false })
  await asAdministrator(server, stressTables)
  const { rows } = await asAdministrator(
    server,
    `select oid::int, relname from pg_class where relname in ('stress', 'parts')`,
  )
  const names = new Map(rows.map(({ oid, relname }) => [oid, relname]))
  const { changes } = server.app.engines
  const told: Change[] = []
  const stop = changes.subscribe((batch) => told.push(...batch.changes))
  await changes.refresh()
  // Another reader, that asks all the time.
  const start = changes.position
  const asked: Change[] = []
  let position = start
  let isOver = false
  const asking = (async () => {
    for (;;) {
      const last = isOver
      const batch = await changes.read(position, 50)
      asked.push(...batch.changes)
      position = batch.position
      if (last && !batch.hasMore) return
      await sleep(1)
    }
  })()
  const poking = setInterval(() => changes.poke(), 2)
  const { byWriter } = await letWrite(server.databaseUrl, writers, transactions)
  isOver = true
  clearInterval(poking)
  await asking
  await changes.refresh()
  stop()
  const lineOf = (change: Change): string => {
    const image = JSON.parse(change.new ?? change.old ?? '{}')
    return `${change.kind} ${names.get(change.rel)} ${image.id} ${image.n}`
  }
  for (const seen of [told, asked]) {
    assert.ok(
      seen.every((one, i) => i === 0 || one.seq > (seen[i - 1]?.seq ?? 0n)),
      'in order',
    )
    const lines = seen.map(lineOf)
    assert.deepEqual([...lines].sort(), byWriter.flat().sort(), 'all, each once')
    for (const [w, own] of byWriter.entries()) {
      const ofWriter = lines.filter((line) => line.split(' ')[2]?.startsWith(`${w}-`))
      assert.deepEqual(ofWriter, own, `the order of writer ${w}`)
    }
  }
  await server.stop()
  return told.length
}
