import { hashOfKey } from './prepare.ts'
import type { PreparedEvent } from './schema.ts'

/**
 * Events as columns, each the text of an array of PostgreSQL. What many events share is said once: the
 * series (a meter in a mode) and the customers, to which each event points by their places, from 1.
 */
export interface Batch {
  tenants: string
  lives: string
  meters: string
  versions: string
  owners: string
  modes: string
  externals: string | null
  customers: string | null
  series: string
  who: string
  ids: string
  quantities: string
  times: string
  keys: string | null
  hashes: string | null
  metas: string | null
  vals: string | null
  counteds: string | null
}

/** @returns the columns, and of each event the place of its customer, from 0 */
export function batchOf(events: readonly PreparedEvent[]): { batch: Batch; places: number[] } {
  const series = new Places<PreparedEvent>()
  const people = new Places<PreparedEvent>()
  const seriesOf = events.map((e) => series.of(`${e.meterId} ${e.meterVersion} ${e.live}`, e))
  const places = events.map((e) => people.of(nameOf(e), e))
  const [meters, customers] = [series.all, people.all]
  const keys = texts(events, (e) => e.key, quote)
  const batch: Batch = {
    tenants: column(meters, (e) => e.tenantId),
    lives: column(meters, (e) => e.live),
    meters: column(meters, (e) => e.meterId),
    versions: column(meters, (e) => e.meterVersion),
    owners: column(customers, (e) => e.tenantId),
    modes: column(customers, (e) => e.live),
    externals: texts(customers, (e) => e.externalId, quote),
    customers: texts(customers, (e) => e.customerId, plain),
    series: column(seriesOf, (place) => place + 1),
    who: column(places, (place) => place + 1),
    ids: column(events, (e) => e.id),
    quantities: column(events, (e) => e.quantity),
    times: column(events, (e) => e.happenedAt.getTime()),
    keys,
    hashes: keys && column(events, hashOfKey),
    // A JSON text in quotes has no escapes but those of quotes and backslashes, as arrays have them.
    metas: texts(events, (e) => e.metadata, JSON.stringify),
    vals: texts(events, (e) => e.value, quote),
    counteds: events.every((e) => e.counted) ? null : column(events, (e) => e.counted),
  }
  return { batch, places }
}

const nameOf = ({ tenantId, live, customerId, externalId }: PreparedEvent): string =>
  customerId === null ? `${tenantId} ${live} = ${externalId}` : `${tenantId} ${live} ${customerId}`

/** Gives each name a place, in the order of their coming. */
class Places<T> {
  readonly all: T[] = []
  readonly #places = new Map<string, number>()

  of(name: string, first: T): number {
    const known = this.#places.get(name)
    if (known !== undefined) return known
    this.#places.set(name, this.all.length)
    return this.all.push(first) - 1
  }
}

/** The text of an array. */
function column<T>(list: readonly T[], get: (one: T) => string | number | boolean | null): string {
  let text = ''
  for (const one of list) text += `,${get(one)}`
  return `{${text.slice(1)}}`
}

/** Null where there is none at all. */
function texts<T>(
  list: readonly T[],
  get: (one: T) => string | null,
  write: (text: string) => string,
): string | null {
  if (list.every((one) => get(one) === null)) return null
  return column(list, (one) => {
    const text = get(one)
    return text === null ? null : write(text)
  })
}

/** A text that may hold anything. */
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** One that needs no quotes: a UUID. */
const plain = (text: string): string => text
