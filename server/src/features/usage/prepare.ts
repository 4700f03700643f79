import { sha256Hex } from '../../kernel/crypto.ts'
import { type AppError, invalid, notFound } from '../../kernel/errors.ts'
import { uuidInOrder } from '../../kernel/ids.ts'
import type { Reach } from '../customers/index.ts'
import type { Filter, Meter, MeterRef } from '../meters/index.ts'
import { readDecimal } from './decimal.ts'
import type { NewEvent, PreparedEvent } from './schema.ts'
import { readTime } from './times.ts'

/** Late events are taken for so long, early ones for as much as clocks differ. */
const lateMs = 35 * 86_400_000
const earlyMs = 5 * 60_000
const mostMetadataBytes = 16 * 1024
const longestValue = 255

const refuse = (field: string, message: string): AppError =>
  invalid('invalid_event', `${field}: ${message}`)

/**
 * Reads an event by the rules of its meter.
 * @throws invalid `invalid_event`, naming the field; not_found `meter_not_found`
 */
export function prepare(
  { tenantId, live }: Reach,
  meter: Meter | undefined,
  given: NewEvent,
): PreparedEvent {
  if (!meter || meter.status === 'ARCHIVED') throw notFound('meter_not_found', 'Meter not found')
  const { customerId, externalId } = customerOf(given)
  const { quantity, value } = amountOf(given, meter)
  const { happenedAt, isTimed } = timeOf(given.timestamp)
  const properties = given.properties ?? given.metadata ?? {}
  return {
    id: uuidInOrder(),
    tenantId,
    live,
    customerId,
    externalId,
    meterId: meter.id,
    meterVersion: meter.version,
    quantity,
    value,
    happenedAt,
    isTimed,
    key: given.idempotency_key ?? null,
    metadata: metadataOf(given),
    counted: meter.filters.every((filter) => lets(filter, properties)),
  }
}

/** @throws invalid `invalid_event` unless the meter is named in exactly one way */
export function meterRefOf(given: NewEvent): MeterRef {
  const { meter_token: token, meter_id: id, meter_name: name } = given
  const ways = Number(token !== undefined) + Number(id !== undefined) + Number(name !== undefined)
  if (ways > 1) throw refuse('meter_token', 'Name the meter in one way')
  if (token !== undefined) return { token: token.toLowerCase() }
  if (id !== undefined) return { id: id.toLowerCase() }
  if (name !== undefined) return { name }
  throw refuse('meter_token', 'Name the meter: meter_token, meter_id or meter_name')
}

function customerOf(given: NewEvent): Pick<PreparedEvent, 'customerId' | 'externalId'> {
  const { customer_id: id, customer_external_id: external } = given
  if ((id === undefined) === (external === undefined)) {
    throw refuse('customer_external_id', 'Give one of customer_external_id and customer_id')
  }
  return { customerId: id?.toLowerCase() ?? null, externalId: external ?? null }
}

/** How much, and for UNIQUE_COUNT what. */
function amountOf(given: NewEvent, meter: Meter): Pick<PreparedEvent, 'quantity' | 'value'> {
  const isUnique = meter.aggregation_type === 'UNIQUE_COUNT'
  if (given.properties !== undefined) return amountIn(given, given.properties, meter)
  if (given.quantity === undefined) throw refuse('quantity', 'Field required')
  const value = isUnique ? valueIn(given.metadata, 'metadata', meter) : null
  return { quantity: quantityOf('quantity', given.quantity), value }
}

function amountIn(
  given: NewEvent,
  properties: Record<string, unknown>,
  meter: Meter,
): Pick<PreparedEvent, 'quantity' | 'value'> {
  if (given.quantity !== undefined) throw refuse('quantity', 'Give quantity or properties')
  if (given.metadata !== undefined) throw refuse('metadata', 'Give metadata or properties')
  const { property_name: name, aggregation_type } = meter
  const found = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (aggregation_type !== 'UNIQUE_COUNT') {
    const quantity = numberText(found)
    if (quantity === undefined) throw refuse(`properties.${name}`, 'Must be a number')
    return { quantity: quantityOf(`properties.${name}`, quantity), value: null }
  }
  return { quantity: '1', value: countable(`properties.${name}`, found) }
}

function valueIn(metadata: NewEvent['metadata'], field: string, meter: Meter): string {
  const own = metadata ?? {}
  const name = [`user_id`, meter.property_name].find((one) => Object.hasOwn(own, one))
  return countable(`${field}.${name ?? 'user_id'}`, name === undefined ? undefined : own[name])
}

/** Texts as they are, numbers by their value, so that 7 and 7.0 are one. */
function countable(field: string, value: unknown): string {
  const number = numberText(value)
  const text = number === undefined ? value : (plainNumber(number) ?? number)
  if (typeof text === 'boolean') return String(text)
  if (typeof text !== 'string' || text === '') throw refuse(field, 'Field required')
  if (text.length > longestValue) throw refuse(field, `At most ${longestValue} characters`)
  return text
}

function plainNumber(source: string): string | undefined {
  const read = readDecimal(source.replace(/^-/, ''))
  return 'text' in read ? (source.startsWith('-') ? '-' : '') + read.text : undefined
}

/** The text of a number of JSON; undefined for anything else. */
function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'object' || value === null) return undefined
  const { rawJSON } = value as { rawJSON?: unknown }
  const isNumber = Object.getPrototypeOf(value) === null && typeof rawJSON === 'string'
  return isNumber ? rawJSON : undefined
}

function quantityOf(field: string, given: NonNullable<NewEvent['quantity']>): string {
  const source = typeof given === 'string' ? given : (numberText(given) ?? '')
  const read = readDecimal(source)
  if ('fault' in read) throw refuse(field, read.fault)
  return read.text
}

function timeOf(text: string | undefined): Pick<PreparedEvent, 'happenedAt' | 'isTimed'> {
  const nowMs = Date.now()
  if (text === undefined) return { happenedAt: new Date(nowMs), isTimed: false }
  const time = readTime(text)
  if (!time) throw refuse('timestamp', 'Must be a time of ISO 8601')
  if (time.ms < nowMs - lateMs) throw refuse('timestamp', 'More than 35 days ago')
  if (time.ms > nowMs + earlyMs) throw refuse('timestamp', 'More than 5 minutes ahead')
  return { happenedAt: new Date(time.ms), isTimed: true }
}

function metadataOf({ metadata, properties }: NewEvent): string | null {
  const given = properties ?? metadata
  if (given === undefined) return null
  const text = JSON.stringify(given)
  if (Buffer.byteLength(text) <= mostMetadataBytes) return text
  throw refuse(properties ? 'properties' : 'metadata', 'At most 16 kB')
}

/** Compared as texts; numbers by their value. */
function lets({ property, values }: Filter, properties: Record<string, unknown>): boolean {
  if (!Object.hasOwn(properties, property)) return false
  const found = comparable(properties[property])
  return found !== undefined && values.some((value) => comparable(value) === found)
}

function comparable(value: unknown): string | undefined {
  const number = numberText(value)
  if (number !== undefined) return `n${plainNumber(number) ?? number}`
  if (typeof value === 'string') return `s${value}`
  return typeof value === 'boolean' ? `b${value}` : undefined
}

/** The name of a key in the books: within its organization and mode. The database makes the same one. */
export function hashOfKey({ tenantId, live, key }: PreparedEvent): string | null {
  if (key === null) return null
  return sha256Hex(`${tenantId}${live ? ' live ' : ' test '}${key}`).slice(0, 32)
}
