import type { Ctx } from '../../engines/context.ts'
import type { Revocations } from '../../engines/revocations/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { selectMeter } from './queries.ts'
import type { Meter, MeterRef } from './schema.ts'

const maxEntries = 50_000
const maxAgeMs = 60_000

/**
 * Meters in memory, so that an event costs no look-up. Changes are news; what is missed all the same
 * is caught by the version, which the write compares.
 */
export class MeterCache {
  readonly #meters = new Map<string, { meter: Meter; atMs: number }>()
  /** Counts the news: rows read before one may be older than it. */
  #news = 0

  constructor(revocations: Revocations) {
    revocations.onEnd((subject) => {
      if (subject === 'meter') this.forget()
    })
  }

  forget(): void {
    this.#news++
    this.#meters.clear()
  }

  /** A meter of the caller's organization, archived or not; undefined for one that is not there. */
  async find(ctx: Ctx, ref: MeterRef): Promise<Meter | undefined> {
    const tenantId = tenantOf(ctx.caller)
    const slot = `${tenantId} ${slotOf(ref)}`
    const entry = this.#meters.get(slot)
    if (entry && Date.now() - entry.atMs < maxAgeMs) return entry.meter
    const news = this.#news
    const meter = await ctx.db.lookUp<Meter>(selectMeter(tenantId, ref))
    if (meter && news === this.#news) this.#put(slot, meter)
    return meter
  }

  #put(slot: string, meter: Meter): void {
    if (this.#meters.size >= maxEntries) this.#meters.clear()
    this.#meters.set(slot, { meter, atMs: Date.now() })
  }
}

function slotOf(ref: MeterRef): string {
  if ('id' in ref) return `id ${ref.id}`
  return 'token' in ref ? `token ${ref.token}` : `name ${ref.name}`
}
