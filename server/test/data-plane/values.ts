import type { Type } from './questions.ts'

/** What PostgreSQL's types mean, written anew: order, containment, the way into JSON. */

export type Verdict = boolean | null

export const not = (verdict: Verdict): Verdict => (verdict === null ? null : !verdict)

export const all = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes(null) ? null : true

export const any = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(true) ? true : verdicts.includes(null) ? null : false

const sign = <T extends number | bigint | string>(a: T, b: T): number =>
  a < b ? -1 : a > b ? 1 : 0

/** Orders two texts: the database's own order where it was asked for. */
export type TextOrder = (a: string, b: string) => number

export const textOrder =
  (rank: ReadonlyMap<string, number>): TextOrder =>
  (a, b) => {
    const [x, y] = [rank.get(a), rank.get(b)]
    return x !== undefined && y !== undefined
      ? x - y
      : Buffer.compare(Buffer.from(a), Buffer.from(b))
  }

export function compareAs(type: Type, a: string, b: string, texts: TextOrder): number {
  switch (type) {
    case 'int':
      return sign(BigInt(a), BigInt(b))
    case 'numeric':
      return sign(scaled(a), scaled(b))
    case 'float':
      return sign(Number(a), Number(b))
    case 'bool':
      return sign(Number(a.startsWith('t')), Number(b.startsWith('t')))
    case 'char':
      return texts(a.trimEnd(), b.trimEnd())
    case 'enum':
      return moods.indexOf(a) - moods.indexOf(b)
    case 'timestamp':
    case 'timestamptz':
      return sign(microseconds(a), microseconds(b))
    case 'interval':
      return sign(spanOf(a), spanOf(b))
    case 'text[]':
    case 'int[]':
      return compareArrays(type === 'int[]' ? 'int' : 'text', readArray(a), readArray(b), texts)
    case 'inet':
      return compareAddresses(a, b)
    case 'jsonb':
      return jsonEqual(JSON.parse(a), JSON.parse(b)) ? 0 : 1
    case 'int4range':
    case 'numrange':
      return rangesEqual(readRange(type, a), readRange(type, b)) ? 0 : 1
    case 'text':
      return texts(a, b)
    default:
      return sign(a.toLowerCase(), b.toLowerCase())
  }
}

const moods = ['sad', 'ok', 'happy']

export function scaled(text: string, places = 6): bigint {
  const [, minus, whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const value = BigInt(whole + part.padEnd(places, '0').slice(0, places))
  return minus ? -value : value
}

function microseconds(text: string): bigint {
  const [, start = '', part = '', zone = 'Z'] =
    /^(\d+-\d+-\d+[T ]\d+:\d+:\d+)(?:\.(\d+))?(Z|[+-]\d+(?::\d+)?)?$/.exec(text) ?? []
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone
  return (
    BigInt(Date.parse(start.replace(' ', 'T') + offset)) * 1000n + BigInt(part.padEnd(6, '0') || 0)
  )
}

function spanOf(text: string): number {
  const units: Record<string, number> = { mon: 30 * 86_400, day: 86_400 }
  let seconds = 0
  for (const [, count, unit = ''] of text.matchAll(/(-?\d+) (mon|day)/g))
    seconds += Number(count) * (units[unit] ?? 0)
  const [, minus, h, m, s] = /(-?)(\d+):(\d+):(\d+)/.exec(text) ?? []
  const clock = Number(h ?? 0) * 3_600 + Number(m ?? 0) * 60 + Number(s ?? 0)
  return seconds + (minus ? -clock : clock)
}

export function readArray(text: string): (string | null)[] {
  const items: (string | null)[] = []
  const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^,{}"]+))\s*[,}]/gy
  item.lastIndex = 1
  for (let found = item.exec(text); found; found = item.exec(text)) {
    const [, quoted, plain] = found
    items.push(
      quoted !== undefined
        ? quoted.replace(/\\(.)/gs, '$1')
        : plain === 'NULL'
          ? null
          : (plain ?? ''),
    )
  }
  return items
}

/** Nulls are last, and equal to each other. */
function compareArrays(
  type: Type,
  a: (string | null)[],
  b: (string | null)[],
  texts: TextOrder,
): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x = null, y = null] = [a[i], b[i]]
    if (x === null && y === null) continue
    if (x === null || y === null) return x === null ? 1 : -1
    const order = compareAs(type, x, y, texts)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** A null is in nothing. */
export const arrayHolds = (a: readonly (string | null)[], b: readonly (string | null)[]): boolean =>
  b.every((item) => item !== null && a.includes(item))

export const arraysMeet = (a: readonly (string | null)[], b: readonly (string | null)[]): boolean =>
  b.some((item) => item !== null && a.includes(item))

function compareAddresses(a: string, b: string): number {
  const [x, y] = [address(a), address(b)]
  if (x.bytes.length !== y.bytes.length) return x.bytes.length - y.bytes.length
  const common = Math.min(x.bits, y.bits)
  const head = (bytes: number[]) =>
    bytes
      .map((n) => n.toString(2).padStart(8, '0'))
      .join('')
      .slice(0, common)
  return (
    sign(head(x.bytes), head(y.bytes)) ||
    x.bits - y.bits ||
    sign(x.bytes.join('.'), y.bytes.join('.'))
  )
}

