import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Gauge, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'
import { query, useAction } from '../../api/query.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { CustomerForm } from './customer-form.tsx'
import { amount, type Customer } from './queries.ts'
import { Quotas } from './quotas.tsx'

type Used = Data<'/api/v1/customers/{id}/usage'>['meters'][number]

const columns: readonly Column<Used>[] = [
  {
    key: 'meter',
    header: 'Meter',
    cell: ({ meter_id, meter_name }) => (
      <PageLink to={`/metering/meters/${meter_id}`}>{meter_name}</PageLink>
    ),
  },
  {
    key: 'used',
    header: 'Used',
    align: 'right',
    cell: ({ total_usage, unit }) => (
      <>
        {amount(total_usage)} <span className="text-muted">{unit}</span>
      </>
    ),
  },
  {
    key: 'events',
    header: 'Events',
    align: 'right',
    cell: ({ event_count }) => amount(event_count),
  },
]

/** One customer: what they used, and how much they may. */
export default function CustomerPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const params = { path: { id } }
  const customer = useQuery(
    query(['customers', id], (signal) => api.GET('/api/v1/customers/{id}', { params, signal })),
  )
  return (
    <Loaded query={customer} skeleton={<PageSkeleton />}>
      {(customer) => (
        <Page
          title={customer.name}
          back={
            <PageLink to="/metering" search={{ tab: 'customers' }}>
              Customers
            </PageLink>
          }
          actions={<Actions customer={customer} />}
        >
          <div className="grid gap-5">
            <Card>
              <Facts
                rows={[
                  [
                    'Your id',
                    customer.external_id ? <Copyable key="id" text={customer.external_id} /> : '–',
                  ],
                  ['E-mail', customer.email || '–'],
                  [
                    'Mode',
                    <Badge key="mode" tone={customer.mode === 'test' ? 'warn' : 'neutral'}>
                      {customer.mode}
                    </Badge>,
                  ],
                  ['Since', <Time key="since" at={customer.created_at} />],
                ]}
              />
            </Card>
            <Quotas customerId={id} />
            <UsedCard customer={customer} />
          </div>
        </Page>
      )}
    </Loaded>
  )
}

function UsedCard({ customer: { id, mode } }: { customer: Customer }) {
  const usage = useQuery(
    query(['customers', id, 'usage'], (signal) =>
      api.GET('/api/v1/customers/{id}/usage', {
        params: { path: { id }, query: { mode } },
        signal,
      }),
    ),
  )
  return (
    <Card flush title="Usage" description="Of the last 30 days.">
      <Loaded query={usage}>
        {({ meters }) => (
          <Table
            label="Usage"
            columns={columns}
            rows={meters}
            rowKey={({ meter_id }) => meter_id}
            empty={<Empty icon={Gauge} title="Nothing was used in the last 30 days" />}
          />
        )}
      </Loaded>
    </Card>
  )
}

function Actions({ customer }: { customer: Customer }) {
  const go = useGo()
  const [doing, setDoing] = useState<'edit' | 'delete'>()
  const remove = useAction({
    run: () => api.DELETE('/api/v1/customers/{id}', { params: { path: { id: customer.id } } }),
    changes: [['customers']],
    quiet: true,
    done: `${customer.name} is forgotten`,
  })
  return (
    <>
      <Button icon={<Pencil />} onClick={() => setDoing('edit')}>
        Edit
      </Button>
      <Button icon={<Trash2 />} onClick={() => setDoing('delete')}>
        Delete
      </Button>
      {doing === 'edit' && <CustomerForm customer={customer} onClose={() => setDoing(undefined)} />}
      <Confirm
        open={doing === 'delete'}
        onClose={() => setDoing(undefined)}
        title={`Forget ${customer.name}?`}
        description="For good: name, address and id are erased. What was counted stays counted."
        action="Delete customer"
        name={customer.name}
        run={async () => {
          await remove.mutateAsync()
          go('/metering', { tab: 'customers' })
        }}
      />
    </>
  )
}
