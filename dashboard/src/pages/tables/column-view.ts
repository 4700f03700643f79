import { useState } from 'react'
import { kindOf, shortType } from '../../catalog/kinds.ts'
import type { Column, Table } from '../../catalog/schema.ts'

export interface ColumnView {
  widths: Record<string, number>
  hidden: string[]
  pinned: string[]
}

const nothing: ColumnView = { widths: {}, hidden: [], pinned: [] }

/** How wide, hidden or pinned the columns of a table are; kept in this browser. */
export function useColumnView({ schema, name }: Table) {
  const key = `flumen.columns.${schema}.${name}`
  const [view, setView] = useState<ColumnView>(() => {
    try {
      return { ...nothing, ...JSON.parse(localStorage.getItem(key) ?? '{}') }
    } catch {
      return nothing
    }
  })
  const change = (changes: Partial<ColumnView>) => {
    const next = { ...view, ...changes }
    localStorage.setItem(key, JSON.stringify(next))
    setView(next)
  }
  const toggle = (list: 'hidden' | 'pinned', column: string) =>
    change({
      [list]: view[list].includes(column)
        ? view[list].filter((name) => name !== column)
        : [...view[list], column],
    })
  return { view, change, toggle }
}

const widths: Partial<Record<ReturnType<typeof kindOf>, number>> = {
  number: 110,
  boolean: 90,
  date: 120,
  time: 230,
  uuid: 290,
  json: 240,
  enum: 120,
}

export const widthOf = (column: Column, { widths: set }: ColumnView): number =>
  set[column.name] ??
  Math.max(
    widths[kindOf(column)] ?? 200,
    column.name.length * 8 + shortType(column.type).length * 6 + 64,
  )

export interface Placed {
  column: Column
  width: number
  /** Stays at this distance from the left edge. */
  left?: number
}

/** Columns as they are drawn: pinned ones first, hidden ones not. */
export function placed(columns: readonly Column[], view: ColumnView, gutter: number): Placed[] {
  const shown = columns.filter(({ name }) => !view.hidden.includes(name))
  const isPinned = ({ name }: Column) => view.pinned.includes(name)
  let left = gutter
  return [...shown.filter(isPinned), ...shown.filter((column) => !isPinned(column))].map(
    (column) => {
      const width = widthOf(column, view)
      const at = { column, width, ...(isPinned(column) && { left }) }
      left += width
      return at
    },
  )
}
