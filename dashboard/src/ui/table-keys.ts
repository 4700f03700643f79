import { type KeyboardEvent, useState } from 'react'

interface RowKeys {
  count: number
  open: (index: number) => unknown
  toggle: (index: number) => unknown
  show: (index: number) => unknown
}

/** Arrows (or j and k) go from row to row, Enter opens, x selects. One row takes the tab key. */
export function useRowKeys({ count, open, toggle, show }: RowKeys) {
  const [active, setActive] = useState(0)
  const go = (event: KeyboardEvent<HTMLTableElement>, to: number) => {
    const index = Math.max(0, Math.min(count - 1, to))
    event.preventDefault()
    setActive(index)
    show(index)
    const table = event.currentTarget
    requestAnimationFrame(() =>
      table.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus(),
    )
  }
  const moves: Record<string, (at: number) => number> = {
    ArrowDown: (at) => at + 1,
    j: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    k: (at) => at - 1,
    Home: () => 0,
    End: () => count - 1,
  }
  return {
    table: {
      onKeyDown: (event: KeyboardEvent<HTMLTableElement>) => {
        const row = event.target as HTMLElement
        if (row.dataset.index === undefined || event.metaKey || event.ctrlKey || event.altKey)
          return
        const at = Number(row.dataset.index)
        const move = moves[event.key]
        if (move) go(event, move(at))
        else if (event.key === 'Enter') open(at)
        else if (event.key === 'x' || event.key === ' ') {
          event.preventDefault()
          toggle(at)
        }
      },
    },
    row: (index: number) => ({
      'data-index': index,
      tabIndex: index === Math.min(active, count - 1) ? 0 : -1,
      onFocus: () => setActive(index),
    }),
  }
}
