import type { Event } from '../../../engines/changes/index.ts'
import { type Ctx, enqueue, inTransaction } from '../../../engines/context.ts'
import { asDatabaseFault } from '../../../engines/db/index.ts'
import { AppError, forbidden, unavailable } from '../../../kernel/errors.ts'
import type { Endpoint } from '../schema.ts'
import { refuse } from './names.ts'
import { type Difference, lockWatched, selectDifferences } from './queries.ts'

/** Which tables write their changes down, kept the same as what endpoints ask for. */

const watcher = 'webhooks'

type Asking = Pick<Endpoint, 'surface' | 'topics' | 'is_enabled'>

/**
 * After an endpoint was written, in its transaction: from its commit on the tables it names write
 * their changes down. What is not asked for any more is given up later, once that is certain.
 * @throws invalid, forbidden or unavailable, naming the table, where it cannot be watched
 */
export async function cover(ctx: Ctx, { surface, topics, is_enabled }: Asking): Promise<void> {
  if (surface !== 'platform') return
  await release(ctx, surface)
  const named = new Set(topics.filter((topic) => topic.startsWith('row:')).map(placeOf))
  if (!is_enabled || named.size === 0) return
  await ctx.db.run(lockWatched)
  for (const difference of await ctx.db.rows<Difference>(selectDifferences)) {
    const { schema, table, wanted, watched } = difference
    if (!wanted) continue
    const events = [...new Set([...wanted, ...(watched ?? [])])].sort()
    if (events.length === watched?.length) continue
    try {
      await ctx.changes.watch(watcher, { schema, table, events: events as Event[] })
    } catch (error) {
      // Of all tables, those that can be; what was asked for by somebody else is not their fault.
      if (named.has(`${schema}.${table}`)) throw unwatchable(`${schema}.${table}`, error)
      ctx.log.warn({ err: error, schema, table }, 'a table cannot be watched')
    }
  }
}

const placeOf = (topic: string): string => topic.split(':')[1] ?? ''

function unwatchable(name: string, error: unknown): unknown {
  if (error instanceof AppError && error.kind === 'forbidden') {
    return forbidden(error.code, `Neither login of Flumen may watch ${name}`, {
      cause: error,
      ...(error.details ? { details: error.details } : {}),
    })
  }
  const code = asDatabaseFault(error)?.code
  if (code === '55P03') {
    return unavailable('table_busy', `${name} is in use: try again`, { cause: error })
  }
  // Of a foreign table, for instance, PostgreSQL keeps no old rows.
  return code === '42809' || code === '0A000' ? refuse(`${name} cannot be watched`) : error
}

/** In the transaction after which something may not be asked for any more. */
export async function release(ctx: Ctx, surface: string): Promise<void> {
  if (surface === 'platform') await enqueue(ctx, 'webhooks.watch', {})
}

/** Makes what is watched what is asked for: by endpoints that end by themselves, of tables that came. */
export const reconcile = (ctx: Ctx): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await ctx.db.run(lockWatched)
    for (const { schema, table, wanted } of await ctx.db.rows<Difference>(selectDifferences)) {
      try {
        if (wanted) await ctx.changes.watch(watcher, { schema, table, events: wanted as Event[] })
        else await ctx.changes.unwatch(watcher, { schema, table })
      } catch (error) {
        ctx.log.warn({ err: error, schema, table }, 'what is watched could not be changed')
      }
    }
  })
