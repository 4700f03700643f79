import { useEffect, useRef, useState } from 'react'
import { keyOf, type Row } from '../../catalog/rows.ts'
import { isEditable, type Table } from '../../catalog/schema.ts'
import { toast } from '../../ui/toast.tsx'
import type { Leave } from './cell-editor.tsx'
import { readCells, writeCells } from './clipboard.ts'
import { placed, type useColumnView } from './column-view.ts'
import { GridHead } from './grid-head.tsx'
import { type At, onGridKey, rangeOf } from './grid-keys.ts'
import { GridRow } from './grid-row.tsx'
import { useLongScroll } from './long-scroll.ts'
import type { Order } from './order.ts'
import type { Change } from './use-edits.ts'
import type { useRows } from './use-rows.ts'

const rowHeight = 32
const headHeight = 36
const gutter = 72

interface GridProps {
  table: Table
  rows: ReturnType<typeof useRows>
  view: ReturnType<typeof useColumnView>
  order: Order | undefined
  onOrder: (order: Order | undefined) => void
  selected: ReadonlyMap<string, Row>
  onSelect: (selected: ReadonlyMap<string, Row>) => void
  onChange: (changes: readonly Change[]) => Promise<void>
  onOpen: (row: Row) => void
  onFollow: (row: Row, column: string) => void
}

