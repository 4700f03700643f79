import { Readable } from 'node:stream'
import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Ask } from './ask.ts'
import { narrow } from './bulk.ts'
import { compileCells, compileEach } from './compile.ts'
import { badQuery } from './faults.ts'
import { limitsOf } from './limits.ts'
import { planOf, stepOf } from './plans.ts'
import { pairsOf } from './query-string.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './rights.ts'
import { streamAsCaller } from './run.ts'
import { keysOf } from './tree.ts'

export interface Export {
  body: Readable
  type: string
  fileName: string
}

const types = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const

type Format = keyof typeof types

/** What of the query string is about the file, not about the rows. */
function optionsOf(query: string): { format: Format; items: unknown; safe: boolean } {
  const found = new Map([...pairsOf(query)].reverse())
  const format = found.get('format') ?? 'csv'
  if (!Object.hasOwn(types, format)) throw badQuery('format', 'Must be csv, json or ndjson')
  return {
    format: format as Format,
    items: itemsOf(found.get('items')),
    safe: found.get('safe') === 'true',
  }
}

function itemsOf(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw badQuery('items', 'Must be a JSON array of keys')
  }
}

/**
 * All rows that the question finds, as a file, read by a cursor as fast as the client takes them.
 */
export async function exportRows(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  query: string,
  ask: Ask,
): Promise<Export> {
  const { format, items, safe } = optionsOf(query)
  const asked = items === undefined ? ask : narrow(ask, relation, items, ['items'])
  const { max_export_rows: most } = await limitsOf(ctx)
  const limit = Math.min(
    asked.limit ?? Number.POSITIVE_INFINITY,
    most < 0 ? Number.POSITIVE_INFINITY : most,
  )
  const tree = {
    ...resolve(scope, relation, asked),
    ...(Number.isFinite(limit) ? { limit } : {}),
  }
  const statement = planOf(format === 'csv' ? compileCells(tree) : compileEach(tree))
  const given = { operands: asked.operands, offset: asked.offset ?? 0 }
  const batches = await streamAsCaller(ctx, stepOf(statement, given))
  const header = keysOf(tree.fields)
  const text = format === 'csv' ? csv(batches, header, safe) : json(batches, format)
  const fileName = `${relation.name.replace(/[^\w.-]/g, '_')}.${format}`
  return { body: Readable.from(text), type: types[format], fileName }
}

type Batches = AsyncIterable<(string | null)[][]>

async function* csv(
  batches: Batches,
  header: readonly string[],
  safe: boolean,
): AsyncGenerator<string> {
  const cell = safe ? (text: string | null) => quoted(inert(text)) : quoted
  yield `${header.map(quoted).join(',')}\r\n`
  for await (const rows of batches)
    yield rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** RFC 4180: null is nothing, an empty text is quotes. */
function quoted(text: string | null): string {
  if (text === null) return ''
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Spreadsheets would run a cell that begins like this. */
const inert = (text: string | null): string | null =>
  text !== null && /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text

async function* json(batches: Batches, format: Format): AsyncGenerator<string> {
  const isList = format === 'json'
  let separator = isList ? '[' : ''
  for await (const rows of batches) {
    if (rows.length === 0) continue
    yield separator + rows.map(([row]) => row).join(isList ? ',\n' : '\n')
    separator = isList ? ',\n' : '\n'
  }
  if (isList) yield separator === '[' ? '[]' : ']'
  else if (separator !== '') yield '\n'
}
