import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { api, authorizedFetch } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Chart } from '../../ui/chart.tsx'
import { Select } from '../../ui/field.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Segments } from '../../ui/tabs.tsx'
import { amount, type Meter, type Mode } from './queries.ts'
import { saveAs } from './save-as.ts'

const windows = {
  '24h': { days: 1, group_by: 'hour', label: '24 hours' },
  '7d': { days: 7, group_by: 'day', label: '7 days' },
  '30d': { days: 30, group_by: 'day', label: '30 days' },
  '90d': { days: 90, group_by: 'week', label: '90 days' },
  '12m': { days: 365, group_by: 'month', label: '12 months' },
} as const
type Window = keyof typeof windows

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set(['UTC', here, ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value,
}))

/** Usage over a window of time, in the calendar of a zone. */
export function UsageChart({ meter, mode }: { meter: Meter; mode: Mode }) {
  const [{ window = '30d', zone = here }, setAddress] = useAddress<{
    window?: string
    zone?: string
  }>()
  const { days, group_by } = windows[window as Window] ?? windows['30d']
  const start = new Date(Date.now() - days * 86_400_000)
  const start_date =
    group_by === 'hour'
      ? start.toISOString().slice(0, 13).concat(':00:00Z')
      : start.toISOString().slice(0, 10)
  const asked = { start_date, timezone: zone, group_by, mode }
  const usage = useQuery({
    ...query(['meters', meter.id, 'usage', asked], (signal) => {
      const params = { path: { id: meter.id }, query: { ...asked, fill: 'zero' as const } }
      return api.GET('/api/v1/meters/{id}/usage', { params, signal })
    }),
    // In step with the figures above it.
    refetchInterval: 5_000,
  })
  const save = useAction({
    run: async () => {
      const path = `/api/v1/meters/${meter.id}/usage.csv?${new URLSearchParams(asked)}`
      saveAs(`${meter.name}.csv`, await (await authorizedFetch(path)).blob())
    },
  })
  return (
    <Card
      title="Usage"
      description={
        usage.data &&
        `${amount(usage.data.total_usage)} ${meter.unit ?? ''} in ${amount(usage.data.event_count)} ${Number(usage.data.event_count) === 1 ? 'event' : 'events'}`
      }
      actions={
        <span className="flex flex-wrap gap-2">
          <Segments
            label="Time span"
            value={window as Window}
            options={Object.entries(windows).map(([value, { label }]) => ({
              value: value as Window,
              label,
            }))}
            onChange={(window) => setAddress({ window })}
          />
          <Select
            aria-label="Time zone"
            className="w-44"
            value={zone}
            options={zones}
            onChange={(zone) => setAddress({ zone })}
          />
          <Button icon={<Download />} busy={save.isPending} onClick={() => save.mutate()}>
            CSV
          </Button>
        </span>
      }
    >
      <Loaded query={usage} skeleton={<Skeleton className="h-56" />}>
        {({ grouped_data }) => (
          <Chart
            label={`Usage of ${meter.name}`}
            kind="bar"
            height={224}
            data={grouped_data.map(({ period, usage }) => ({ at: period, used: usage }))}
            series={[{ key: 'used', name: meter.unit ?? meter.name }]}
            tick={(at) =>
              group_by === 'hour' ? at.slice(11, 16) : at.slice(group_by === 'month' ? 0 : 5, 10)
            }
          />
        )}
      </Loaded>
    </Card>
  )
}
