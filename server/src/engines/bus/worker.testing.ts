import { pino } from 'pino'
import { Bus } from './index.ts'

/** A worker of a supervisor, for the test: says what it is told to say, and tells what it hears. */
const bus = new Bus({
  natsUrl: undefined,
  namespace: '',
  isWorker: true,
  log: pino({ level: 'silent' }),
})
await bus.start()
bus.subscribe('news', (heard) => process.send?.({ heard }))
process.on('message', (message: { say?: number }) => {
  for (let i = 0; i < (message.say ?? 0); i++) bus.publish('news', { i })
})
process.send?.({ ready: true })
