import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { deviceName } from '../users/device.ts'

type Credential = Item<Answer<'/v1/me/credentials'>>

const columns: Column<Credential>[] = [
  {
    key: 'name',
    header: 'Name',
    cell: ({ name, kind }) => (
      <span className="font-medium">{kind === 'session' ? deviceName(name) : name}</span>
    ),
    value: (one) => one.name,
    className: 'max-sm:max-w-36!',
  },
  {
    key: 'kind',
    header: 'Kind',
    cell: ({ kind }) => <Badge>{kind.replaceAll('_', ' ')}</Badge>,
    value: (one) => one.kind,
  },
  {
    key: 'prefix',
    header: 'Begins with',
    cell: ({ prefix }) => (prefix ? <code>{prefix}…</code> : '–'),
    className: 'max-md:hidden',
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ is_active }) => (is_active ? <Dot tone="good">On</Dot> : <Dot>Over</Dot>),
  },
  {
    key: 'used',
    header: 'Last used',
    cell: ({ last_used_at }) => <Time at={last_used_at} never="never" />,
    value: (one) => one.last_used_at,
    className: 'max-sm:hidden',
  },
  {
    key: 'created',
    header: 'Made',
    cell: ({ created_at }) => <Time at={created_at} />,
    value: (one) => one.created_at,
    className: 'max-sm:hidden',
  },
]

/** Every key, token, passkey and session of one's own, whichever API it is for. */
export function Mine() {
  const mine = useQuery(
    query(['credentials'], (signal) => api.GET('/v1/me/credentials', { signal })),
  )
  return (
    <Card
      flush
      title="One ring for all APIs"
      description="Keys, tokens, passkeys and sessions of your account, on every surface."
    >
      <Loaded query={mine}>
        {(rows) => (
          <Table
            label="Your credentials"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            empty={<Empty icon={KeyRound} title="Nothing yet" />}
          />
        )}
      </Loaded>
    </Card>
  )
}
