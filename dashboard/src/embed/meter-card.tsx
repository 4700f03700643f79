import { useCallback } from 'react'
import { Chart } from '../ui/chart.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useAnswer } from './answer.ts'
import type { Look, Range } from './look.ts'
import { bucketOf, type Meter, type Usage } from './usage.ts'

interface MeterCardProps {
  usage: Usage
  meter: Meter
  range: Range
  look: Look
}

/** One meter: what it came to, and over time. */
export function MeterCard({ usage, meter, range, look }: MeterCardProps) {
  const { meter_id, meter_name, unit, total_usage } = meter
  const ask = useCallback(
    (signal: AbortSignal) => usage.overTime(meter_id, range, signal),
    [usage, meter_id, range],
  )
  const { data } = useAnswer(ask)
  const whole = new Intl.NumberFormat(look.locale, { maximumFractionDigits: 9 })
  const short = new Intl.NumberFormat(look.locale, {
    notation: 'compact',
    maximumFractionDigits: 1,
  })
  return (
    <section className="rounded-lg border border-line bg-surface p-4">
      <h2 className="text-muted">{meter_name}</h2>
      <p className="mb-3 text-xl font-semibold tabular-nums">
        {whole.format(total_usage)} <span className="text-sm font-normal text-muted">{unit}</span>
      </p>
      {data ? (
        <Chart
          label={`${meter_name}: ${whole.format(total_usage)} ${unit ?? ''}`}
          kind="bar"
          height={140}
          data={data.map(({ period, usage }) => ({ at: period, used: Number(usage) }))}
          series={[{ key: 'used', name: unit ?? meter_name }]}
          tick={dateWriter(look, range)}
          format={(value) => short.format(value)}
        />
      ) : (
        <Skeleton className="h-[140px]" />
      )}
    </section>
  )
}

/** Buckets are named by their first day in the customer's calendar. */
function dateWriter({ locale }: Look, range: Range): (at: string) => string {
  const isMonth = bucketOf[range] === 'month'
  const form = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'short',
    ...(isMonth ? { year: '2-digit' } : { day: 'numeric' }),
  })
  return (at) => form.format(new Date(`${isMonth ? `${at.slice(0, 7)}-01` : at}T00:00:00Z`))
}
