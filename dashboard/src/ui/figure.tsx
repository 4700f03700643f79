import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

interface FigureProps {
  name: string
  value: ReactNode
  /** What it is made of, or since when. */
  note?: ReactNode
  /** Its last values, oldest first. */
  trend?: readonly number[]
  tone?: 'good' | 'danger' | undefined
}

/** One number that matters. */
export function Figure({ name, value, note, trend, tone }: FigureProps) {
  return (
    <div className="relative overflow-hidden rounded-lg border border-line bg-surface p-4 shadow-sm">
      <p className="text-xs text-muted">{name}</p>
      <p
        className={cx(
          'mt-1 text-2xl font-semibold tracking-tight tabular-nums',
          tone === 'danger' && 'text-danger-text',
        )}
      >
        {value}
      </p>
      <p className="mt-0.5 min-h-4 text-xs text-muted sm:truncate">{note}</p>
      {trend && trend.length > 1 && <Spark values={trend} />}
    </div>
  )
}

/** The way a number came, without axes. */
function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(...values, 1)
  const points = values.map(
    (value, i) => `${(i / (values.length - 1)) * 100},${24 - (value / most) * 22}`,
  )
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      className="absolute right-0 bottom-0 h-9 w-2/5 opacity-70"
    >
      <polygon points={`0,24 ${points.join(' ')} 100,24`} fill="var(--chart-1)" opacity="0.1" />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
