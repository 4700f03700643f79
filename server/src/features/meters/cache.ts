import type { Ctx } from '../../engines/context.ts'
import type { Revocations } from '../../engines/revocations/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { selectMeter } from './queries.ts'
import type { Meter, MeterRef } from './schema.ts'

const maxEntries = 50_000
const maxAgeMs = 60_000

type Found = (Meter | undefined)[]

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

  /**
   * Meters of the caller's organization, archived or not, in the order of the references; undefined for
   * those that are not there. At once where all are in memory; what is not is looked up, once.
   */
  findAll(ctx: Ctx, refs: readonly MeterRef[]): Found | Promise<Found> {
    const tenantId = tenantOf(ctx.caller)
    const slots = refs.map((ref) => `${tenantId} ${slotOf(ref)}`)
    const found = slots.map((slot) => this.#get(slot))
    if (!found.includes(undefined)) return found
    const missing = new Map<string, Promise<Meter | undefined>>()
    for (const [i, slot] of slots.entries()) {
      const ref = refs[i]
      if (!ref || found[i] || missing.has(slot)) continue
      missing.set(slot, this.#lookUp(ctx, tenantId, slot, ref))
    }
    return Promise.all(found.map((meter, i) => meter ?? missing.get(slots[i] ?? '')))
  }

  #get(slot: string): Meter | undefined {
    const entry = this.#meters.get(slot)
    return entry && Date.now() - entry.atMs < maxAgeMs ? entry.meter : undefined
  }

  async #lookUp(
    ctx: Ctx,
    tenantId: string,
    slot: string,
    ref: MeterRef,
  ): Promise<Meter | undefined> {
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
