import { useInfiniteQuery } from '@tanstack/react-query'
import { Contact, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAddress } from '../../ui/address.ts'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { CustomerForm } from './customer-form.tsx'
import type { Customer, Mode } from './queries.ts'

const columns: readonly Column<Customer>[] = [
  {
    key: 'name',
    header: 'Name',
    className: 'py-1.5',
    cell: ({ id, name, email }) => (
      <>
        <PageLink to={`/metering/customers/${id}`} className="font-medium">
          {name}
        </PageLink>
        {email && <span className="block truncate text-xs text-muted">{email}</span>}
      </>
    ),
  },
  {
    key: 'external',
    header: 'Your id',
    cell: ({ external_id }) => <code>{external_id ?? '–'}</code>,
  },
  {
    key: 'state',
    header: 'State',
    className: 'max-sm:hidden',
    cell: ({ status }) =>
      status === 'ACTIVE' ? <Dot tone="good">active</Dot> : <Dot>archived</Dot>,
  },
  {
    key: 'since',
    header: 'Since',
    className: 'max-sm:hidden',
    cell: ({ created_at }) => <Time at={created_at} />,
  },
]

export function Customers({ mode }: { mode: Mode }) {
  const go = useGo()
  const [{ q = '' }, setAddress] = useAddress<{ q?: string }>()
  const [isMaking, setMaking] = useState(false)
  const pages = useInfiniteQuery({
    queryKey: ['customers', mode, q],
    queryFn: async ({ pageParam: page, signal }) => {
      const query = { mode, page, page_size: 50, ...(q && { search: q }) }
      return (await api.GET('/api/v1/customers', { params: { query }, signal })).data
    },
    initialPageParam: 1,
    getNextPageParam: ({ meta }) => (meta.page < meta.total_pages ? meta.page + 1 : undefined),
  })
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setMaking(true)}>
      New customer
    </Button>
  )
  if (pages.error) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />
  return (
    <>
      <Toolbar>
        <SearchField label="Search customers" value={q} onChange={(q) => setAddress({ q })} />
        <span className="grow" />
        {make}
      </Toolbar>
      <Card flush>
        <Table
          label="Customers"
          columns={columns}
          rows={pages.data?.pages.flatMap(({ data }) => data) ?? []}
          rowKey={({ id }) => id}
          loading={pages.isPending}
          onOpen={({ id }) => go(`/metering/customers/${id}`)}
          more={{
            has: pages.hasNextPage,
            busy: pages.isFetchingNextPage,
            load: () => void pages.fetchNextPage(),
          }}
          empty={
            q ? (
              <Empty icon={Contact} title="No customer is found" />
            ) : (
              <Empty icon={Contact} title="No customers yet" action={make}>
                A customer is made with its first event, by the id that you have for it. Make one
                yourself to give it a quota before.
              </Empty>
            )
          }
        />
      </Card>
      {isMaking && <CustomerForm mode={mode} onClose={() => setMaking(false)} />}
    </>
  )
}