function address(text: string): { bytes: number[]; bits: number } {
  const [host = '', bits] = text.split('/')
  const bytes = host === '::1' ? [...Array(15).fill(0), 1] : host.split('.').map(Number)
  return { bytes, bits: bits === undefined ? bytes.length * 8 : Number(bits) }
}

// Ranges

interface Bound {
  value: bigint | undefined
  included: boolean
}
export type Range = { low: Bound; high: Bound } | 'empty'

export function readRange(type: 'int4range' | 'numrange', text: string): Range {
  if (text.trim().toLowerCase() === 'empty') return 'empty'
  const [, open, low = '', high = '', close] =
    /^([[(])"?([^,"]*)"?,"?([^,"]*)"?([\])])$/.exec(text.trim()) ?? []
  const bound = (given: string, included: boolean): Bound => ({
    value: given === '' ? undefined : scaled(given),
    included: given !== '' && included,
  })
  const range = { low: bound(low, open === '['), high: bound(high, close === ']') }
  if (type === 'int4range') {
    const one = scaled('1')
    if (range.low.value !== undefined && !range.low.included)
      range.low = { value: range.low.value + one, included: true }
    if (range.high.value !== undefined && range.high.included)
      range.high = { value: range.high.value + one, included: false }
  }
  const { low: l, high: h } = range
  if (l.value === undefined || h.value === undefined) return range
  return l.value > h.value || (l.value === h.value && !(l.included && h.included)) ? 'empty' : range
}

const lowOrder = (a: Bound, b: Bound): number => {
  if (a.value === undefined || b.value === undefined)
    return Number(a.value !== undefined) - Number(b.value !== undefined)
  return sign(a.value, b.value) || Number(b.included) - Number(a.included)
}
const highOrder = (a: Bound, b: Bound): number => {
  if (a.value === undefined || b.value === undefined)
    return Number(a.value === undefined) - Number(b.value === undefined)
  return sign(a.value, b.value) || Number(a.included) - Number(b.included)
}
/** Whether all of what ends at `high` lies before what begins at `low`. */
const ends = (high: Bound, low: Bound): boolean =>
  high.value !== undefined &&
  low.value !== undefined &&
  (high.value < low.value || (high.value === low.value && !(high.included && low.included)))

export const rangesEqual = (a: Range, b: Range): boolean =>
  a === 'empty' || b === 'empty'
    ? a === b
    : lowOrder(a.low, b.low) === 0 && highOrder(a.high, b.high) === 0

export function rangeTest(op: string, a: Range, b: Range): boolean {
  if (op === 'cd') return rangeTest('cs', b, a)
  if (op === 'cs') {
    if (b === 'empty') return true
    return a !== 'empty' && lowOrder(a.low, b.low) <= 0 && highOrder(a.high, b.high) >= 0
  }
  if (a === 'empty' || b === 'empty') return false
  switch (op) {
    case 'ov':
      return !ends(a.high, b.low) && !ends(b.high, a.low)
    case 'sl':
      return ends(a.high, b.low)
    case 'sr':
      return ends(b.high, a.low)
    case 'nxr':
      return highOrder(a.high, b.high) <= 0
    case 'nxl':
      return lowOrder(a.low, b.low) >= 0
    default:
      return touches(a.high, b.low) || touches(b.high, a.low)
  }
}

const touches = (high: Bound, low: Bound): boolean =>
  high.value !== undefined && high.value === low.value && high.included !== low.included

// JSON

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function jsonEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((x, i) => jsonEqual(x, b[i]))
  if (!isObject(a)) return a === b
  return (
    isObject(b) &&
    Object.keys(a).length === Object.keys(b).length &&
    Object.entries(a).every(([key, value]) => Object.hasOwn(b, key) && jsonEqual(value, b[key]))
  )
}

export function jsonHolds(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && !isObject(b) && !Array.isArray(b)) return a.some((x) => x === b)
  return holds(a, b)
}

function holds(a: unknown, b: unknown): boolean {
  if (Array.isArray(b))
    return (
      Array.isArray(a) &&
      b.every((y) => a.some((x) => (typeof y === 'object' && y !== null ? holds(x, y) : x === y)))
    )
  if (isObject(b))
    return (
      isObject(a) &&
      Object.entries(b).every(([key, y]) => Object.hasOwn(a, key) && holds(a[key], y))
    )
  return a === b
}

/** `->`: a whole number is a place in an array, anything else a key. Undefined is SQL's null. */
export function into(value: unknown, key: string): unknown {
  // A plain value counts as a list of itself (PostgreSQL keeps it as one).
  if (/^-?\d+$/.test(key)) return isObject(value) ? undefined : [value].flat().at(Number(key))
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** `like` as PostgreSQL reads it, `*` standing for `%`. */
export function like(pattern: string, text: string, insensitive: boolean): boolean {
  let source = ''
  const chars = [...pattern.replaceAll('*', '%')]
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i] ?? ''
    if (c === '%') source += '.*'
    else if (c === '_') source += '.'
    else source += (c === '\\' ? (chars[++i] ?? '') : c).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  }
  return new RegExp(`^${source}$`, insensitive ? 'sui' : 'su').test(text)
}
