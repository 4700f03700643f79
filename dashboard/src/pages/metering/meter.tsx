import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { useAddress } from '../../ui/address.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeTabs } from '../../ui/code.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { EventForm } from './event-form.tsx'
import { EventLog } from './event-log.tsx'
import { amount, type Meter, type Mode } from './queries.ts'
import { UsageChart } from './usage-chart.tsx'

/** One meter: what it comes to, over time, and the events as they arrive. */
export default function MeterPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const [{ mode = 'live' }] = useAddress<{ mode?: string }>()
  const [isRecording, setRecording] = useState(false)
  const meter = useQuery(
    query(['meters', id], (signal) =>
      api.GET('/api/v1/meters/{id}', { params: { path: { id } }, signal }),
    ),
  )
  return (
    <Loaded query={meter} skeleton={<PageSkeleton />}>
      {(meter) => (
        <Page
          title={meter.name}
          back={<PageLink to="/metering">Metering</PageLink>}
          description={
            <span className="flex flex-wrap items-center gap-2">
              {meter.aggregation_type} of <code>{meter.property_name}</code>
              {mode === 'test' && <Badge tone="warn">Test</Badge>}
              <Copyable text={meter.meter_token} />
            </span>
          }
          actions={
            <Button icon={<Plus />} onClick={() => setRecording(true)}>
              Record an event
            </Button>
          }
        >
          <div className="grid gap-5">
            <Glance meter={meter} mode={mode as Mode} />
            <UsageChart meter={meter} mode={mode as Mode} />
            <EventLog meterId={id} mode={mode as Mode} />
            <Card
              title="Report usage"
              description="From your server, with an API key that may write usage."
            >
              <CodeTabs samples={reportSamples(meter)} />
            </Card>
          </div>
          {isRecording && (
            <EventForm meter={meter} mode={mode as Mode} onClose={() => setRecording(false)} />
          )}
        </Page>
      )}
    </Loaded>
  )
}

function Glance({ meter: { id, unit }, mode }: { meter: Meter; mode: Mode }) {
  const stats = useQuery({
    ...query(['meters', id, 'stats', mode], (signal) =>
      api.GET('/api/v1/meters/{id}/stats', { params: { path: { id }, query: { mode } }, signal }),
    ),
    refetchInterval: 5_000,
  })
  const figures = [
    ['Today', stats.data?.today_usage],
    ['This week', stats.data?.this_week_usage],
    ['This month', stats.data?.this_month_usage],
    ['Customers', stats.data?.unique_customers],
  ] as const
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {figures.map(([name, value]) => (
        <div key={name} className="rounded-lg border border-line bg-surface px-4 py-3 shadow-sm">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="text-xl font-semibold tabular-nums">
            {value === undefined ? '–' : amount(value)}{' '}
            {name !== 'Customers' && <span className="text-xs font-normal text-muted">{unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const reportSamples = ({ meter_token }: Meter) => [
  {
    name: 'curl',
    code: `curl ${location.origin}/api/v1/sdk/track -H "x-api-key: $KEY" --json '{
  "meter_token": "${meter_token}", "customer_external_id": "cust_1",
  "quantity": 1, "idempotency_key": "request-4711"}'`,
  },
  {
    name: 'JavaScript',
    code: `await fetch('${location.origin}/api/v1/sdk/track', {
  method: 'POST',
  headers: { 'x-api-key': process.env.KEY, 'content-type': 'application/json' },
  body: JSON.stringify({
    meter_token: '${meter_token}',
    customer_external_id: 'cust_1',
    quantity: 1,
    idempotency_key: requestId, // the same again counts once
  }),
})`,
  },
]
