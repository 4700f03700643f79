import pg from 'pg'
import { isUnavailable } from '../db/index.ts'

/**
 * The queue's connections. graphile-worker does not wait for its own "this job is done" and tries it
 * again for few errors; any other would end the process as a rejection that nobody handles. So a
 * lost connection always carries the code that it waits for: 57P03, the database cannot be reached now.
 */
export class QueuePool extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: QueueClient })
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg declares one signature for callbacks, one for promises
  override connect(...given: any[]): any {
    if (given.length > 0) return Reflect.apply(super.connect, this, given)
    // A job that could not be told done before the end is tried again by whoever finds it.
    return this.ending ? new Promise(() => undefined) : super.connect().catch(again)
  }
}

class QueueClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg declares nine signatures
  override query(...given: any[]): any {
    const answer = Reflect.apply(super.query, this, given)
    return answer instanceof Promise ? answer.catch(again) : answer
  }
}

function again(error: Error): never {
  if (isUnavailable(error)) Object.assign(error, { code: '57P03' })
  throw error
}
