import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Download, ScrollText } from 'lucide-react'
import { api, authorizedFetch } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { saveFile } from '../../ui/download.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Select } from '../../ui/field.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { AuditRecord, whoDid } from './record.tsx'

export type Entry = Item<Answer<'/api/v1/admin/audit'>['records']>

const kinds = [
  { value: 'all', label: 'Every event' },
  ...[
    'user',
    'session',
    'key',
    'mfa',
    'passkey',
    'password',
    'email',
    'settings',
    'tenant',
    'oauth',
    'saml',
    'impersonation',
    'sql',
    'webhook',
    'bucket',
  ].map((kind) => ({ value: `${kind}.`, label: `${kind}.…` })),
]
const ages = [
  { value: 'all', label: 'Any time', hours: undefined },
  { value: 'hour', label: 'Last hour', hours: 1 },
  { value: 'day', label: 'Last day', hours: 24 },
  { value: 'week', label: 'Last week', hours: 168 },
]

const toneOf = (event: string): Tone =>
  /deleted|banned|revoked|failed|refused|disabled/.test(event)
    ? 'danger'
    : /created|registered|enabled|added/.test(event)
      ? 'good'
      : 'neutral'

const columns: Column<Entry>[] = [
  { key: 'at', header: 'When', cell: ({ at }) => <Time at={at} />, className: 'w-32 text-muted' },
  {
    key: 'event',
    header: 'Event',
    cell: ({ event }) => <Badge tone={toneOf(event)}>{event}</Badge>,
  },
  {
    key: 'actor',
    header: 'Who',
    cell: ({ actor }) => whoDid(actor),
    className: 'max-sm:max-w-32!',
  },
  {
    key: 'user',
    header: 'Whom',
    cell: ({ user_email }) => user_email ?? <span className="text-faint">–</span>,
    className: 'max-md:hidden',
  },
  {
    key: 'surface',
    header: 'Through',
    cell: ({ surface }) => surface ?? '–',
    className: 'max-lg:hidden text-muted',
  },
  {
    key: 'address',
    header: 'Address',
    cell: ({ address }) => <code>{address ?? '–'}</code>,
    className: 'max-lg:hidden text-muted',
  },
]

/** What happened to accounts, keys and settings; kept for ninety days. */
export default function Audit() {
  const [{ q = '', event = 'all', age = 'all', id }, setAddress] = useAddress<{
    q?: string
    event?: string
    age?: string
    id?: string
  }>()
  const hours = ages.find(({ value }) => value === age)?.hours
  const filters = {
    ...(q && { q }),
    ...(event !== 'all' && { event }),
    ...(hours && {
      from: new Date(Math.floor(Date.now() / 60_000) * 60_000 - hours * 3_600_000).toISOString(),
    }),
  }
  const records = useInfiniteQuery({
    queryKey: ['audit', { q, event, age }],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { ...filters, limit: 100, ...(cursor && { cursor }) }
      return (await api.GET('/api/v1/admin/audit', { params: { query }, signal })).data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 15_000),
  })
  const csv = useAction({
    run: async () => {
      const path = `/api/v1/admin/audit?${new URLSearchParams(filters)}`
      const answer = await authorizedFetch(path, { headers: { accept: 'text/csv' } })
      saveFile('audit.csv', await answer.blob())
    },
  })
  const rows = records.data?.pages.flatMap((page) => page.records) ?? []
  const open = rows.find((row) => row.id === id)
  return (
    <Page
      title="Audit log"
      description="What happened to accounts, keys and settings, and who did it. Kept for ninety days; never holds a secret."
      actions={
        <Button icon={<Download />} busy={csv.isPending} onClick={() => csv.mutate()}>
          CSV
        </Button>
      }
    >
      <Toolbar>
        <SearchField label="Search in the details" value={q} onChange={(q) => setAddress({ q })} />
        <Select
          aria-label="Kind of event"
          className="w-40"
          value={event}
          options={kinds}
          onChange={(event) => setAddress({ event })}
        />
        <Select
          aria-label="Time"
          className="w-32"
          value={age}
          options={ages}
          onChange={(age) => setAddress({ age })}
        />
      </Toolbar>
      <Card flush>
        {records.error ? (
          <ErrorState error={records.error} retry={() => void records.refetch()} />
        ) : (
          <Table
            label="Audit records"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            loading={records.isPending}
            onOpen={(row) => setAddress({ id: row.id })}
            more={{
              has: records.hasNextPage,
              busy: records.isFetchingNextPage,
              load: () => void records.fetchNextPage(),
            }}
            empty={
              <Empty icon={ScrollText} title="No such event">
                Sign-ins, new keys, changed settings, SQL by administrators: all of it is written
                here in the transaction that did it.
              </Empty>
            }
          />
        )}
      </Card>
      {open && <AuditRecord record={open} onClose={() => setAddress({ id: '' })} />}
    </Page>
  )
}
