import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { AppError, unavailable } from '../../kernel/errors.ts'
import { GroupCommit } from './index.ts'

/** Group commit: what is shared, what is told when, and who pays for whose fault. */

const later = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
/** Long enough for whatever was going to happen by itself. */
const turns = async () => {
  for (let i = 0; i < 10; i++) await setImmediate()
}

test('what queues while a batch commits is the next batch; nobody is told before it', async () => {
  const batches: number[][] = []
  const commits = [later(), later()]
  const group = new GroupCommit<number, number>({
    mostAtOnce: 100,
    mostWaiting: 100,
    lanes: 1,
    write: async (items) => {
      batches.push([...items])
      await commits[batches.length - 1]?.promise
      return items.map((item) => item * 2)
    },
  })
  const told: number[] = []
  const submit = (...items: number[]) =>
    group.submit(items).then((outcomes) => {
      told.push(...outcomes.map((one) => (one.ok ? one.value : -1)))
    })
  const first = submit(1)
  await turns()
  const rest = [submit(2, 3), submit(4)]
  await turns()
  assert.deepEqual([batches, told], [[[1]], []])
  commits[0]?.resolve()
  await first
  await turns()
  assert.deepEqual([batches, told], [[[1], [2, 3, 4]], [2]])
  commits[1]?.resolve()
  await Promise.all(rest)
  assert.deepEqual(told, [2, 4, 6, 8])
})

test('many callers go by halves: one half is written, the other comes and goes', async () => {
  const sizes: number[] = []
  const group = new GroupCommit<number, number>({
    mostAtOnce: 100,
    mostWaiting: 100,
    lanes: 1,
    write: async (items) => {
      sizes.push(items.length)
      await turns()
      return [...items]
    },
  })
  const caller = async () => {
    for (let i = 0; i < 5; i++) await group.submit([i])
  }
  await Promise.all(Array.from({ length: 16 }, caller))
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    80,
  )
  assert.equal(Math.max(...sizes), 8)
})

test('one that cannot be written fails alone', async () => {
  const group = new GroupCommit<number, number>({
    mostAtOnce: 100,
    mostWaiting: 100,
    lanes: 1,
    write: async (items) => {
      if (items.includes(13)) throw new Error('unlucky')
      return [...items]
    },
  })
  const outcomes = await group.submit([10, 11, 12, 13, 14, 15])
  assert.deepEqual(
    outcomes.map(({ ok }) => ok),
    [true, true, true, false, true, true],
  )
})

test('a lost connection is not tried again: the batch may have been committed', async () => {
  let writes = 0
  const group = new GroupCommit<number, number>({
    mostAtOnce: 100,
    mostWaiting: 100,
    lanes: 1,
    write: async () => {
      writes++
      throw unavailable('database_unavailable', 'gone')
    },
  })
  const outcomes = await group.submit([1, 2, 3, 4])
  assert.deepEqual([writes, outcomes.map(({ ok }) => ok)], [1, [false, false, false, false]])
})

test('a queue that is full sends away, and takes again when it is empty', async () => {
  const commit = later()
  const group = new GroupCommit<number, number>({
    mostAtOnce: 2,
    mostWaiting: 3,
    lanes: 1,
    write: async (items) => {
      await commit.promise
      return [...items]
    },
  })
  const first = group.submit([1, 2])
  await turns()
  const second = group.submit([3, 4, 5])
  assert.throws(
    () => group.submit([6]),
    (error) => error instanceof AppError && error.kind === 'unavailable',
  )
  commit.resolve()
  await Promise.all([first, second])
  assert.deepEqual(await group.submit([6]), [{ ok: true, value: 6 }])
})
