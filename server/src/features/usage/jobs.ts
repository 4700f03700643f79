import { type Ctx, inTransaction } from '../../engines/context.ts'
import type { Events } from '../../engines/events/index.ts'
import { makeMonth, rollUp as rollUpNext } from './queries.ts'

/** Events that go into the roll-ups in one transaction: short enough to wait for. */
const atOnce = 20_000

/** Adds what is new to the roll-ups, until nothing is left. @returns how far it went, in events */
export async function rollUp(ctx: Ctx): Promise<number> {
  let sum = 0
  while (!ctx.signal.aborted) {
    const { went = 0 } = (await ctx.db.row<{ went: number }>(rollUpNext(atOnce))) ?? {}
    if (went <= 0) break
    sum += went
  }
  return sum
}

export const jobs = {
  /** Repeated every few seconds; one process at a time does it. */
  'usage.roll_up': async (ctx: Ctx): Promise<void> => {
    await rollUp(ctx)
  },
  /** Partitions for every time at which an event may happen soon. */
  'usage.sweep': async (ctx: Ctx): Promise<void> => {
    const now = new Date()
    for (let month = -2; month <= 2; month++) {
      const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, 1))
      await ctx.db.run(makeMonth(at))
    }
  },
  /** Was written with the event that passed the threshold: told at least once. */
  'usage.tell_threshold': (ctx: Ctx, event: Events['usage.threshold']): Promise<void> =>
    inTransaction(ctx, (ctx) => ctx.events.emit(ctx, 'usage.threshold', event)),
}
