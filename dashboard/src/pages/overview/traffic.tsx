import { useAddress } from '../../ui/address.ts'
import { Chart } from '../../ui/chart.tsx'
import { Card } from '../../ui/page.tsx'
import { Segments } from '../../ui/tabs.tsx'
import type { Minute } from './minutes.ts'
import type { Stats } from './overview.tsx'

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false })
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })
const minute = (at: string) => clock.format(new Date(at))

interface TrafficProps {
  minutes: readonly Minute[]
  signUps: Stats['users']['sign_ups']
  usage: Stats['usage']['events_per_minute']
}

/** One chart at a time, chosen by name; the choice stands in the address. */
export function Traffic({ minutes, signUps, usage }: TrafficProps) {
  const [{ chart = 'requests' }, setAddress] = useAddress<{ chart?: string }>()
  return (
    <Card
      title={titles[chart] ?? titles.requests ?? ''}
      actions={
        <Segments
          label="Chart"
          value={chart}
          onChange={(chart) => setAddress({ chart: chart === 'requests' ? '' : chart })}
          options={[
            { value: 'requests', label: 'Requests' },
            { value: 'latency', label: 'Latency' },
            { value: 'signups', label: 'Sign-ups' },
            { value: 'usage', label: 'Usage' },
          ]}
        />
      }
    >
      {chart === 'latency' ? (
        <Chart
          label="Slowest 5 % of each minute in milliseconds"
          data={minutes}
          series={[{ key: 'p95', name: '95th percentile', color: 3 }]}
          tick={minute}
          format={(ms) => `${Math.round(ms)} ms`}
          height={240}
        />
      ) : chart === 'signups' ? (
        <Chart
          label="Sign-ups of each day"
          kind="bar"
          data={signUps.map(({ day, count }) => ({ at: day, count }))}
          series={[{ key: 'count', name: 'Sign-ups', color: 2 }]}
          tick={(at) => day.format(new Date(at))}
          height={240}
        />
      ) : chart === 'usage' ? (
        <Chart
          label="Metered events of each minute"
          kind="bar"
          data={usage.map(({ at, count }) => ({ at, count }))}
          series={[{ key: 'count', name: 'Events', color: 4 }]}
          tick={minute}
          height={240}
        />
      ) : (
        <Chart
          label="Requests of each minute"
          data={minutes}
          series={[
            { key: 'count', name: 'Requests', color: 1 },
            ...(minutes.some(({ errors }) => errors > 0)
              ? ([{ key: 'errors', name: 'Failed', color: 5 }] as const)
              : []),
          ]}
          tick={minute}
          height={240}
        />
      )}
    </Card>
  )
}

const titles: Record<string, string> = {
  requests: 'Requests per minute',
  latency: 'Latency, 95th percentile',
  signups: 'Sign-ups per day',
  usage: 'Metered events per minute',
}
