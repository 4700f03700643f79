import { useMemo, useState } from 'react'
import type { Column } from './table.tsx'

export interface Sorting {
  /** `name`, or `-name` downwards; '' as it comes. */
  by: string
  onChange: (by: string) => void
}

/** Rows in the order that was asked for: by the server where it can, else here. */
export function useSorted<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  given: Sorting | undefined,
): { rows: readonly R[]; sorting: Sorting | undefined } {
  const [own, setOwn] = useState('')
  const isHere = !given && columns.some((column) => column.value)
  const sorted = useMemo(() => {
    const name = own.replace(/^-/, '')
    const value = isHere && columns.find(({ key }) => key === name)?.value
    if (!value) return rows
    const sign = own.startsWith('-') ? -1 : 1
    return [...rows].sort((a, b) => sign * compare(value(a), value(b)))
  }, [rows, columns, own, isHere])
  return { rows: sorted, sorting: given ?? (isHere ? { by: own, onChange: setOwn } : undefined) }
}

const compare = (a: unknown, b: unknown): number => {
  if (a === b) return 0
  if (a === null || a === undefined) return 1
  if (b === null || b === undefined) return -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
}
