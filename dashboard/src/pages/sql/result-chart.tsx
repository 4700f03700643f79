import { useState } from 'react'
import type { Result } from '../../catalog/sql.ts'
import { Chart } from '../../ui/chart.tsx'
import { SelectField } from '../../ui/field.tsx'

const most = 500

/** Figures of a result over one of its columns. */
export function ResultChart({ result }: { result: Result }) {
  const { columns, rows } = result
  const numbers = columns.flatMap(({ type }, i) =>
    /^(smallint|integer|bigint|numeric|real|double)/.test(type) ? [i] : [],
  )
  const others = columns.flatMap((_, i) => (numbers.includes(i) ? [] : [i]))
  const [x, setX] = useState(String(others[0] ?? 0))
  const [y, setY] = useState(String(numbers.find((i) => String(i) !== x) ?? numbers[0] ?? 0))
  const [kind, setKind] = useState<'bar' | 'area'>(
    /^(date|timestamp)/.test(columns[Number(x)]?.type ?? '') ? 'area' : 'bar',
  )
  const named = (list: readonly number[]) =>
    list.map((i) => ({ value: String(i), label: columns[i]?.name ?? '' }))
  const data = rows
    .slice(0, most)
    .map((row) => ({ at: String(row[Number(x)] ?? 'null'), y: Number(row[Number(y)] ?? 0) }))
  const name = columns[Number(y)]?.name ?? ''
  return (
    <div className="grid gap-3 p-3">
      <div className="grid max-w-xl gap-3 sm:grid-cols-3">
        <SelectField
          label="Over"
          value={x}
          options={named(columns.map((_, i) => i))}
          onChange={setX}
        />
        <SelectField label="Figure" value={y} options={named(numbers)} onChange={setY} />
        <SelectField
          label="As"
          value={kind}
          options={[
            { value: 'bar', label: 'Bars' },
            { value: 'area', label: 'An area' },
          ]}
          onChange={setKind}
        />
      </div>
      <Chart
        label={`${name} over ${columns[Number(x)]?.name}`}
        kind={kind}
        data={data}
        series={[{ key: 'y', name }]}
        height={260}
      />
      {rows.length > most && <p className="text-xs text-muted">The first {most} rows are drawn.</p>}
    </div>
  )
}