/** A table as a spreadsheet: any number of rows, of which those in sight are drawn. */
export function Grid(props: GridProps) {
  const { table, rows, view, selected, onSelect, onChange } = props
  const frame = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<At>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<{ typed?: string }>()
  const count = rows.total ?? 0
  const columns = placed(table.columns, view.view, gutter)
  const scroll = useLongScroll({ frame, count, rowHeight, headHeight })
  const template = `${gutter}px ${columns.map(({ width }) => `${width}px`).join(' ')} minmax(0, 1fr)`
  // What is drawn stands apart from the flow, so the room for it says its width itself.
  const width = columns.reduce((sum, column) => sum + column.width, gutter)
  const canEdit = isEditable(table)
  const range = rangeOf(anchor, at)
  const { look } = rows
  useEffect(() => look(scroll.first, scroll.last), [look, scroll.first, scroll.last])

  const go = (to: At, isExtending = false) => {
    setAt(to)
    if (!isExtending) setAnchor(to)
    scroll.show(to.row)
    showColumn(frame.current, columns, to.column)
  }
  const columnAt = (index: number) => columns[index]?.column
  const edit = (typed?: string) => {
    const column = columnAt(at.column)
    if (!canEdit || !column || !rows.rowAt(at.row)) return
    if (column.generated || column.identity === 'always')
      return toast({ title: `${column.name} is made by the database`, tone: 'danger' })
    setEditing(typed === undefined ? {} : { typed })
  }
  const save = (value: string | null, leave: Leave) => {
    setEditing(undefined)
    frame.current?.focus()
    const [row, column] = [rows.rowAt(at.row), columnAt(at.column)]
    if (row && column && row[column.name] !== value)
      void onChange([{ row, changes: { [column.name]: value } }])
    if (leave !== 'stay') go(after(leave, at, count, columns.length))
  }
  const clear = () => {
    const column = columnAt(at.column)
    if (canEdit && column?.nullable) save(null, 'stay')
    else edit('')
  }
  const toggle = (row: Row) => {
    const next = new Map(selected)
    if (!next.delete(keyOf(table, row))) next.set(keyOf(table, row), row)
    onSelect(next)
  }
  const withRow = (act: (row: Row) => void) => () => {
    const row = rows.rowAt(at.row)
    if (row) act(row)
  }
  const cellsIn = () =>
    Array.from({ length: range.bottom - range.top + 1 }, (_, i) =>
      columns
        .slice(range.left, range.right + 1)
        .map(({ column }) => rows.rowAt(range.top + i)?.[column.name]),
    )
  const paste = (text: string) => {
    const changes = readCells(text, '\t').flatMap((line, i): Change[] => {
      const row = rows.rowAt(range.top + i)
      const cells = line.flatMap((cell, j) => {
        const column = columnAt(range.left + j)
        return column && !column.generated && column.identity !== 'always'
          ? [[column.name, cell === '' && column.nullable ? null : cell] as const]
          : []
      })
      return row && cells.length > 0 ? [{ row, changes: Object.fromEntries(cells) }] : []
    })
    if (canEdit && changes.length > 0) void onChange(changes)
  }
  const loaded = Array.from({ length: Math.max(0, scroll.last - scroll.first + 1) }, (_, i) =>
    rows.rowAt(scroll.first + i),
  ).filter((row) => row !== undefined)
  return (
    <div
      ref={frame}
      role="grid"
      aria-label={`Rows of ${table.name}`}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={count > 0 ? `cell-${at.row}-${at.column}` : undefined}
      tabIndex={0}
      className="group/grid h-full overflow-auto overscroll-contain bg-surface outline-none"
      onKeyDown={(event) =>
        event.target === event.currentTarget &&
        onGridKey(event, {
          at,
          rows: count,
          columns: columns.length,
          page: scroll.rowsInView,
          go,
          type: edit,
          act: {
            edit: () => edit(),
            clear,
            select: withRow(toggle),
            open: withRow(props.onOpen),
            follow: withRow((row) => props.onFollow(row, columnAt(at.column)?.name ?? '')),
            leave: () => frame.current?.blur(),
          },
        })
      }
      onCopy={(event) => {
        if (editing) return
        event.clipboardData.setData('text/plain', writeCells(cellsIn()))
        event.preventDefault()
      }}
      onPaste={(event) => !editing && paste(event.clipboardData.getData('text/plain'))}
    >
      <GridHead
        table={table}
        columns={columns}
        view={view}
        order={props.order}
        onOrder={props.onOrder}
        gutter={gutter}
        template={template}
        selection={
          canEdit
            ? {
                isAll: loaded.length > 0 && loaded.every((row) => selected.has(keyOf(table, row))),
                isSome: selected.size > 0,
                onChange: (all) =>
                  onSelect(new Map(all ? loaded.map((row) => [keyOf(table, row), row]) : [])),
              }
            : undefined
        }
      />
      <div className="relative min-w-full" style={{ height: scroll.height, width }} role="rowgroup">
        {Array.from(
          { length: Math.max(0, scroll.last - scroll.first + 1) },
          (_, i) => scroll.first + i,
        ).map((index) => {
          const row = rows.rowAt(index)
          return (
            <GridRow
              key={index}
              index={index}
              row={row}
              table={table}
              columns={columns}
              template={template}
              top={scroll.topOf(index)}
              height={rowHeight}
              at={at.row === index ? at.column : undefined}
              range={
                index >= range.top &&
                index <= range.bottom &&
                (range.top !== range.bottom || range.left !== range.right)
                  ? range
                  : undefined
              }
              editing={at.row === index ? editing : undefined}
              isSelected={row !== undefined && canEdit && selected.has(keyOf(table, row))}
              onToggle={canEdit ? toggle : undefined}
              onPoint={(column, isExtending) => {
                if (editing) return
                go({ row: index, column }, isExtending)
                frame.current?.focus({ preventScroll: true })
              }}
              onEdit={() => edit()}
              onSave={save}
              onCancel={() => {
                setEditing(undefined)
                frame.current?.focus()
              }}
              onOpen={props.onOpen}
              onFollow={props.onFollow}
            />
          )
        })}
      </div>
    </div>
  )
}

function after(leave: Leave, { row, column }: At, rows: number, columns: number): At {
  if (leave === 'down') return { row: Math.min(rows - 1, row + 1), column }
  return { row, column: Math.max(0, Math.min(columns - 1, column + (leave === 'next' ? 1 : -1))) }
}

function showColumn(
  frame: HTMLElement | null,
  columns: ReturnType<typeof placed>,
  index: number,
): void {
  if (!frame || columns[index]?.left !== undefined) return
  const pinned = columns
    .filter(({ left }) => left !== undefined)
    .reduce((sum, { width }) => sum + width, gutter)
  const start = columns.slice(0, index).reduce((sum, { width }) => sum + width, gutter)
  const end = start + (columns[index]?.width ?? 0)
  if (start < frame.scrollLeft + pinned) frame.scrollLeft = start - pinned
  else if (end > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = end - frame.clientWidth
}
