import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import { until } from '../../../test/kit.ts'
import { hasNats, startNats } from '../../../test/nats.ts'
import { Bus } from './index.ts'

const log = pino({ level: 'silent' })

test('over NATS every other process of the instance hears, and no other instance', {
  skip: !hasNats && 'nats-server is not installed',
}, async () => {
  const nats = await startNats()
  const make = async (namespace: string) => {
    const bus = new Bus({ natsUrl: nats.url, namespace, isWorker: false, log })
    await bus.start()
    const heard: unknown[] = []
    bus.subscribe('news', (message) => heard.push(message))
    return { bus, heard }
  }
  const [a, b, c, stranger] = await Promise.all([
    make('one'),
    make('one'),
    make('one'),
    make('two'),
  ])
  for (let i = 0; i < 100; i++) a.bus.publish('news', i)
  a.bus.publish('other', 'not subscribed')
  const all = Array.from({ length: 100 }, (_, i) => i)
  await until('all heard', () => b.heard.length === 100 && c.heard.length === 100)
  assert.deepEqual([b.heard, c.heard, a.heard, stranger.heard], [all, all, [], []])

  // While the server is away nothing fails; when it is back, it goes on.
  await nats.restart()
  await until(
    'again',
    () => {
      b.bus.publish('news', 'back')
      return a.heard.includes('back') && c.heard.includes('back')
    },
    15_000,
  )
  await Promise.all([a, b, c, stranger].map(({ bus }) => bus.stop()))
})
