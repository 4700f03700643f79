import type { Ctx } from '../../engines/context.ts'
import { AppError, forbidden, unavailable } from '../../kernel/errors.ts'
import { audienceKey } from './audience.ts'
import type { Channel } from './channel.ts'
import type { Connection } from './connection.ts'
import { numbersOf, type Who } from './judge.ts'
import { selectMessages, setTopic, visible } from './queries.ts'
import { readRules } from './rules.ts'
import { whoIs } from './who.ts'

export type Extension = 'broadcast' | 'presence'

type Verdict = Record<Extension, boolean>

/** An answer counts for as long: who loses a right is out within a second. */
const freshMs = 1_000
const mostVerdicts = 10_000

/**
 * Private channels: who may hear and who may speak is decided by the policies on realtime.messages.
 * A policy for select lets hear, one for insert lets speak; `realtime.topic()` is the channel.
 */
export class Gate {
  readonly #ctx: Ctx
  readonly #verdicts = new Map<string, { atMs: number; verdict: Promise<Verdict> }>()
  #rel: number | undefined

  constructor(ctx: Ctx) {
    this.#ctx = ctx
  }

  /** @throws forbidden */
  async mustLetIn(ctx: Ctx, topic: string): Promise<void> {
    const { broadcast, presence } = await this.#ask(whoIs(ctx), topic, 'r')
    if (!broadcast && !presence) throw denied()
  }

  /** @throws forbidden */
  async mustLetSpeak(ctx: Ctx, topic: string, extension: Extension): Promise<void> {
    const verdict = await this.#ask(whoIs(ctx), topic, 'a')
    if (!verdict[extension]) throw denied()
  }

  /** Sends those out of a private channel who may no longer hear it; costs nothing for open ones. */
  async review(
    channel: Channel,
    extension: Extension,
    expel: (member: Connection) => void,
  ): Promise<void> {
    if (!isPrivate(channel)) return
    const verdicts = await Promise.all(
      [...channel.members].map(async (member) => {
        const verdict = await this.#ask(whoIs(member.ctx), channel.name, 'r').catch(() => none)
        return { member, isLetIn: verdict[extension] }
      }),
    )
    for (const { member, isLetIn } of verdicts) if (!isLetIn) expel(member)
  }

  #ask(who: Who, topic: string, command: 'r' | 'a'): Promise<Verdict> {
    const key = JSON.stringify([audienceKey(who), topic, command])
    const known = this.#verdicts.get(key)
    const now = performance.now()
    if (known && now - known.atMs < freshMs) return known.verdict
    if (this.#verdicts.size >= mostVerdicts) this.#verdicts.clear()
    const verdict = this.#decide(who, topic, command)
    this.#verdicts.set(key, { atMs: now, verdict })
    verdict.catch(() => this.#verdicts.delete(key))
    return verdict
  }

  async #decide(who: Who, topic: string, command: 'r' | 'a'): Promise<Verdict> {
    const rules = await readRules(this.#ctx, await this.#table(), who.role, command)
    if (!rules?.isReachable) return none
    if (!rules.isGuarded) return { broadcast: true, presence: true }
    const images = JSON.stringify(
      (['broadcast', 'presence'] as const).map((extension) => ({
        topic,
        extension,
        private: true,
      })),
    )
    try {
      const numbers = await numbersOf(this.#ctx, who, [setTopic(topic), visible(rules, images)])
      return { broadcast: numbers.has(1), presence: numbers.has(2) }
    } catch (error) {
      if (error instanceof AppError && error.kind === 'unavailable') throw error
      this.#ctx.log.debug({ err: error }, 'a policy on realtime.messages failed')
      return none
    }
  }

  async #table(): Promise<number> {
    this.#rel ??= Number((await this.#ctx.db.row<{ rel: string | null }>(selectMessages))?.rel ?? 0)
    if (this.#rel > 0) return this.#rel
    this.#rel = undefined
    throw unavailable('service_unavailable', 'Private channels are not set up')
  }
}

const none: Verdict = { broadcast: false, presence: false }

const isPrivate = ({ key }: Channel): boolean => (JSON.parse(key) as [unknown, boolean])[1]

const denied = () =>
  forbidden('insufficient_permissions', 'No policy on realtime.messages lets you do this here')
