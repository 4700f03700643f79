import { useInfiniteQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Segments } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'

type Job = Item<Answer<'/api/v1/admin/queue'>['jobs']>
const states = {
  pending: { tone: 'neutral', label: 'Waiting' },
  running: { tone: 'accent', label: 'Running' },
  failed: { tone: 'danger', label: 'Gave up' },
} as const
type State = keyof typeof states | 'all'

const StateOf = ({ state }: Pick<Job, 'state'>) => (
  <Dot tone={states[state].tone}>{states[state].label}</Dot>
)

/** What gave up is not tried again by itself. */
const nextOf = ({ state, run_at }: Job) => (state === 'failed' ? null : run_at)

const columns: Column<Job>[] = [
  { key: 'task', header: 'Task', cell: ({ task }) => <span className="font-medium">{task}</span> },
  { key: 'state', header: 'State', cell: StateOf },
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
    cell: ({ last_error }) => last_error?.split('\n')[0] ?? '–',
    className: 'max-md:hidden text-muted',
  },
  {
    key: 'at',
    header: 'Next',
    cell: (job) => <Time at={nextOf(job)} />,
    className: 'text-muted max-sm:hidden',
  },
]

/** The server’s own work in the background: mails, deliveries, sweeps. */
export default function Queue() {
  const [{ state = 'all' }, setAddress] = useAddress<{ state?: State }>()
  const [open, setOpen] = useState<Job>()
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
  const forget = useAction({
    run: ({ id }: Job) => api.DELETE('/api/v1/admin/queue/{id}', { params: { path: { id } } }),
    changes: [['queue']],
    done: ({ task }) => `${task} is forgotten`,
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
            { value: 'pending', label: label(states.pending.label, counts?.pending) },
            { value: 'running', label: label(states.running.label, counts?.running) },
            { value: 'failed', label: label(states.failed.label, counts?.failed) },
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
            onOpen={setOpen}
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
      {open && (
        <JobSheet
          job={open}
          onClose={() => setOpen(undefined)}
          onRetry={() => retry.mutate(open)}
          onForget={() => forget.mutate(open)}
        />
      )}
    </Page>
  )
}

interface JobProps {
  job: Job
  onClose: () => void
  onRetry: () => void
  onForget: () => void
}

/** One job, with the whole of what went wrong. */
function JobSheet({ job, onClose, onRetry, onForget }: JobProps) {
  const then = (work: () => void) => () => {
    work()
    onClose()
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={job.task}
      footer={
        job.state !== 'running' && (
          <>
            <Button kind="quiet" onClick={then(onForget)}>
              Forget it
            </Button>
            <Button kind="primary" onClick={then(onRetry)}>
              Run now
            </Button>
          </>
        )
      }
    >
      <Facts
        rows={[
          ['State', <StateOf key="state" state={job.state} />],
          ['Tries', `${job.attempts} of ${job.max_attempts}`],
          ['Next', <Time key="next" at={nextOf(job)} />],
          ['Made', <Time key="made" at={job.created_at} />],
          ['Id', <Copyable key="id" text={job.id} />],
        ]}
      />
      {job.last_error && (
        <div className="mt-4">
          <Code label="Last failure" code={job.last_error} />
        </div>
      )}
    </Sheet>
  )
}
