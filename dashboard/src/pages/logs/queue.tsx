import { useInfiniteQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Segments } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'

type Job = Item<Answer<'/api/v1/admin/queue'>['jobs']>
const tones = { pending: 'neutral', running: 'accent', failed: 'danger' } as const
type State = keyof typeof tones | 'all'

const columns: Column<Job>[] = [
  { key: 'task', header: 'Task', cell: ({ task }) => <span className="font-medium">{task}</span> },
  { key: 'state', header: 'State', cell: ({ state }) => <Dot tone={tones[state]}>{state}</Dot> },
  {
    key: 'tries',
    header: 'Tries',
    cell: ({ attempts, max_attempts }) => `${attempts} of ${max_attempts}`,
    align: 'right',
    className: 'max-sm:hidden',
  },
  {
    key: 'error',
    header: 'Last failure',
    cell: ({ last_error }) => <span title={last_error ?? undefined}>{last_error ?? '–'}</span>,
    className: 'max-md:hidden text-muted',
  },
  {
    key: 'at',
    header: 'Next',
    cell: ({ run_at }) => <Time at={run_at} />,
    className: 'text-muted max-sm:hidden',
  },
]

/** The server’s own work in the background: mails, deliveries, sweeps. */
export default function Queue() {
  const [{ state = 'all' }, setAddress] = useAddress<{ state?: State }>()
  const jobs = useInfiniteQuery({
    queryKey: ['queue', state],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { limit: 50, ...(state !== 'all' && { state }), ...(cursor && { cursor }) }
      return (await api.GET('/api/v1/admin/queue', { params: { query }, signal })).data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 5_000,
  })
  const retry = useAction({
    run: ({ id }: Job) => api.POST('/api/v1/admin/queue/{id}/retry', { params: { path: { id } } }),
    changes: [['queue']],
    done: ({ task }) => `${task} is tried again`,
  })
  const counts = jobs.data?.pages[0]?.counts
  const label = (name: string, count: number | undefined) => `${name}${count ? ` ${count}` : ''}`
  return (
    <Page
      title="Queue"
      description="The server’s own work in the background: mails, deliveries, sweeps. Each exists exactly when its cause was committed."
    >
      <Toolbar>
        <Segments
          label="State"
          value={state}
          onChange={(state) => setAddress({ state })}
          options={[
            { value: 'all', label: 'All' },
            { value: 'pending', label: label('Waiting', counts?.pending) },
            { value: 'running', label: label('Running', counts?.running) },
            { value: 'failed', label: label('Gave up', counts?.failed) },
          ]}
        />
      </Toolbar>
      <Card flush>
        {jobs.error ? (
          <ErrorState error={jobs.error} retry={() => void jobs.refetch()} />
        ) : (
          <Table
            label="Jobs"
            columns={columns}
            rows={jobs.data?.pages.flatMap((page) => page.jobs) ?? []}
            rowKey={({ id }) => id}
            loading={jobs.isPending}
            actions={(job) =>
              job.state !== 'running' && (
                <Button size="sm" kind="quiet" onClick={() => retry.mutate(job)}>
                  Run now
                </Button>
              )
            }
            more={{
              has: jobs.hasNextPage,
              busy: jobs.isFetchingNextPage,
              load: () => void jobs.fetchNextPage(),
            }}
            empty={
              <Empty icon={ListChecks} title="Nothing waits">
                What has been done leaves the queue at once.
              </Empty>
            }
          />
        )}
      </Card>
    </Page>
  )
}
