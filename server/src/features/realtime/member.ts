import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '../../engines/context.ts'
import type { Audience, Feed } from './audience.ts'
import { judge } from './judge.ts'
import { Row } from './row.ts'
import { readRules } from './rules.ts'
import type { Topic } from './topic.ts'

/** The connection of a member, as far as changes need it. */
export interface Outlet {
  readonly isOpen: boolean
  /** Whether more can be sent without piling up. */
  readonly hasRoom: boolean
  push(frame: Buffer): void
  /** Resolves when there is room, or when it has closed. */
  whenRoom(): Promise<void>
  /** What came after its position is no longer there. */
  tellResync(topic: Topic): void
}

/** Changes that a member reads at once when it reads for itself. */
export const portion = 200
const longestPauseMs = 10_000

/**
 * One connection's part in a topic. Live, it is given each message as it comes. When it cannot keep
 * up, and when it resumes, it reads the log from its own position, and joins the others where they
 * are: the log is its queue, so that a slow reader costs no memory and loses nothing.
 */
export class Member {
  readonly outlet: Outlet
  /** Resumed from a position of its own: told apart from others of its connection. */
  readonly isAlone: boolean
  topic: Topic
  /** Everything up to here was given to it or was not for it. */
  position: bigint
  isLive = true
  #isOver = false

  constructor(outlet: Outlet, topic: Topic, position: bigint, isAlone: boolean) {
    this.outlet = outlet
    this.isAlone = isAlone
    this.topic = topic
    this.position = position
  }

  get isOver(): boolean {
    return this.#isOver || !this.outlet.isOpen
  }

  end(): void {
    this.#isOver = true
  }

  /** @returns whether it could take it */
  offer(seq: bigint, frame: Buffer): boolean {
    if (!this.isLive || seq <= this.position) return true
    if (!this.outlet.hasRoom) return false
    this.outlet.push(frame)
    this.position = seq
    return true
  }

  /** Reads on by itself from its position until it has caught up with the audience. */
  async follow(ctx: Ctx, audience: Audience, feed: Feed): Promise<void> {
    this.isLive = false
    let pauseMs = 50
    while (!this.isLive && !this.isOver) {
      await this.outlet.whenRoom()
      try {
        if (await this.#catchUp(ctx, audience, feed))
          await audience.inTurn(() => this.#join(ctx, audience, feed))
        pauseMs = 50
      } catch (error) {
        ctx.log.debug({ err: error }, 'a subscriber could not catch up yet')
        await sleep(pauseMs, undefined, { ref: false })
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      }
    }
  }

  /** In the audience's own order: nothing is told to it meanwhile, so nothing falls between. */
  async #join(ctx: Ctx, audience: Audience, feed: Feed): Promise<void> {
    if (this.isOver || !this.outlet.hasRoom) return
    if (await this.#catchUp(ctx, audience, feed)) this.isLive = this.outlet.hasRoom
  }

  /** One portion. @returns whether it was the last */
  async #catchUp(ctx: Ctx, { who }: Audience, feed: Feed): Promise<boolean> {
    const rel = await feed.rel()
    if (rel === undefined) return true
    if (!(await ctx.changes.reaches(this.position))) this.#skipLost(ctx)
    const batch = await ctx.changes.read(this.position, portion, rel)
    const rules = batch.changes.length > 0 ? await readRules(ctx, rel, who.role) : undefined
    if (rules) {
      const rows = batch.changes.map((change) => new Row(change))
      const wanted = rows.filter((row) => this.topic.mayConcern(row))
      for (const outcome of await judge(ctx, who, rules, wanted)) {
        const frame = this.topic.frame(outcome, rules)
        if (frame && !this.isOver) this.outlet.push(frame)
      }
    }
    this.position = batch.position
    return !batch.hasMore
  }

  #skipLost(ctx: Ctx): void {
    this.outlet.tellResync(this.topic)
    this.position = ctx.changes.position
  }
}
