import { type Ask, type CountMode, embedKey } from './ask.ts'
import { badQuery } from './faults.ts'
import { isOperation, readFilter, readGroup, shapeOf } from './filters.ts'
import { readReference } from './references.ts'

const mostParameters = 500

/** The pairs of a query string, repeated ones too. @throws invalid for what is no UTF-8 */
export function* pairsOf(text: string): Generator<[string, string]> {
  if (text === '') return
  const parts = text.split('&')
  if (parts.length > mostParameters) throw badQuery('query', `At most ${mostParameters} parameters`)
  for (const part of parts) {
    if (part === '') continue
    const at = part.indexOf('=')
    yield at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
  }
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw badQuery('query', `Not a percent-encoded text: ${text.slice(0, 40)}`)
  }
}

export const emptyAsk = (): Ask => ({
  select: undefined,
  order: undefined,
  groupBy: undefined,
  tests: [],
  embeds: new Map(),
  operands: [],
  limit: undefined,
  offset: undefined,
  cursor: undefined,
  truncate: undefined,
  count: undefined,
  onConflict: undefined,
  columns: undefined,
  shape: '',
})

/** Names whose values could be a filter's: then they are. */
const ambiguous = new Set(['count', 'limit', 'offset', 'truncate', 'cursor'])

/** Read by others: credentials, the branch, the form of an export. */
const elsewhere = new Set(['branch', 'token', 'clientkey', 'apikey', 'format', 'items', 'safe'])

type Take = (ask: Ask, value: string) => void

/** First value wins. */
const scalars: Record<string, Take> = {
  select: (ask, value) => {
    ask.select ??= value
  },
  order: (ask, value) => {
    ask.order ??= value
  },
  group_by: (ask, value) => {
    ask.groupBy ??= value
  },
  on_conflict: (ask, value) => {
    ask.onConflict ??= value
  },
  columns: (ask, value) => {
    ask.columns ??= value
  },
  cursor: (ask, value) => {
    ask.cursor ??= value
  },
  cursor_column: () => undefined,
  count: (ask, value) => {
    ask.count ??= countMode(value)
  },
  limit: (ask, value) => {
    ask.limit ??= natural('limit', value)
  },
  offset: (ask, value) => {
    ask.offset ??= natural('offset', value)
  },
  truncate: (ask, value) => {
    ask.truncate ??= natural('truncate', value)
  },
  or: (ask, value) => {
    ask.tests.push(readGroup('or', 'or', false, value, ask.operands))
  },
  and: (ask, value) => {
    ask.tests.push(readGroup('and', 'and', false, value, ask.operands))
  },
  'not.or': (ask, value) => {
    ask.tests.push(readGroup('not.or', 'or', true, value, ask.operands))
  },
  'not.and': (ask, value) => {
    ask.tests.push(readGroup('not.and', 'and', true, value, ask.operands))
  },
}

/**
 * What the query string of a table's route asks for.
 * @throws invalid, naming the parameter, for whatever has no meaning
 */
export function readQueryString(text: string): Ask {
  const ask = emptyAsk()
  for (const [key, value] of pairsOf(text)) {
    const take = Object.hasOwn(scalars, key) ? scalars[key] : undefined
    if (take && !(ambiguous.has(key) && isOperation(value))) take(ask, value)
    else if (!elsewhere.has(key) && !takeForEmbed(ask, key, value)) {
      ask.tests.push(readFilter(key, value, ask.operands))
    }
  }
  return sealed(ask)
}

/** Computes the shape, once everything is in. */
export function sealed(ask: Ask): Ask {
  const { select = '', order = '', groupBy = '', truncate = '', onConflict, columns } = ask
  const tests = ask.tests.map(shapeOf).join('&')
  const embeds = [...ask.embeds].map(
    ([path, e]) => `${path}:${e.order ?? ''}:${e.limit ?? ''}:${e.offset ?? ''}`,
  )
  const pages = `${ask.limit ?? ''}${ask.offset === undefined ? '' : 'o'}`
  ask.shape = [
    select,
    order,
    groupBy,
    truncate,
    onConflict,
    columns,
    tests,
    embeds.join(';'),
    pages,
  ].join('\n')
  return ask
}

const forEmbed = /^(.+?)\.(order|limit|offset|or|and|not\.or|not\.and)$/s

/** `posts.order=…`, `posts.author.limit=…`, `posts.or=(…)`. */
function takeForEmbed(ask: Ask, key: string, value: string): boolean {
  const [, way, what = ''] = forEmbed.exec(key) ?? []
  if (way === undefined || isOperation(value)) return false
  const { path: before, name, steps } = readReference(way)
  if (steps.length > 0) return false
  const path = [...before, name]
  if (/and|or$/.test(what) && what !== 'order') {
    const kind = what.endsWith('or') ? 'or' : 'and'
    ask.tests.push(readGroup(key, kind, what.startsWith('not'), value, ask.operands, path))
    return true
  }
  const entry = ask.embeds.get(embedKey(path)) ?? {}
  if (what === 'order') entry.order ??= value
  else entry[what as 'limit' | 'offset'] ??= natural(key, value)
  ask.embeds.set(embedKey(path), entry)
  return true
}

/** @throws invalid for anything but a whole number that is not negative */
export function natural(name: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw badQuery(name, 'Must be a whole number, not negative')
  return Number(value)
}

const modes: readonly string[] = ['none', 'exact', 'planned', 'estimated']

export function countMode(value: string): CountMode {
  if (!modes.includes(value)) throw badQuery('count', 'Must be exact, planned, estimated or none')
  return value as CountMode
}
