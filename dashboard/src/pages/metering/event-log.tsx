import { useQuery } from '@tanstack/react-query'
import { Activity, Ban, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { amount, customersQuery, type MeterEvent, type Mode } from './queries.ts'

const columnsOf = (mode: Mode): readonly Column<MeterEvent>[] => [
  { key: 'at', header: 'At', cell: ({ timestamp }) => <Time at={timestamp} /> },
  { key: 'quantity', header: 'Quantity', align: 'right', cell: ({ quantity }) => amount(quantity) },
  {
    key: 'customer',
    header: 'Customer',
    className: 'max-sm:max-w-28!',
    cell: ({ customer_id }) => customer_id && <CustomerName id={customer_id} mode={mode} />,
  },
  {
    key: 'metadata',
    header: 'Metadata',
    className: 'w-full max-sm:hidden',
    cell: ({ meta_data }) => <code className="text-muted">{JSON.stringify(meta_data ?? {})}</code>,
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ counted, voided_at }) =>
      voided_at ? (
        <Badge tone="danger">Void</Badge>
      ) : counted ? (
        <Badge tone="good">Counts</Badge>
      ) : (
        <Badge>Filtered</Badge>
      ),
  },
]

/** By the name, where it is among the customers that are asked for together; else by the id. */
function CustomerName({ id, mode }: { id: string; mode: Mode }) {
  const customers = useQuery(customersQuery(mode))
  const name = customers.data?.data.find((customer) => customer.id === id)?.name
  return <PageLink to={`/metering/customers/${id}`}>{name ?? `${id.slice(0, 8)}…`}</PageLink>
}

/** The latest events, every two seconds, also those that do not count. */
export function EventLog({ meterId: id, mode }: { meterId: string; mode: Mode }) {
  const [isLive, setLive] = useState(true)
  const [pages, setPages] = useState(1)
  const [voiding, setVoiding] = useState<MeterEvent>()
  const events = useQuery({
    ...query(['meters', id, 'events', mode, pages], (signal) => {
      const params = {
        path: { id },
        query: { mode, page: 1, page_size: Math.min(pages * 50, 100) },
      }
      return api.GET('/api/v1/meters/{id}/events', { params, signal })
    }),
    refetchInterval: isLive && 2_000,
    placeholderData: (held) => held,
  })
  const voidEvent = useAction<MeterEvent>({
    run: ({ id: event_id }) =>
      api.POST('/api/v1/usage/{event_id}/void', { params: { path: { event_id } } }),
    changes: [['meters', id]],
    quiet: true,
    done: 'The event is out of every figure',
  })
  return (
    <Card
      flush
      title="Events"
      description="As they arrive."
      actions={
        <Button icon={isLive ? <Pause /> : <Play />} onClick={() => setLive(!isLive)}>
          {isLive ? 'Pause' : 'Go on'}
        </Button>
      }
    >
      <Loaded query={events}>
        {({ data, meta }) => (
          <Table
            label="Events"
            columns={columnsOf(mode)}
            rows={data}
            rowKey={(event) => event.id}
            actions={(event) =>
              event.voided_at ? null : (
                <IconButton label="Take this event out" size="sm" onClick={() => setVoiding(event)}>
                  <Ban />
                </IconButton>
              )
            }
            more={{
              has: data.length < meta.total && pages < 2,
              busy: events.isFetching && !isLive,
              load: () => setPages(pages + 1),
            }}
            empty={
              <Empty icon={Activity} title="No events yet">
                They appear here within two seconds of being reported.
              </Empty>
            }
          />
        )}
      </Loaded>
      <Confirm
        open={voiding !== undefined}
        onClose={() => setVoiding(undefined)}
        title="Take this event out?"
        description="It leaves every figure at once. Its row stays, and its idempotency key stays used. This cannot be taken back."
        action="Take out"
        run={async () => voiding && voidEvent.mutateAsync(voiding)}
      />
    </Card>
  )
}
