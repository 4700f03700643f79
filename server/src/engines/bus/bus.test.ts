import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { until } from '../../../test/kit.ts'
import { Bus, passOn } from './index.ts'

const log = pino({ level: 'silent' })

test('alone nobody else hears, and nothing fails', async () => {
  const bus = new Bus({ natsUrl: undefined, namespace: '', isWorker: false, log })
  await bus.start()
  const heard: unknown[] = []
  const end = bus.subscribe('news', (message) => heard.push(message))
  bus.publish('news', 1)
  end()
  await bus.stop()
  assert.deepEqual(heard, [])
  assert.equal(bus.hasOthers, false)
})

test('under one supervisor every other worker hears, in order, and oneself does not', async () => {
  const file = fileURLToPath(new URL('./worker.testing.ts', import.meta.url))
  const workers = new Set<ChildProcess>()
  after(() => {
    for (const worker of workers) worker.kill('SIGKILL')
  })
  const heard = new Map<ChildProcess, unknown[]>()
  for (let i = 0; i < 3; i++) {
    const worker = fork(file)
    workers.add(worker)
    heard.set(worker, [])
    passOn(worker, workers)
    worker.on('message', (message: { heard?: unknown }) => {
      if ('heard' in message) heard.get(worker)?.push(message.heard)
    })
  }
  await Promise.all([...workers].map((worker) => once(worker, 'message')))
  const [first, ...others] = [...workers]
  first?.send({ say: 200 })
  const all = Array.from({ length: 200 }, (_, i) => ({ i }))
  await until('all heard', () => others.every((worker) => heard.get(worker)?.length === 200))
  for (const worker of others) assert.deepEqual(heard.get(worker), all)
  assert.deepEqual(first && heard.get(first), [])
})
