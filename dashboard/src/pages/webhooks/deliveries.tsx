import { useInfiniteQuery } from '@tanstack/react-query'
import { RotateCcw, Send } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { useAddress } from '../../ui/address.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Select } from '../../ui/field.tsx'
import { Card, Facts } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { exactTime, Time } from '../../ui/time.tsx'
import type { Delivery } from './shapes.ts'

const tones: Record<Delivery['status'], Tone> = {
  success: 'good',
  pending: 'warn',
  failed: 'danger',
}
const words: Record<Delivery['status'], string> = {
  success: 'Taken',
  pending: 'Waits',
  failed: 'Failed',
}

export const Status = ({ delivery: { status, status_code } }: { delivery: Delivery }) => (
  <Badge tone={tones[status]}>
    {words[status]}
    {status_code ? ` · ${status_code}` : ''}
  </Badge>
)

const columns: readonly Column<Delivery>[] = [
  { key: 'status', header: 'State', cell: (delivery) => <Status delivery={delivery} /> },
  { key: 'event', header: 'Event', cell: ({ event }) => <code>{event}</code> },
  {
    key: 'attempt',
    header: 'Attempt',
    align: 'right',
    className: 'max-sm:hidden',
    cell: ({ attempt }) => attempt,
  },
  { key: 'at', header: 'At', cell: ({ created_at }) => <Time at={created_at} /> },
]

const filters = [
  { value: '', label: 'All' },
  { value: 'success', label: 'Taken' },
  { value: 'pending', label: 'Waiting' },
  { value: 'failed', label: 'Failed' },
]

/** What was sent, newest first; new ones come by themselves. */
export function Deliveries({ id }: { id: string }) {
  const [{ status = '' }, setAddress] = useAddress<{ status?: string }>()
  const [openId, setOpenId] = useState<string>()
  const pages = useInfiniteQuery({
    queryKey: ['deliveries', id, status],
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        format: 'object',
        limit: 50,
        ...(status && { status: status as Delivery['status'] }),
        ...(pageParam && { cursor: pageParam }),
      } as const
      const params = { path: { id }, query }
      const { data } = await api.GET('/api/v1/webhooks/{id}/deliveries', { params, signal })
      return data as { deliveries: Delivery[]; next_cursor: string | null }
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor || undefined,
    refetchInterval: 5_000,
  })
  const rows = pages.data?.pages.flatMap(({ deliveries }) => deliveries) ?? []
  const opened = rows.find((one) => one.id === openId)
  return (
    <Card
      flush
      title="Deliveries"
      description="Kept for thirty days, with what was answered."
      actions={
        <Select
          aria-label="State"
          className="w-32"
          value={status}
          options={filters}
          onChange={(status) => setAddress({ status })}
        />
      }
    >
      {pages.error ? (
        <ErrorState error={pages.error} retry={() => void pages.refetch()} />
      ) : (
        <Table
          label="Deliveries"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          loading={pages.isPending}
          onOpen={({ id }) => setOpenId(id)}
          more={{
            has: pages.hasNextPage,
            busy: pages.isFetchingNextPage,
            load: () => void pages.fetchNextPage(),
          }}
          empty={
            <Empty icon={Send} title="Nothing was sent yet">
              Send a test to see whether your server takes it, or wait for the first event.
            </Empty>
          }
        />
      )}
      {opened && <DeliverySheet delivery={opened} onClose={() => setOpenId(undefined)} />}
    </Card>
  )
}

function DeliverySheet({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const { id, webhook_id, event, payload, response_body, error, attempt, next_attempt_at } =
    delivery
  const again = useAction({
    run: () =>
      api.POST('/api/v1/webhooks/{id}/deliveries/{delivery_id}/redeliver', {
        params: { path: { id: webhook_id, delivery_id: id } },
      }),
    changes: [['deliveries', webhook_id]],
    done: 'It is sent once more',
  })
  return (
    <Sheet
      open
      size="lg"
      onClose={onClose}
      title={event}
      description={exactTime(delivery.created_at)}
      footer={
        <Button
          kind="primary"
          icon={<RotateCcw />}
          busy={again.isPending}
          onClick={() => again.mutate(undefined, { onSuccess: onClose })}
        >
          Send once more
        </Button>
      }
    >
      <Facts
        rows={[
          ['State', <Status key="status" delivery={delivery} />],
          ['Attempt', String(attempt)],
          ...(next_attempt_at && delivery.status === 'pending'
            ? ([['Next attempt', <Time key="next" at={next_attempt_at} />]] as const)
            : []),
          ['Delivered', <Time key="delivered" at={delivery.delivered_at} />],
          ['webhook-id', <code key="event">{delivery.event_id}</code>],
          ...(error ? ([['Why it failed', error]] as const) : []),
        ]}
      />
      <h3 className="mt-4 mb-1.5 font-medium">What was sent</h3>
      <Code label="What was sent" code={pretty(payload)} />
      <h3 className="mt-4 mb-1.5 font-medium">What was answered</h3>
      {response_body ? (
        <Code label="What was answered" code={response_body} />
      ) : (
        <p className="text-muted">{delivery.status_code ? 'Nothing in the body.' : 'No answer.'}</p>
      )}
    </Sheet>
  )
}

const pretty = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)
