import type { Event } from '../../engines/changes/index.ts'
import { type Condition, holds } from './filter.ts'
import type { Outcome } from './judge.ts'
import type { Row } from './row.ts'
import type { Rules } from './rules.ts'

/** What one subscriber wants of a table, and how it is told. Equal ones share their messages. */
export interface Topic {
  readonly key: string
  readonly schema: string
  readonly table: string
  /** As how many subscriptions it counts. */
  readonly count: number
  /** Whether it could be about this change, before anybody's rights are asked. */
  mayConcern(row: Row): boolean
  /** The message for a change; undefined where nobody here wants it. */
  frame(outcome: Outcome, rules: Rules): Buffer | undefined
}

/** Which changes are wanted. */
export interface Choice {
  events: readonly Event[]
  /** Of the row as it is, of one that is gone as it was. */
  where: Condition
  /** The columns that `where` asks about. */
  asked: readonly string[]
}

/** Before anybody's rights are asked: an UPDATE can turn out to be a DELETE to somebody. */
export const mayConcern = ({ events, where }: Choice, { change, old, new: now }: Row): boolean =>
  events.some((event) => event === change.kind || event === 'DELETE') &&
  [now, old].some((image) => image && (change.cut || holds(where, image) === true))

export function isWanted(
  { events, where, asked }: Choice,
  { kind, record, old, row }: Outcome,
  { columns }: Rules,
): boolean {
  if (!events.includes(kind)) return false
  // What may not be read may not be asked about.
  if (!asked.every((column) => columns.includes(column))) return false
  const image = record ?? old
  return row.change.cut || (image !== undefined && holds(where, image) === true)
}
