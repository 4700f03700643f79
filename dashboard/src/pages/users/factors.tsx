import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'

interface Factor {
  id: string
  kind: 'totp' | 'passkey'
  name: string
  isSecond: boolean
  created_at: string
  last_used_at: string | null
}

const toRows = ({ factors, passkeys }: Answer<'/api/v1/admin/users/{id}/factors'>): Factor[] => [
  ...factors.map((one) => ({ ...one, isSecond: one.confirmed, last_used_at: null })),
  ...passkeys.map((one) => ({ ...one, kind: 'passkey' as const, isSecond: one.second_factor })),
]

const columns: Column<Factor>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => name || 'Without a name' },
  {
    key: 'kind',
    header: 'Kind',
    cell: ({ kind }) => (kind === 'totp' ? 'Authenticator app' : 'Passkey'),
  },
  {
    key: 'second',
    header: 'Second factor',
    cell: ({ isSecond }) =>
      isSecond ? <Badge tone="good">required</Badge> : <span className="text-faint">no</span>,
  },
  {
    key: 'created',
    header: 'Added',
    cell: ({ created_at }) => <Time at={created_at} />,
    className: 'max-sm:hidden',
  },
  {
    key: 'used',
    header: 'Last used',
    cell: ({ last_used_at }) => <Time at={last_used_at} />,
    className: 'max-sm:hidden',
  },
]

/** Passkeys and authenticator apps; taking one away is told to the person by mail. */
export function Factors({ userId }: { userId: string }) {
  const [asked, setAsked] = useState<Factor>()
  const key = ['user', userId, 'factors']
  const factors = useQuery(
    query(key, (signal) =>
      api.GET('/api/v1/admin/users/{id}/factors', { params: { path: { id: userId } }, signal }),
    ),
  )
  const remove = useAction({
    run: ({ id, kind }: Factor) =>
      kind === 'totp'
        ? api.DELETE('/api/v1/admin/users/{id}/factors/{factor_id}', {
            params: { path: { id: userId, factor_id: id } },
          })
        : api.DELETE('/api/v1/admin/users/{id}/passkeys/{passkey_id}', {
            params: { path: { id: userId, passkey_id: id } },
          }),
    changes: [key, ['user', userId]],
    done: 'It is removed; the person is told by mail',
  })
  return (
    <Card
      flush
      title="Factors"
      description={
        factors.data?.factors.length
          ? `${factors.data.recovery_codes_left} recovery codes left.`
          : ''
      }
    >
      <Loaded query={factors}>
        {(data) => (
          <Table
            label="Factors"
            columns={columns}
            rows={toRows(data)}
            rowKey={({ id }) => id}
            actions={(factor) => (
              <Button size="sm" kind="quiet" onClick={() => setAsked(factor)}>
                Remove
              </Button>
            )}
            empty={
              <Empty icon={ShieldCheck} title="No passkeys, no authenticator app">
                People add them in your app or on their account page.
              </Empty>
            }
          />
        )}
      </Loaded>
      <Confirm
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={`Remove ${asked?.name || 'this factor'}?`}
        description="Do this only when you are sure who asked for it: it is how accounts are taken over."
        action="Remove factor"
        run={async () => asked && remove.mutateAsync(asked)}
      />
    </Card>
  )
}
