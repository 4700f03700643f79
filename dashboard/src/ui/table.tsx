import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { cx } from './class-names.ts'
import { Checkbox } from './field.tsx'
import { SkeletonRows } from './skeleton.tsx'
import { useRowKeys } from './table-keys.ts'
import { type Sorting, useSorted } from './table-sort.ts'

export interface Column<R> {
  key: string
  header: string
  cell: (row: R) => ReactNode
  /** What the column is sorted by in the page; for sorting by the server say `sortable`. */
  value?: (row: R) => string | number | null | undefined
  sortable?: boolean
  align?: 'right'
  /** A class that sets a width, or hides it on small screens: `w-40 max-sm:hidden`. */
  className?: string
}

interface TableProps<R> {
  /** Read out as the name of the table. */
  label: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** Enter or a click on the row. */
  onOpen?: (row: R) => void
  /** Sorted by the server: `name`, or `-name` downwards. */
  sorting?: Sorting
  selection?: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void }
  /** Things to do with one row, at its end. */
  actions?: (row: R) => ReactNode
  /** More rows by the cursor of the last page. */
  more?: { has: boolean; busy: boolean; load: () => void } | undefined
  /** Shown when there are no rows: an `Empty`. */
  empty?: ReactNode
  loading?: boolean
  /** Height of a row in pixels, for many rows. */
  rowHeight?: number
  className?: string
}

/** Rows of one kind. Sorted, selected, paged; more than a hundred are drawn as far as they are seen. */
export function Table<R>(props: TableProps<R>) {
  const { columns, rowKey, selection, onOpen, actions, more, rowHeight = 40 } = props
  const { rows, sorting } = useSorted(props.rows, columns, props.sorting)
  const frame = useRef<HTMLDivElement>(null)
  const isLong = rows.length > 100
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: isLong,
  })
  const shown = isLong ? virtual.getVirtualItems().map((item) => item.index) : rows.map((_, i) => i)
  const before = isLong ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0
  const after = isLong ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0
  const keys = useRowKeys({
    count: rows.length,
    open: (i) => rows[i] !== undefined && onOpen?.(rows[i]),
    toggle: (i) => rows[i] !== undefined && selection && toggle(rowKey(rows[i])),
    show: (i) => isLong && virtual.scrollToIndex(i),
  })
  const toggle = (key: string) => {
    if (!selection) return
    const next = new Set(selection.keys)
    if (!next.delete(key)) next.add(key)
    selection.onChange(next)
  }
  const last = shown.at(-1) ?? -1
  useEffect(() => {
    if (isLong && more?.has && !more.busy && last >= rows.length - 20) more.load()
  }, [isLong, last, rows.length, more])

  if (props.loading) return <SkeletonRows rows={8} />
  if (rows.length === 0 && props.empty) return props.empty
  const span = columns.length + (selection ? 1 : 0) + (actions ? 1 : 0)
  return (
    <div
      ref={frame}
      className={cx('overflow-auto', isLong && 'max-h-[calc(100dvh-220px)]', props.className)}
    >
      <table
        aria-label={props.label}
        aria-rowcount={rows.length}
        className="w-full border-separate border-spacing-0 text-left"
        {...keys.table}
      >
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            {selection && (
              <th className="w-9 border-b border-line pl-4">
                <Checkbox
                  aria-label="Select all rows"
                  checked={rows.length > 0 && selection.keys.size >= rows.length}
                  indeterminate={selection.keys.size > 0 && selection.keys.size < rows.length}
                  onChange={(on) => selection.onChange(new Set(on ? rows.map(rowKey) : []))}
                />
              </th>
            )}
            {columns.map((column) => (
              <Header key={column.key} column={column} sorting={sorting} />
            ))}
            {actions && (
              <th className={cx(atTheEdge, 'w-12 max-md:bg-surface')}>
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer height={before} span={span} />}
          {shown.map((i) => {
            const row = rows[i]
            if (row === undefined) return null
            const key = rowKey(row)
            const isSelected = selection?.keys.has(key) ?? false
            return (
              <tr
                key={key}
                ref={isLong ? virtual.measureElement : undefined}
                {...keys.row(i)}
                aria-selected={selection ? isSelected : undefined}
                onClick={(event) => onOpen && isPlain(event.target) && onOpen(row)}
                className={cx(
                  'group/row focus-visible:-outline-offset-2',
                  onOpen && 'cursor-default hover:bg-hover',
                  isSelected && 'bg-accent-soft',
                )}
              >
                {selection && (
                  <td className="border-b border-line pl-4 align-middle group-last/row:border-0">
                    <Checkbox
                      aria-label="Select row"
                      checked={isSelected}
                      onChange={() => toggle(key)}
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cx(
                      'h-10 max-w-80 truncate max-sm:max-w-44 border-b border-line px-4 max-sm:px-3 align-middle group-last/row:border-0',
                      column.align === 'right' && 'text-right tabular-nums',
                      column.className,
                    )}
                  >
                    {column.cell(row)}
                  </td>
                ))}
                {actions && (
                  <td
                    className={cx(
                      atTheEdge,
                      groundOf(isSelected, onOpen !== undefined),
                      'pr-2 text-right align-middle group-last/row:border-0',
                    )}
                  >
                    {actions(row)}
                  </td>
                )}
              </tr>
            )
          })}
          {after > 0 && <Spacer height={after} span={span} />}
        </tbody>
      </table>
      {more?.has && (
        <div className="flex justify-center border-t border-line p-2">
          <Button kind="quiet" busy={more.busy} onClick={more.load}>
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

/** What can be done with a row stays in sight where the table is wider than the screen. */
const atTheEdge = 'border-b border-line max-md:sticky max-md:right-0'

/** It lies over the other cells, so its ground is whole: the row's own colour stands on top of it. */
const groundOf = (isSelected: boolean, isOpened: boolean): string =>
  (isSelected ? 'max-md:bg-accent-soft' : 'max-md:bg-surface') +
  (isOpened ? ' max-md:group-hover/row:bg-[linear-gradient(var(--hover),var(--hover))]' : '')

/** A click on a control inside of the row is for that control. */
const isPlain = (target: EventTarget): boolean =>
  !(target as Element).closest('a, button, input, label, [role="menuitem"]') &&
  !getSelection()?.toString()

const Spacer = ({ height, span }: { height: number; span: number }) => (
  <tr aria-hidden>
    <td colSpan={span} style={{ height }} />
  </tr>
)

function Header<R>({ column, sorting }: { column: Column<R>; sorting: Sorting | undefined }) {
  const isSortable = sorting && (column.sortable || column.value)
  const direction =
    sorting?.by === column.key ? 'up' : sorting?.by === `-${column.key}` ? 'down' : undefined
  const Arrow = direction === 'down' ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={direction && (direction === 'up' ? 'ascending' : 'descending')}
      className={cx(
        'h-9 border-b border-line px-4 max-sm:px-3 text-xs font-medium whitespace-nowrap text-muted',
        column.align === 'right' && 'text-right',
        column.className,
      )}
    >
      {isSortable ? (
        <button
          type="button"
          onClick={() => sorting.onChange(direction === 'up' ? `-${column.key}` : column.key)}
          className={cx(
            'group/sort -mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-ink',
            column.align === 'right' && 'flex-row-reverse',
          )}
        >
          {column.header}
          <Arrow
            aria-hidden
            className={cx('size-3', !direction && 'opacity-0 group-hover/sort:opacity-50')}
          />
        </button>
      ) : (
        column.header
      )}
    </th>
  )
}
