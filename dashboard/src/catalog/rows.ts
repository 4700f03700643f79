import { api } from '../api/client.ts'
import { kindOf } from './kinds.ts'
import type { Column, Table } from './schema.ts'
import { ident, qualified, runSql } from './sql.ts'

/** Values as PostgreSQL writes them: nothing is lost on the way, null is null. */
export type Row = Record<string, string | null>

/** A name in the language of the rows API. */
export const nameIn = (column: string): string =>
  /^[a-z_][a-z0-9_]*$/i.test(column) ? column : JSON.stringify(column)

export type Filter = readonly [column: string, operation: string]

interface Ask {
  filters: readonly Filter[]
  /** `["created_at.desc", "id.asc"]` */
  order?: readonly string[]
  limit?: number
  offset?: number
  /** Only these; else all. */
  columns?: readonly string[]
}

type TablePath = '/api/v1/tables/{table}/{id}'

const at = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => ({ table: schema, id: name })

const call = (table: Table, search: URLSearchParams, more: object = {}) =>
  ({ params: { path: at(table) }, querySerializer: () => search.toString(), ...more }) as never

/** The words of a question that choose rows, as the API takes them. */
export function searchOf({ filters, order, limit, offset }: Ask): URLSearchParams {
  const search = new URLSearchParams(filters.map(([column, operation]) => [column, operation]))
  if (order?.length) search.set('order', order.join(','))
  if (limit !== undefined) search.set('limit', String(limit))
  if (offset) search.set('offset', String(offset))
  return search
}

const selectOf = (table: Table, columns?: readonly string[]): string =>
  table.columns
    .filter(({ name }) => !columns || columns.includes(name))
    .map(({ name }) => `${nameIn(name)}::text`)
    .join(',')

export async function readRows(table: Table, ask: Ask, signal?: AbortSignal): Promise<Row[]> {
  const search = searchOf(ask)
  search.set('select', selectOf(table, ask.columns))
  const { data } = await api.GET(
    '/api/v1/tables/{table}/{id}' as TablePath,
    call(table, search, { signal }),
  )
  return data as unknown as Row[]
}

/** How many rows the filters find. */
export async function countRows(
  table: Table,
  filters: readonly Filter[],
  signal?: AbortSignal,
): Promise<number> {
  const search = searchOf({ filters, limit: 0 })
  search.set('select', nameIn(table.columns[0]?.name ?? ''))
  search.set('count', 'exact')
  const { response } = await api.GET(
    '/api/v1/tables/{table}/{id}' as TablePath,
    call(table, search, { signal }),
  )
  return Number(response.headers.get('content-range')?.split('/')[1])
}

/** A row as JSON, numbers and documents digit by digit as they were typed. */
export function bodyOf(columns: readonly Column[], row: Row): string {
  const parts = Object.entries(row).map(([name, value]) => {
    const column = columns.find((column) => column.name === name)
    const isRaw = value !== null && column !== undefined && kindOf(column) === 'json'
    return `${JSON.stringify(name)}:${isRaw ? value : JSON.stringify(value)}`
  })
  return `{${parts.join(',')}}`
}

const raw = (body: string) => ({
  body,
  bodySerializer: (text: string) => text,
  headers: { 'content-type': 'application/json' },
})

export const keyOf = (table: Table, row: Row): string =>
  JSON.stringify(table.primary_key.map((name) => row[name]))

const keyFilters = (table: Table, row: Row): Filter[] =>
  table.primary_key.map((name) => [nameIn(name), `eq.${row[name]}`])

/** Changes one row; what it is afterwards. Undefined: it is not there any more. */
export async function changeRow(table: Table, row: Row, changes: Row): Promise<Row | undefined> {
  const search = new URLSearchParams(keyFilters(table, row).map(([name, is]) => [name, is]))
  search.set('select', selectOf(table))
  const made = call(table, search, raw(bodyOf(table.columns, changes)))
  const { data } = await api.PATCH('/api/v1/tables/{table}/{id}' as TablePath, made)
  return rowsIn(data)[0]
}

/** Adds rows, all or none; as they are afterwards, with what the database filled in. */
export async function addRows(
  table: Table,
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<Row[]> {
  const search = new URLSearchParams({ select: selectOf(table) })
  const body = `[${rows.map((row) => bodyOf(table.columns, row)).join(',')}]`
  const sent = raw(body)
  const made = call(table, search, {
    ...sent,
    headers: { ...sent.headers, prefer: 'missing=default' },
    signal,
  })
  const { data } = await api.POST(
    '/api/v1/tables/{table}/{id}' as '/api/v1/tables/{table}/{id}',
    made,
  )
  return rowsIn(data)
}

/** Adds any number of rows in one statement: what one request of the rows API does not take. */
export async function addAsWhole(
  table: Table,
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<void> {
  const names = Object.keys(rows[0] ?? {})
    .map(ident)
    .join(', ')
  const body = `[${rows.map((row) => bodyOf(table.columns, row)).join(',')}]`
  const statement = `insert into ${qualified(table)} (${names}) select ${names} from json_populate_recordset(null::${qualified(table)}, $1)`
  await runSql({ statement, parameters: [body], timeout_ms: 120_000 }, signal)
}

/** Deletes rows by their keys, in one statement. */
export async function deleteRows(table: Table, rows: readonly Row[]): Promise<void> {
  const search = new URLSearchParams(
    table.primary_key.length === 1
      ? [
          [
            nameIn(table.primary_key[0] ?? ''),
            `in.(${rows.map((row) => quoted(row[table.primary_key[0] ?? ''])).join(',')})`,
          ],
        ]
      : [
          [
            'or',
            `(${rows
              .map(
                (row) =>
                  `and(${keyFilters(table, row)
                    .map(([name, is]) => `${name}.eq.${quoted(is.slice(3))}`)
                    .join(',')})`,
              )
              .join(',')})`,
          ],
        ],
  )
  search.set('select', nameIn(table.primary_key[0] ?? ''))
  await api.DELETE('/api/v1/tables/{table}/{id}' as TablePath, call(table, search))
}

export const quoted = (value: string | null | undefined): string => JSON.stringify(String(value))

const rowsIn = (data: unknown): Row[] => {
  if (Array.isArray(data)) return data
  const records = (data as { records?: Row[] } | undefined)?.records
  return records ?? (data ? [data as Row] : [])
}
