import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { entryOf } from './entries.ts'
import { Logs, LogTap } from './index.ts'

const lineOf = (fields: object) =>
  JSON.stringify({ level: 30, time: '2026-01-01T00:00:00.000Z', ...fields })

test('of several processes that write at once, who follows misses no line', async () => {
  const { ctx } = await startServer({ queue: false })
  const { db } = ctx.engines
  const processes = Array.from({ length: 4 }, () => {
    const tap = new LogTap()
    return { tap, logs: new Logs({ db, tap, log: ctx.log }) }
  })
  const rounds = 15
  const written = processes.length * rounds * 3
  let isDone = false
  const writing = Promise.all(
    processes.map(async ({ tap, logs }, p) => {
      for (let round = 0; round < rounds; round++) {
        for (let i = 0; i < 3; i++) tap.write(lineOf({ msg: `${p}:${round * 3 + i}` }))
        await logs.flush()
      }
    }),
  ).then(() => (isDone = true))
  const seen: string[] = []
  let after = '0'
  for (let isLast = false; !isLast; ) {
    isLast = isDone
    const rows = await db.rows<{ id: string; message: string }>(sql`
      select id::text, message from engine.log_entries where id > ${after}::bigint order by id`)
    seen.push(...rows.map(({ message }) => message))
    after = rows.at(-1)?.id ?? after
  }
  await writing
  assert.equal(seen.length, written)
  for (const p of processes.keys()) {
    const own = seen
      .filter((line) => line.startsWith(`${p}:`))
      .map((line) => +(line.split(':')[1] ?? ''))
    assert.deepEqual(
      own,
      own.toSorted((a, b) => a - b),
      'in the order they were written',
    )
  }
})

test('what could not be written waits; what there is no room for is counted', () => {
  const tap = new LogTap()
  for (let i = 0; i < 6_000; i++) tap.write(lineOf({ level: 50, msg: `${i}` }))
  const { lines, left } = tap.take()
  assert.deepEqual([lines.length, left], [5_000, 1_000])
  tap.write(lineOf({ level: 50, msg: 'newer' }))
  tap.giveBack(lines)
  const again = tap.take()
  assert.deepEqual([again.lines.length, again.left], [5_000, 1])
  assert.match(again.lines.at(-1) ?? '', /newer/)
})

test('a line becomes an entry, whatever stands in it', () => {
  assert.equal(entryOf('no line'), undefined)
  assert.equal(entryOf(lineOf({ msg: 'x', unkept: true })), undefined)
  const odd = entryOf(
    lineOf({ msg: 'a\u0000b', reqId: 7, user_id: 'nobody', err: { message: 'it broke' } }),
  )
  assert.deepEqual(
    [odd?.message, odd?.request_id, odd?.user_id, odd?.error],
    ['ab', '7', null, 'it broke'],
  )
  const huge = entryOf(lineOf({ msg: 'x'.repeat(10_000), more: 'y'.repeat(50_000) }))
  assert.deepEqual([huge?.message.length, huge?.fields], [4_000, { cut: true }])
})
