import { BarChart3, Download, Table2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Cell, Result } from '../../catalog/sql.ts'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/download.ts'
import { Empty } from '../../ui/empty.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Segments } from '../../ui/segments.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { writeCells } from '../tables/clipboard.ts'
import { PlanTree } from './plan-tree.tsx'
import { ResultChart } from './result-chart.tsx'

const isFigure = (type: string) => /^(smallint|integer|bigint|numeric|real|double)/.test(type)

const cellsOf = ({ rows }: Result): Cell[][] => rows as Cell[][]

/** What one statement came to: rows as a table or a chart, a plan as a tree, else what was done. */
export function ResultView({ result }: { result: Result }) {
  const [view, setView] = useState<'table' | 'chart'>('table')
  const { columns, rows, command, row_count, truncated, duration_ms, plan } = result
  if (plan !== undefined) return <PlanTree plan={plan} />
  const canDraw = columns.some(({ type }) => isFigure(type)) && rows.length > 0
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5">
        <span role="status" className="text-xs text-muted tabular-nums">
          {command} · {row_count.toLocaleString('en')} {row_count === 1 ? 'row' : 'rows'} ·{' '}
          {duration_ms.toLocaleString('en')} ms
          {truncated && ' · there are more; add a limit of your own or export the table'}
        </span>
        <span className="grow" />
        {canDraw && (
          <Segments
            label="View"
            value={view}
            onChange={setView}
            options={[
              {
                value: 'table',
                label: (
                  <>
                    <Table2 aria-hidden /> Table
                  </>
                ),
              },
              {
                value: 'chart',
                label: (
                  <>
                    <BarChart3 aria-hidden /> Chart
                  </>
                ),
              },
            ]}
          />
        )}
        {rows.length > 0 && <Exports result={result} />}
      </div>
      <div className="min-h-0 grow overflow-auto">
        {columns.length === 0 ? (
          <Empty title="Done">The statement gives no rows.</Empty>
        ) : view === 'chart' && canDraw ? (
          <ResultChart result={result} />
        ) : (
          <Rows result={result} />
        )}
      </div>
    </div>
  )
}

interface Numbered {
  index: number
  cells: Cell[]
}

function Rows({ result }: { result: Result }) {
  const columns = useMemo<Column<Numbered>[]>(
    () =>
      result.columns.map(({ name, type }, i) => ({
        key: `${i}`,
        header: name,
        cell: ({ cells }) => <Value cell={cells[i] ?? null} />,
        value: ({ cells }) => sortable(cells[i] ?? null),
        ...(isFigure(type) && { align: 'right' as const }),
      })),
    [result],
  )
  const rows = useMemo(() => cellsOf(result).map((cells, index) => ({ index, cells })), [result])
  return (
    <Table
      label="Result"
      columns={columns}
      rows={rows}
      rowKey={({ index }) => `${index}`}
      empty={<Empty title="No rows">The statement ran; nothing met its conditions.</Empty>}
      className="max-h-none! h-full"
    />
  )
}

const sortable = (cell: Cell) => (typeof cell === 'boolean' ? Number(cell) : cell)

function Value({ cell }: { cell: Cell }) {
  if (cell === null) return <span className="text-2xs text-faint italic">null</span>
  if (cell === '') return <span className="text-2xs text-faint italic">empty</span>
  const text = String(cell)
  return (
    <span title={text.length > 40 ? text.slice(0, 2000) : undefined}>
      {text.length > 300 ? `${text.slice(0, 300)}…` : text}
    </span>
  )
}

function Exports({ result }: { result: Result }) {
  const names = result.columns.map(({ name }) => name)
  const text = (cell: Cell) => (cell === null ? null : String(cell))
  const objects = () =>
    cellsOf(result).map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell])))
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Download />}>
          Export
        </Button>
      }
    >
      <MenuItem
        onSelect={() =>
          saveFile('result.csv', new Blob([csvOf(names, cellsOf(result))], { type: 'text/csv' }))
        }
      >
        CSV
      </MenuItem>
      <MenuItem
        onSelect={() =>
          saveFile(
            'result.json',
            new Blob([JSON.stringify(objects(), null, 2)], { type: 'application/json' }),
          )
        }
      >
        JSON
      </MenuItem>
      <MenuItem
        onSelect={() =>
          void navigator.clipboard.writeText(
            writeCells([names, ...cellsOf(result).map((row) => row.map(text))]),
          )
        }
      >
        Copy for a spreadsheet
      </MenuItem>
    </Menu>
  )
}

const csvCell = (cell: Cell): string =>
  cell === null
    ? ''
    : /[",\r\n]|^$/.test(String(cell))
      ? `"${String(cell).replaceAll('"', '""')}"`
      : String(cell)

const csvOf = (names: string[], rows: Cell[][]): string =>
  [names, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')
