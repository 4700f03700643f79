import { ChartColumn, Clock } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Empty } from '../ui/empty.tsx'
import { Segments } from '../ui/segments.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useAnswer } from './answer.ts'
import { type Look, ranges } from './look.ts'
import { MeterCard } from './meter-card.tsx'
import { tell } from './tell.ts'
import { Expired, type Usage } from './usage.ts'
import { wordsOf } from './words.ts'

/** What one customer used, meter by meter. */
export function Widget({ usage, look }: { usage: Usage; look: Look }) {
  const words = wordsOf(look.locale)
  const [range, setRange] = useState(look.range)
  const customer = useAnswer(useCallback((signal: AbortSignal) => usage.customer(signal), [usage]))
  const meters = useAnswer(
    useCallback((signal: AbortSignal) => usage.meters(range, signal), [usage, range]),
  )
  const error = customer.error ?? meters.error
  const isExpired = error instanceof Expired
  useEffect(() => {
    if (isExpired) tell({ type: 'flumen:expired' })
  }, [isExpired])
  if (isExpired)
    return (
      <Empty icon={Clock} title={words.expired}>
        {words.reload}
      </Empty>
    )
  return (
    <main className="p-4">
      <header className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 grow">
          <h1 className="text-lg font-semibold">{words.title}</h1>
          <p className="h-5 truncate text-muted">{customer.data}</p>
        </div>
        <Segments label={words.range} value={range} options={spans(look)} onChange={setRange} />
      </header>
      {error !== undefined && (
        <Empty
          icon={ChartColumn}
          title={words.failed}
          action={
            <button
              type="button"
              className="rounded-md border border-edge px-3 py-1.5 font-medium hover:bg-hover"
              onClick={() => [customer, meters].map(({ again }) => again())}
            >
              {words.again}
            </button>
          }
        />
      )}
      {meters.data?.length === 0 && <Empty icon={ChartColumn} title={words.empty} />}
      <div className="grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(300px,1fr))]">
        {!meters.data && error === undefined && (
          <div role="status" aria-label={words.loading}>
            <Skeleton className="h-[230px]" />
          </div>
        )}
        {meters.data?.map((meter) => (
          <MeterCard key={meter.meter_id} usage={usage} meter={meter} range={range} look={look} />
        ))}
      </div>
    </main>
  )
}

/** `7 days`, in the words of the locale. */
const spans = ({ locale }: Look) =>
  ranges.map((value) => {
    const unit = value.endsWith('m') ? 'month' : 'day'
    const write = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
    return { value, label: write.format(Number.parseInt(value, 10)) }
  })
