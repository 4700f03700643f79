import type { KeyboardEvent } from 'react'

export interface At {
  row: number
  column: number
}

interface Grid {
  at: At
  rows: number
  columns: number
  /** Rows of one screen. */
  page: number
  go: (to: At, isExtending: boolean) => void
  act: Record<'edit' | 'clear' | 'select' | 'open' | 'follow' | 'leave', () => void>
  type: (text: string) => void
}

/** The keys of a spreadsheet; Escape lets go, so that Tab leads out of the grid (WCAG 2.1.2). */
export function onGridKey(event: KeyboardEvent, grid: Grid): void {
  const { key, shiftKey } = event
  const isMod = event.ctrlKey || event.metaKey
  const to = moves[key]?.(grid, isMod, shiftKey)
  if (to) {
    if (key === 'Tab' && (to.column < 0 || to.column >= grid.columns)) return
    event.preventDefault()
    grid.go(clamp(to, grid), shiftKey && key !== 'Tab')
    return
  }
  const action = actionOf(event, isMod)
  if (action) {
    event.preventDefault()
    grid.act[action]()
    return
  }
  if (key.length === 1 && !isMod && !event.altKey) {
    event.preventDefault()
    grid.type(key)
  }
}

type Move = (grid: Grid, isMod: boolean, shift: boolean) => At

const moves: Record<string, Move> = {
  ArrowDown: ({ at, rows }, isMod) => ({ ...at, row: isMod ? rows - 1 : at.row + 1 }),
  ArrowUp: ({ at }, isMod) => ({ ...at, row: isMod ? 0 : at.row - 1 }),
  ArrowRight: ({ at, columns }, isMod) => ({ ...at, column: isMod ? columns - 1 : at.column + 1 }),
  ArrowLeft: ({ at }, isMod) => ({ ...at, column: isMod ? 0 : at.column - 1 }),
  PageDown: ({ at, page }) => ({ ...at, row: at.row + page }),
  PageUp: ({ at, page }) => ({ ...at, row: at.row - page }),
  Home: ({ at }, isMod) => ({ row: isMod ? 0 : at.row, column: 0 }),
  End: ({ at, rows, columns }, isMod) => ({ row: isMod ? rows - 1 : at.row, column: columns - 1 }),
  Tab: ({ at }, _isMod, shift) => ({ ...at, column: at.column + (shift ? -1 : 1) }),
}

const clamp = ({ row, column }: At, { rows, columns }: Grid): At => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column: Math.max(0, Math.min(columns - 1, column)),
})

function actionOf(
  { key, altKey, shiftKey }: KeyboardEvent,
  isMod: boolean,
): keyof Grid['act'] | undefined {
  if (key === 'Enter') return altKey ? 'follow' : isMod ? 'open' : 'edit'
  if (key === 'F2') return 'edit'
  if (key === 'Delete' || key === 'Backspace') return 'clear'
  if (key === ' ' && shiftKey) return 'select'
  return key === 'Escape' ? 'leave' : undefined
}

/** Cells between two corners. */
export const rangeOf = (a: At, b: At) => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
})
