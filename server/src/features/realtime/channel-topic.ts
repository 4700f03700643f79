import { createHash } from 'node:crypto'
import type { Event } from '../../engines/changes/index.ts'
import type { Test } from './filter.ts'
import { pick } from './image.ts'
import type { Outcome } from './judge.ts'
import type { Row } from './row.ts'
import type { Rules } from './rules.ts'
import { events as allEvents } from './schema.ts'
import { type Choice, isWanted, mayConcern, type Topic } from './topic.ts'

export interface Wanted {
  channel: string
  schema: string
  table: string
  event: Event | '*'
  filter: string | undefined
  columns: readonly string[] | undefined
}

/** What one subscriber wants of one table. Equal wishes have equal ids, on every connection. */
export interface Subscription extends Wanted {
  id: string
  tests: readonly Test[]
}

/** Derived from the wish itself: so the messages of all who wish the same are the same bytes. */
export const subscriptionId = (wanted: Wanted): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        wanted.channel,
        wanted.schema,
        wanted.table,
        wanted.event,
        wanted.filter ?? null,
        wanted.columns ?? null,
      ]),
    )
    .digest('base64url')
    .slice(0, 20)

/** Subscriptions that are told together, in one message. */
export class ChannelTopic implements Topic {
  readonly key: string
  readonly schema: string
  readonly table: string
  readonly channel: string
  readonly subscriptions: readonly Subscription[]
  readonly columns: readonly string[] | undefined
  readonly #choices: readonly Choice[]

  constructor(subscriptions: readonly Subscription[]) {
    const [first] = subscriptions
    this.key = subscriptions.map(({ id }) => id).join(' ')
    this.schema = first?.schema ?? ''
    this.table = first?.table ?? ''
    this.channel = first?.channel ?? ''
    this.subscriptions = subscriptions
    this.columns = first?.columns
    this.#choices = subscriptions.map(choiceOf)
  }

  get count(): number {
    return this.subscriptions.length
  }

  mayConcern(row: Row): boolean {
    return this.#choices.some((choice) => mayConcern(choice, row))
  }

  frame(outcome: Outcome, rules: Rules): Buffer | undefined {
    const ids = this.subscriptions.flatMap(({ id }, i) => {
      const choice = this.#choices[i]
      return choice && isWanted(choice, outcome, rules) ? [id] : []
    })
    return ids.length === 0 ? undefined : Buffer.from(frameOf(this, outcome, rules, ids))
  }
}

const choiceOf = ({ event, tests }: Subscription): Choice => ({
  events: event === '*' ? allEvents : [event],
  where: { all: tests },
  asked: tests.map(({ column }) => column),
})

function frameOf(
  topic: ChannelTopic,
  outcome: Outcome,
  rules: Rules,
  ids: readonly string[],
): string {
  const { row, kind, record, old, keyOnly } = outcome
  const shown = topic.columns
    ? rules.columns.filter((name) => topic.columns?.includes(name))
    : rules.columns
  const now = record ? pick(record, shown) : 'null'
  const key = rules.key.filter((name) => rules.columns.includes(name))
  const before = old ? pick(old, keyOnly ? key : shown) : 'null'
  const at = row.change.at.toISOString()
  const errors = row.change.cut ? '["The row is too large: only its key is here"]' : 'null'
  return `{"type":"postgres_changes","channel":${JSON.stringify(topic.channel)},"payload":{"type":"${kind}","schema":${JSON.stringify(rules.schema)},"table":${JSON.stringify(rules.table)},"record":${now},"new_record":${now},"old_record":${before},"commit_timestamp":"${at}","timestamp":"${at}","errors":${errors},"cursor":"${row.change.seq}","subscription_ids":${JSON.stringify(ids)}}}`
}
