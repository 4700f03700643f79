import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '../../engines/context.ts'
import { judge, type Who } from './judge.ts'
import type { Member } from './member.ts'
import type { Row } from './row.ts'
import type { Rules } from './rules.ts'
import type { Topic } from './topic.ts'

/** Changes of one table that wait to be decided for one audience; beyond it members read for themselves. */
const mostPending = 5_000
const tries = 4

/** One table as one audience follows it. */
export interface Feed {
  name: string
  /** Everything up to here was given to its live members. */
  processed: bigint
  topics: Map<string, { topic: Topic; members: Set<Member> }>
  /** The table's object id as it is now. */
  rel(): Promise<number | undefined>
}

export function audienceKey(who: Who): string {
  let key = keys.get(who)
  if (key === undefined) {
    const claims = Object.entries(who.claims).sort(([a], [b]) => (a < b ? -1 : 1))
    key = JSON.stringify([who.role, who.tenantId ?? null, claims])
    keys.set(who, key)
  }
  return key
}

const keys = new WeakMap<Who, string>()

/**
 * Everybody with one role and the same claims: what they may see is decided once for all of them. Each
 * audience has its own order and its own pace, so that a slow policy delays nobody else.
 */
export class Audience {
  readonly key: string
  readonly who: Who
  readonly feeds = new Map<string, Feed>()
  readonly #ctx: Ctx
  #turn: Promise<unknown> = Promise.resolve()
  #pending = 0
  #turns = 0

  constructor(ctx: Ctx, who: Who) {
    this.#ctx = ctx
    this.who = who
    this.key = audienceKey(who)
  }

  /** Nothing waits to be decided. */
  get isIdle(): boolean {
    return this.#turns === 0
  }

  /** After everything before it, before everything after it. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#turns++
    const turn = this.#turn.then(work).finally(() => this.#turns--)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Decides and gives, in its turn. */
  tell(feed: Feed, rows: readonly Row[], rules: Rules, upTo: bigint): void {
    if (rows.length === 0 && this.isIdle) {
      feed.processed = upTo
      return
    }
    if (this.#pending + rows.length > mostPending) {
      this.#leave(feed)
      return
    }
    this.#pending += rows.length
    void this.inTurn(async () => {
      try {
        await this.#give(feed, rows, rules)
        feed.processed = upTo
      } catch (error) {
        this.#ctx.log.warn({ err: error, table: feed.name }, 'changes could not be decided')
        this.#leave(feed)
      } finally {
        this.#pending -= rows.length
      }
    })
  }

  async #give(feed: Feed, rows: readonly Row[], rules: Rules): Promise<void> {
    const topics = [...feed.topics.values()]
    const wanted = rows.filter((row) => topics.some(({ topic }) => topic.mayConcern(row)))
    if (wanted.length === 0) return
    for (const outcome of await this.#judge(rules, wanted)) {
      for (const { topic, members } of feed.topics.values()) {
        const frame = topic.frame(outcome, rules)
        if (!frame) continue
        const { seq } = outcome.row.change
        for (const member of members) {
          if (!member.offer(seq, frame)) this.#lag(feed, member, seq - 1n)
        }
      }
    }
  }

  /** The database may be away for a moment; for longer, everybody reads for themselves. */
  async #judge(rules: Rules, rows: readonly Row[], left = tries): ReturnType<typeof judge> {
    try {
      return await judge(this.#ctx, this.who, rules, rows)
    } catch (error) {
      if (left <= 1) throw error
    }
    await sleep(50 * 2 ** (tries - left), undefined, { ref: false })
    return this.#judge(rules, rows, left - 1)
  }

  #leave(feed: Feed): void {
    for (const { members } of feed.topics.values()) {
      for (const member of members) {
        if (member.isLive) this.#lag(feed, member, this.positionOf(feed, member))
      }
    }
  }

  #lag(feed: Feed, member: Member, from: bigint): void {
    member.position = from
    void member.follow(this.#ctx, this, feed)
  }

  /** Everything up to here was given to a member. */
  positionOf(feed: Feed, member: Member): bigint {
    if (!member.isLive) return member.position
    return feed.processed > member.position ? feed.processed : member.position
  }
}
