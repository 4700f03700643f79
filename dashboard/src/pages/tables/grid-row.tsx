import { Maximize2 } from 'lucide-react'
import type { Row } from '../../catalog/rows.ts'
import type { Table } from '../../catalog/schema.ts'
import { cx } from '../../ui/class-names.ts'
import { Checkbox } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CellText, cellTone, FollowButton } from './cell.tsx'
import { CellEditor, type Leave } from './cell-editor.tsx'
import type { Placed } from './column-view.ts'

interface RowProps {
  index: number
  /** Absent while it is on its way. */
  row: Row | undefined
  table: Table
  columns: readonly Placed[]
  template: string
  top: number
  height: number
  /** The column of the active cell, if it stands in this row. */
  at: number | undefined
  range: { left: number; right: number } | undefined
  editing: { typed?: string } | undefined
  isSelected: boolean
  onToggle: ((row: Row) => void) | undefined
  onPoint: (column: number, isExtending: boolean) => void
  onEdit: () => void
  onSave: (value: string | null, leave: Leave) => void
  onCancel: () => void
  onOpen: (row: Row) => void
  onFollow: (row: Row, column: string) => void
}

export function GridRow(props: RowProps) {
  const { index, row, columns, template, top, height, at, isSelected, editing } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={cx(
        'group/row absolute top-0 left-0 grid w-full border-b border-line',
        editing && 'z-10',
      )}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      <Gutter {...props} />
      {columns.map((placed, i) => (
        <GridCell
          key={placed.column.name}
          {...props}
          placed={placed}
          number={i}
          isActive={at === i}
        />
      ))}
      <div
        role="gridcell"
        aria-hidden={row ? undefined : true}
        className={isSelected ? 'bg-accent-soft' : ''}
      />
    </div>
  )
}

function Gutter({ index, row, isSelected, onToggle, onOpen }: RowProps) {
  return (
    <div
      role="gridcell"
      className={cx(
        'sticky left-0 z-10 flex items-center justify-end gap-1 border-r border-line px-1.5',
        isSelected ? 'bg-accent-soft' : 'bg-surface',
      )}
    >
      <span
        className={cx(
          'truncate text-2xs text-faint tabular-nums',
          onToggle && row && 'group-hover/row:hidden pointer-coarse:hidden',
          isSelected && 'hidden',
        )}
      >
        {index + 1}
      </span>
      {row && onToggle && (
        <span
          className={cx(
            'mr-auto flex pl-1',
            !isSelected &&
              'opacity-0 group-hover/row:opacity-100 focus-within:opacity-100 w-0 group-hover/row:w-auto overflow-hidden',
          )}
        >
          <Checkbox
            aria-label={`Select row ${index + 1}`}
            tabIndex={-1}
            checked={isSelected}
            onChange={() => onToggle(row)}
          />
        </span>
      )}
      {row && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Open row ${index + 1}`}
          title="Open the row (Ctrl+Enter)"
          onClick={() => onOpen(row)}
          className="hidden size-6 items-center justify-center rounded-md text-faint group-hover/row:flex hover:bg-hover pointer-coarse:flex hover:text-ink"
        >
          <Maximize2 aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  )
}

interface CellProps extends RowProps {
  placed: Placed
  number: number
  isActive: boolean
}

function GridCell(props: CellProps) {
  const { placed, number, isActive, row, range, isSelected, editing, index, table } = props
  const { column, left } = placed
  const value = row?.[column.name]
  const isIn = range !== undefined && number >= range.left && number <= range.right
  const isForeign = table.foreign_keys.some(({ columns }) => columns.includes(column.name))
  const isEditing = isActive && editing !== undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
    <div
      role="gridcell"
      id={`cell-${index}-${number}`}
      aria-colindex={number + 2}
      aria-selected={isActive || isIn}
      data-active={isActive || undefined}
      onClick={(event) => props.onPoint(number, event.shiftKey)}
      onDoubleClick={props.onEdit}
      style={
        left === undefined ? undefined : { position: 'sticky', left, zIndex: isEditing ? 12 : 5 }
      }
      className={cx(
        'group/cell relative flex min-w-0 items-center border-r border-line px-2',
        isIn || isSelected ? 'bg-accent-soft' : left !== undefined && 'bg-surface',
        isActive &&
          'outline-2 -outline-offset-2 outline-transparent group-focus-within/grid:outline-focus',
      )}
    >
      {row ? (
        <span className={cx('w-full truncate', cellTone(column))}>
          <CellText column={column} value={value} />
        </span>
      ) : (
        <Skeleton className="h-3 w-3/5" />
      )}
      {row && isForeign && value != null && !isEditing && (
        <FollowButton onClick={() => props.onFollow(row, column.name)} />
      )}
      {isEditing && (
        <CellEditor
          column={column}
          value={value ?? null}
          typed={editing.typed}
          onSave={props.onSave}
          onCancel={props.onCancel}
        />
      )}
    </div>
  )
}
