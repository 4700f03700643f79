import {
  ArrowDown,
  ArrowUp,
  EyeOff,
  KeyRound,
  Link2,
  MoreVertical,
  Pin,
  PinOff,
} from 'lucide-react'
import type { PointerEvent } from 'react'
import { shortType } from '../../catalog/kinds.ts'
import type { Table } from '../../catalog/schema.ts'
import { Checkbox } from '../../ui/field.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import type { Placed, useColumnView } from './column-view.ts'
import type { Order } from './order.ts'

interface HeadProps {
  table: Table
  columns: readonly Placed[]
  view: ReturnType<typeof useColumnView>
  order: Order | undefined
  onOrder: (order: Order | undefined) => void
  gutter: number
  selection: { isAll: boolean; isSome: boolean; onChange: (all: boolean) => void } | undefined
  template: string
}

/** The names of the columns, with what can be done with each. */
export function GridHead({
  table,
  columns,
  view,
  order,
  onOrder,
  gutter,
  selection,
  template,
}: HeadProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 grid h-9 w-max min-w-full border-b border-line bg-sunken"
      style={{ gridTemplateColumns: template }}
    >
      <div
        role="columnheader"
        className="sticky left-0 z-10 flex items-center justify-center border-r border-line bg-sunken"
        style={{ width: gutter }}
      >
        <span className="sr-only">Row</span>
        {selection && (
          <Checkbox
            aria-label="Select the rows that are loaded"
            checked={selection.isAll}
            indeterminate={selection.isSome && !selection.isAll}
            onChange={selection.onChange}
          />
        )}
      </div>
      {columns.map((placed) => (
        <HeadCell
          key={placed.column.name}
          table={table}
          placed={placed}
          view={view}
          order={order}
          onOrder={onOrder}
        />
      ))}
      <div role="columnheader" className="border-line">
        <span className="sr-only">End</span>
      </div>
    </div>
  )
}

type CellProps = Pick<HeadProps, 'table' | 'view' | 'order' | 'onOrder'> & { placed: Placed }

function HeadCell({ table, placed, view, order, onOrder }: CellProps) {
  const { column, left } = placed
  const direction =
    order?.column === column.name ? (order.down ? 'descending' : 'ascending') : undefined
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  const isKey = table.primary_key.includes(column.name)
  const isForeign = table.foreign_keys.some(({ columns }) => columns.includes(column.name))
  const next = () =>
    onOrder(
      direction === 'descending'
        ? undefined
        : { column: column.name, down: direction === 'ascending' },
    )
  return (
    <div
      role="columnheader"
      aria-sort={direction}
      className="group/head relative flex min-w-0 items-center border-r border-line bg-sunken text-xs"
      style={left === undefined ? undefined : { position: 'sticky', left, zIndex: 5 }}
    >
      <button
        type="button"
        onClick={next}
        title={`${column.type}${column.comment ? ` · ${column.comment}` : ''}`}
        className="flex h-full min-w-0 grow items-center gap-1.5 px-2 text-left"
      >
        {isKey && <KeyRound aria-label="Key" className="size-3 shrink-0 text-faint" />}
        {isForeign && <Link2 aria-label="Foreign key" className="size-3 shrink-0 text-faint" />}
        <span className="truncate font-medium">{column.name}</span>
        <span className="truncate text-2xs text-faint">{shortType(column.type)}</span>
        {direction && <Arrow aria-hidden className="ml-auto size-3.5 shrink-0 text-accent-text" />}
      </button>
      <ColumnMenu placed={placed} view={view} onOrder={onOrder} />
      <Resizer placed={placed} view={view} />
    </div>
  )
}

function ColumnMenu({ placed, view, onOrder }: Pick<CellProps, 'placed' | 'view' | 'onOrder'>) {
  const { name } = placed.column
  const isPinned = placed.left !== undefined
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Column ${name}`}
          className="mr-1 flex size-6 shrink-0 items-center justify-center rounded-md text-faint opacity-0 group-focus-within/head:opacity-100 group-hover/head:opacity-100 hover:bg-hover hover:text-ink data-popup-open:opacity-100 pointer-coarse:opacity-100"
        >
          <MoreVertical aria-hidden className="size-3.5" />
        </button>
      }
    >
      <MenuItem icon={<ArrowUp />} onSelect={() => onOrder({ column: name, down: false })}>
        Sort upwards
      </MenuItem>
      <MenuItem icon={<ArrowDown />} onSelect={() => onOrder({ column: name, down: true })}>
        Sort downwards
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={isPinned ? <PinOff /> : <Pin />} onSelect={() => view.toggle('pinned', name)}>
        {isPinned ? 'Unpin' : 'Pin to the left'}
      </MenuItem>
      <MenuItem icon={<EyeOff />} onSelect={() => view.toggle('hidden', name)}>
        Hide
      </MenuItem>
    </Menu>
  )
}

/** The right edge of a column: dragged, or moved with the arrow keys. */
function Resizer({ placed, view }: Pick<CellProps, 'placed' | 'view'>) {
  const { column, width } = placed
  const set = (next: number) =>
    view.change({
      widths: { ...view.view.widths, [column.name]: Math.max(60, Math.min(900, Math.round(next))) },
    })
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    const handle = event.currentTarget
    const from = event.clientX
    handle.setPointerCapture(event.pointerId)
    const move = (moved: globalThis.PointerEvent) => set(width + moved.clientX - from)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), {
      once: true,
    })
  }
  return (
    <button
      type="button"
      aria-label={`Width of ${column.name}: ${width}. Arrow keys change it`}
      tabIndex={-1}
      onPointerDown={drag}
      onDoubleClick={() => set(Math.max(120, column.name.length * 9 + 60))}
      onKeyDown={({ key }) =>
        key === 'ArrowRight' ? set(width + 16) : key === 'ArrowLeft' && set(width - 16)
      }
      className="absolute inset-y-0 -right-0.5 z-10 w-1.5 cursor-col-resize touch-none hover:bg-accent"
    />
  )
}
