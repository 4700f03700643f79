import type { Ctx } from '../../engines/context.ts'
import { asDatabaseFault } from '../../engines/db/index.ts'
import { AppError, invalid } from '../../kernel/errors.ts'
import { type End, selectRange, selectWindows } from './queries.ts'
import type { Asked, Unit, Window } from './schema.ts'
import { isDate, isZone, readTime } from './times.ts'

const dayMs = 86_400_000
const mostWindows = 10_000
const longestMs: Record<Unit, number> = {
  hour: mostWindows * 3_600_000,
  day: mostWindows * dayMs,
  week: mostWindows * 7 * dayMs,
  month: mostWindows * 31 * dayMs,
}

export interface TimeRange {
  from: Date
  to: Date
  zone: string
  /** As the answer shows them: the end of a range of days is its last second. */
  shown: { start: string; end: string }
}

const refuse = (field: string, message: string): AppError =>
  invalid('invalid_range', `${field}: ${message}`)

/** Years that calendars of the database and of JavaScript both have. */
const isSane = (ms: number): boolean => ms >= Date.UTC(1970, 0, 1) && ms <= Date.UTC(2200, 0, 1)

/**
 * A range as it is asked for: thirty days until now unless told otherwise; a date alone is that day
 * of the zone, whole.
 * @throws invalid `invalid_range`
 */
export async function readRange(ctx: Ctx, asked: Asked): Promise<TimeRange> {
  const zone = asked.timezone ?? 'UTC'
  if (!isZone(zone)) throw refuse('timezone', 'Must be a time zone of the IANA database')
  const nowMs = Date.now()
  const { start_date = new Date(nowMs - 30 * dayMs).toISOString() } = asked
  const { end_date = new Date(nowMs).toISOString() } = asked
  const start = endOf('start_date', start_date, 0)
  const end = endOf('end_date', end_date, 1)
  const row = await inZone(() =>
    ctx.db.row<{ from: number; to: number }>(selectRange(start, end, zone)),
  )
  const { from = 0, to = 0 } = row ?? {}
  if (!(isSane(from) && isSane(to))) throw refuse('start_date', 'Must be between 1970 and 2200')
  const shownEnd = 'at' in end ? to : to - 1_000
  if (shownEnd < from) throw refuse('end_date', 'Must not be before start_date')
  return {
    from: new Date(from),
    to: new Date(to),
    zone,
    shown: { start: show(from), end: show(shownEnd) },
  }
}

const show = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z')

/** Events stand on whole milliseconds, so a finer end is the next one. */
function endOf(field: string, text: string, daysLater: number): End {
  if (isDate(text)) return { date: text, daysLater }
  const time = readTime(text)
  if (!time || !isSane(time.ms)) throw refuse(field, 'Must be a date or a time of ISO 8601')
  return { at: new Date(time.ms + (time.isFiner ? 1 : 0)) }
}

/** @throws invalid `too_many_buckets` */
export async function windowsOf(ctx: Ctx, range: TimeRange, unit: Unit): Promise<Window[]> {
  const { from, to, zone } = range
  if (to.getTime() - from.getTime() > longestMs[unit] + dayMs) throw tooMany()
  if (from.getTime() === to.getTime()) return []
  const windows = await inZone(() => ctx.db.rows<Window>(selectWindows(from, to, unit, zone)))
  if (windows.length > mostWindows) throw tooMany()
  return windows
}

const tooMany = () =>
  invalid('too_many_buckets', `At most ${mostWindows} buckets: a shorter range or longer buckets`)

/** The database has the last word about zones. */
async function inZone<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const fault = asDatabaseFault(error instanceof AppError ? error.cause : error)
    if (fault?.code !== '22023') throw error
    throw refuse('timezone', 'Must be a time zone of the IANA database')
  }
}
