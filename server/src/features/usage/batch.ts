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
  externals: string
  customers: string
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
  const batch: Batch = {
    tenants: plain(meters.map((e) => e.tenantId)),
    lives: plain(meters.map((e) => e.live)),
    meters: plain(meters.map((e) => e.meterId)),
    versions: plain(meters.map((e) => e.meterVersion)),
    owners: plain(customers.map((e) => e.tenantId)),
    modes: plain(customers.map((e) => e.live)),
    externals: quoted(customers.map((e) => e.externalId)) ?? plain(customers.map(() => null)),
    customers: plain(customers.map((e) => e.customerId)),
    series: plain(seriesOf.map((place) => place + 1)),
    who: plain(places.map((place) => place + 1)),
    ids: plain(events.map((e) => e.id)),
    quantities: plain(events.map((e) => e.quantity)),
    times: plain(events.map((e) => e.happenedAt.getTime())),
    keys: quoted(events.map((e) => e.key)),
    hashes: events.some((e) => e.key !== null) ? plain(events.map(hashOfKey)) : null,
    metas: quoted(events.map((e) => e.metadata)),
    vals: quoted(events.map((e) => e.value)),
    counteds: events.every((e) => e.counted) ? null : plain(events.map((e) => e.counted)),
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

/** Of values that need no quotes: numbers, UUIDs. */
const plain = (values: readonly (string | number | boolean | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`

/** Of texts; null where there is none at all. */
function quoted(values: readonly (string | null)[]): string | null {
  if (values.every((value) => value === null)) return null
  return `{${values.map((value) => (value === null ? 'null' : quote(value))).join(',')}}`
}

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
