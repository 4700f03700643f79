import { explain } from '../../api/faults.ts'
import { faultIn, kindOf } from '../../catalog/kinds.ts'
import { addAsWhole, addRows, type Row } from '../../catalog/rows.ts'
import type { Column, Table } from '../../catalog/schema.ts'
import { readCells } from './clipboard.ts'
import { isWritable } from './row-fields.tsx'

/** A file of rows, as it was read. */
export interface Sheet {
  head: string[]
  lines: string[][]
}

/** Reads CSV, or tabs where the first line has more of them than commas. */
export function readSheet(text: string): Sheet {
  const first = text.slice(0, text.indexOf('\n') + 1 || undefined)
  const count = (char: string) => first.split(char).length
  const separator = [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
  const [head = [], ...lines] = readCells(text.replace(/^\uFEFF/, ''), separator)
  return {
    head: head.map((name) => name.trim()),
    lines: lines.filter((line) => line.some((cell) => cell !== '')),
  }
}

/** Where each column of the file goes; '' is nowhere. */
export type Mapping = string[]

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

export const guess = (table: Table, { head }: Sheet): Mapping =>
  head.map(
    (name) =>
      table.columns.filter(isWritable).find((column) => plain(column.name) === plain(name))?.name ??
      '',
  )

export interface Fault {
  /** In the file, where the head is line 1. */
  line: number
  column: string
  says: string
}

interface Read {
  rows: Row[]
  faults: Fault[]
}

/** Lines as rows, and what can be seen to be wrong with them before anything is sent. */
export function readRowsOf(table: Table, sheet: Sheet, mapping: Mapping): Read {
  const targets = mapping.map((name) => table.columns.find((column) => column.name === name))
  const faults: Fault[] = []
  const rows = sheet.lines.map((line, i) => {
    const row: Row = {}
    targets.forEach((column, at) => {
      if (!column) return
      const text = line[at] ?? ''
      row[column.name] = cellOf(column, text)
      const says = faultOf(column, row[column.name] ?? null)
      if (says && faults.length < 50) faults.push({ line: i + 2, column: column.name, says })
    })
    return row
  })
  return { rows, faults }
}

/** Nothing between two commas is null, except where a column takes only texts. */
const cellOf = (column: Column, text: string): string | null =>
  text === '' && (column.nullable || kindOf(column) !== 'text') ? null : text

const faultOf = (column: Column, value: string | null): string | undefined =>
  value === null ? (column.nullable ? undefined : 'must not be empty') : faultIn(column, value)

export const missing = (table: Table, mapping: Mapping): string[] =>
  table.columns
    .filter(
      (column) =>
        isWritable(column) &&
        !column.nullable &&
        column.default === null &&
        !column.identity &&
        !mapping.includes(column.name),
    )
    .map(({ name }) => name)

/** What a request of the rows API takes, and one of SQL; some room is left. */
const mostBytes = 900_000
const mostRows = 1000
const mostBytesAsWhole = 3_500_000

const sizeOf = (row: Row) => JSON.stringify(row).length * 1.5

export const fitsAtOnce = (rows: readonly Row[]): boolean =>
  rows.reduce((bytes, row) => bytes + sizeOf(row), 0) < mostBytesAsWhole

function* batches(rows: readonly Row[], atOnce: boolean): Generator<Row[]> {
  let batch: Row[] = []
  let bytes = 0
  for (const row of rows) {
    if (
      !atOnce &&
      batch.length > 0 &&
      (batch.length >= mostRows || bytes + sizeOf(row) > mostBytes)
    ) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(row)
    bytes += sizeOf(row)
  }
  if (batch.length > 0) yield batch
}

export interface Progress {
  done: number
  total: number
  failed: { from: number; to: number; says: string }[]
}

/** Sends rows batch by batch; each batch is whole or not at all, and the others go on. */
export async function importRows(
  table: Table,
  rows: readonly Row[],
  {
    atOnce,
    signal,
    tell,
  }: { atOnce: boolean; signal: AbortSignal; tell: (progress: Progress) => void },
): Promise<Progress> {
  const progress: Progress = { done: 0, total: rows.length, failed: [] }
  let line = 2
  for (const batch of batches(rows, atOnce)) {
    if (signal.aborted) break
    try {
      if (atOnce) await addAsWhole(table, batch, signal)
      else await addRows(table, batch, signal)
      progress.done += batch.length
    } catch (error) {
      if (signal.aborted) break
      const { title, advice } = explain(error)
      progress.failed.push({ from: line, to: line + batch.length - 1, says: `${title}. ${advice}` })
    }
    line += batch.length
    tell({ ...progress })
  }
  return progress
}
