import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import type { Answer } from '../../api/types.ts'
import { usePerson } from '../../session/session.ts'
import { amount, bytes, duration } from '../../ui/amounts.ts'
import { Dot } from '../../ui/badge.tsx'
import { Figure } from '../../ui/figure.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Machine } from './machine.tsx'
import { byMinute } from './minutes.ts'
import { Surfaces } from './surfaces.tsx'
import { Traffic } from './traffic.tsx'

export type Stats = Answer<'/api/v1/admin/stats'>

/** How the server is doing, now and in the last hour. */
export default function Overview() {
  const { role } = usePerson()
  return role === 'instance_admin' ? <Live /> : <Welcome />
}

function Live() {
  const stats = useQuery({
    ...query(['stats'], (signal) => api.GET('/api/v1/admin/stats', { signal })),
    refetchInterval: 5_000,
  })
  return (
    <Page
      title="Overview"
      description={
        stats.data
          ? `Flumen ${stats.data.process.version} on PostgreSQL ${stats.data.database.version.split(' ')[0]}, up for ${duration(stats.data.process.uptime_seconds)}.`
          : 'How this server is doing.'
      }
      actions={
        <span className="text-xs text-muted">
          <Dot tone={stats.isError ? 'danger' : 'good'}>
            {stats.isError ? 'Not reached' : 'Live'}
          </Dot>
        </span>
      }
    >
      <Loaded query={stats} skeleton={<Waiting />}>
        {(stats) => <Shown stats={stats} />}
      </Loaded>
    </Page>
  )
}

function Shown({ stats }: { stats: Stats }) {
  const { users, requests, database } = stats
  const minutes = byMinute(requests.minutes)
  const perSecond = requests.surfaces.reduce((sum, one) => sum + one.per_second, 0)
  const count = minutes.reduce((sum, one) => sum + one.count, 0)
  const errors = minutes.reduce((sum, one) => sum + one.errors, 0)
  const signUps = users.sign_ups.reduce((sum, one) => sum + one.count, 0)
  // Figures of several APIs give none of all: that of the busiest says most.
  const [busiest] = [...requests.surfaces].sort((a, b) => b.count - a.count)
  return (
    <div className="grid gap-5">
      <FirstSteps />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure
          name="Accounts"
          value={amount(users.total)}
          note={`${amount(signUps)} new in 30 days`}
          trend={users.sign_ups.map((one) => one.count)}
        />
        <Figure
          name="Active sessions"
          value={amount(users.active_sessions)}
          note={`${amount(users.app_users)} end users of apps`}
        />
        <Figure
          name="Requests per second"
          value={amount(perSecond)}
          note={`${amount(count)} in the last hour`}
          trend={minutes.map((one) => one.count)}
        />
        <Figure
          name="Failed requests"
          value={count === 0 ? '0 %' : `${amount((errors / count) * 100)} %`}
          note={busiest && `${busiest.surface}: 95 % within ${amount(busiest.p95_ms)} ms`}
          tone={errors / Math.max(count, 1) > 0.01 ? 'danger' : undefined}
        />
      </div>
      <Traffic minutes={minutes} signUps={users.sign_ups} usage={stats.usage.events_per_minute} />
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <Surfaces surfaces={requests.surfaces} />
        <Machine stats={stats} databaseSize={bytes(database.size_bytes)} />
      </div>
    </div>
  )
}

const Waiting = () => (
  <div role="status" aria-label="Loading the figures" className="grid gap-5">
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} className="h-27" />
      ))}
    </div>
    <Skeleton className="h-72" />
  </div>
)

/** For those who administer one tenant: the figures of the instance are not theirs. */
const Welcome = () => (
  <Page title="Overview" description="Choose a page at the left, or press Ctrl K to go anywhere.">
    <FirstSteps always />
  </Page>
)
