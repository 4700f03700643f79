import type { FlumenError } from '@flumen/client'
import {
  keepPreviousData,
  type QueryClient,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { query } from '../../api/query.ts'
import { countRows, type Filter, keyOf, type Row, readRows } from '../../catalog/rows.ts'
import type { Table } from '../../catalog/schema.ts'
import { beyond, canSeek, type Order, orderWords } from './order.ts'

export const pageSize = 100

export interface Question {
  table: Table
  filters: readonly Filter[]
  order: readonly Order[]
}

/** The rows of a table as far as they are looked at, out of however many there are. */
export function useRows(question: Question) {
  const { table, filters, order } = question
  const client = useQueryClient()
  const [version, setVersion] = useState(0)
  const [span, setSpan] = useState<readonly [first: number, last: number]>([0, 0])
  const key = ['tables', table.schema, table.name, 'rows', { filters, order }, version] as const
  const count = useQuery({
    ...query([...key, 'count'], async (signal) => ({
      data: await countRows(table, filters, signal),
    })),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
  const total = count.data
  // As it is when a page is asked for: all may be asked anew, for another person or tenant.
  const countNow = () => client.getQueryData<number>([...key, 'count'])
  const [from, to] = useSettled(span)
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const pages = useQueries({
    queries: numbers.map((page) => ({
      queryKey: [...key, 'page', page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        readPage(question, { client, key, page, total: countNow() }, signal),
      staleTime: Number.POSITIVE_INFINITY,
      // Rows of before stand until those of now are there: nothing blinks after a change.
      placeholderData: () =>
        client.getQueryData<Row[]>([...key.slice(0, 5), version - 1, 'page', page]),
      retry: 1,
    })),
  })
  const shown = new Map(numbers.map((page, i) => [page, pages[i]?.data as Row[] | undefined]))
  const held = (page: number) =>
    shown.get(page) ?? client.getQueryData<Row[]>([...key, 'page', page])
  const failed = pages.find(({ error }) => error)
  return {
    total,
    error: (count.error ?? failed?.error ?? undefined) as FlumenError | undefined,
    isLoading: count.isPending || (pages.length > 0 && pages.every(({ isPending }) => isPending)),
    rowAt: (index: number): Row | undefined =>
      held(Math.floor(index / pageSize))?.[index % pageSize],
    look: (first: number, last: number) => {
      const next = [Math.floor(first / pageSize), Math.floor(Math.max(0, last) / pageSize)] as const
      if (next[0] !== span[0] || next[1] !== span[1]) setSpan(next)
    },
    /** Shows a row as it is now, without asking. */
    put: (row: Row) => {
      const id = keyOf(table, row)
      // An Undo may come after the rows were asked for anew.
      const everywhere = { queryKey: key.slice(0, 4), predicate: isPage }
      client.setQueriesData<Row[]>(everywhere, (rows) =>
        rows?.map((one) => (keyOf(table, one) === id ? { ...one, ...row } : one)),
      )
    },
    /** Asks for everything anew: rows came or went. */
    refresh: () => setVersion((now) => now + 1),
  }
}

const isPage = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
  queryKey.at(-2) === 'page'

/** Where the scrolling rests: pages that are passed by are not asked for. */
function useSettled(span: readonly [number, number]): readonly [number, number] {
  const [settled, setSettled] = useState(span)
  const [first, last] = span
  useEffect(() => {
    const timer = setTimeout(() => setSettled([first, last]), 60)
    return () => clearTimeout(timer)
  }, [first, last])
  return settled
}

interface Place {
  client: QueryClient
  key: readonly unknown[]
  page: number
  total: number | undefined
}

/**
 * One page, from the nearest known place: the beginning, the end, or a row of a page that is there.
 * From a row the database seeks by the key; only what lies between is counted off.
 */
async function readPage(question: Question, place: Place, signal: AbortSignal): Promise<Row[]> {
  const { table, order, filters } = question
  const { page, total } = place
  const [first, end] = [
    page * pageSize,
    Math.min((page + 1) * pageSize, total ?? Number.POSITIVE_INFINITY),
  ]
  const limit = Math.min(pageSize, Math.max(0, end - first)) || pageSize
  const road = await straight(
    question,
    nearest(roads(question, place, first, first + limit)),
    signal,
  )
  const rows = await readRows(
    table,
    {
      filters: road.after ? [...filters, beyond(order, road.after, road.back)] : filters,
      order: orderWords(order, road.back),
      limit,
      offset: road.skip,
    },
    signal,
  )
  return road.back ? rows.reverse() : rows
}

const nearest = (found: readonly Road[]): Road =>
  found.reduce((best, one) => (one.skip < best.skip ? one : best))

/** Far off, only keys are counted off, in the index; whole rows are read from the one that was found. */
async function straight(question: Question, road: Road, signal: AbortSignal): Promise<Road> {
  const { table, order, filters } = question
  if (road.skip <= pageSize || !canSeek(table, order)) return road
  const [after] = await readRows(
    table,
    {
      columns: order.map(({ column }) => column),
      filters: road.after ? [...filters, beyond(order, road.after, road.back)] : filters,
      order: orderWords(order, road.back),
      limit: 1,
      offset: road.skip - 1,
    },
    signal,
  )
  return after ? { skip: 0, back: road.back, after } : road
}

interface Road {
  skip: number
  back: boolean
  after?: Row
}

function roads({ table, order }: Question, place: Place, first: number, end: number): Road[] {
  const { client, key, total } = place
  const found: Road[] = [{ skip: first, back: false }]
  if (order.length > 0 && total !== undefined)
    found.push({ skip: Math.max(0, total - end), back: true })
  if (!canSeek(table, order)) return found
  for (const [name, rows] of client.getQueriesData<Row[]>({ queryKey: [...key, 'page'] })) {
    const start = Number(name.at(-1)) * pageSize
    const [head, tail] = [rows?.[0], rows?.at(-1)]
    if (!rows || !head || !tail) continue
    if (start + rows.length <= first)
      found.push({ skip: first - start - rows.length, back: false, after: tail })
    if (start >= end) found.push({ skip: start - end, back: true, after: head })
  }
  return found
}
