import { useQuery } from '@tanstack/react-query'
import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { deviceName } from './device.ts'

type List = Answer<'/api/v1/admin/users/{id}/sessions'>
type Session = Item<List['sessions']>

const columns: Column<Session>[] = [
  {
    key: 'device',
    header: 'Device',
    cell: ({ device }) => <span title={device ?? undefined}>{deviceName(device)}</span>,
  },
  {
    key: 'address',
    header: 'Address',
    cell: ({ address }) => <code>{address ?? '–'}</code>,
    className: 'max-sm:hidden',
  },
  { key: 'surface', header: 'Through', cell: ({ surface }) => surface, className: 'max-md:hidden' },
  {
    key: 'aal',
    header: 'Proof',
    cell: ({ aal, amr }) => (
      <Badge tone={aal === 'aal2' ? 'good' : 'neutral'}>{amr.join(' + ') || aal}</Badge>
    ),
    className: 'max-md:hidden',
  },
  {
    key: 'last',
    header: 'Last used',
    cell: ({ last_used_at }) => <Time at={last_used_at} />,
    value: (s) => s.last_used_at,
  },
  {
    key: 'expires',
    header: 'Ends',
    cell: ({ expires_at }) => <Time at={expires_at} />,
    className: 'max-sm:hidden',
  },
]

/** Where somebody is signed in. Ending one counts on every process at once. */
export function Sessions({ userId }: { userId: string }) {
  const [isAsked, setAsked] = useState(false)
  const key = ['user', userId, 'sessions']
  const path = { id: userId }
  const sessions = useQuery(
    query(key, (signal) =>
      api.GET('/api/v1/admin/users/{id}/sessions', { params: { path }, signal }),
    ),
  )
  const end = useAction({
    run: ({ id }: Session) =>
      api.DELETE('/api/v1/admin/users/{id}/sessions/{session_id}', {
        params: { path: { id: userId, session_id: id } },
      }),
    expect: {
      key,
      as: (held: List, { id }) => ({ sessions: held.sessions.filter((one) => one.id !== id) }),
    },
    changes: [key],
    done: 'The session is over',
  })
  const endAll = useAction({
    run: () => api.DELETE('/api/v1/admin/users/{id}/sessions', { params: { path } }),
    changes: [key],
    done: 'All sessions are over',
  })
  return (
    <Card
      flush
      title="Sessions"
      actions={
        <Button
          size="sm"
          icon={<LogOut />}
          disabled={!sessions.data?.sessions.length}
          onClick={() => setAsked(true)}
        >
          End all
        </Button>
      }
    >
      <Loaded query={sessions}>
        {({ sessions }) => (
          <Table
            label="Sessions"
            columns={columns}
            rows={sessions}
            rowKey={({ id }) => id}
            actions={(session) => (
              <Button size="sm" kind="quiet" onClick={() => end.mutate(session)}>
                End
              </Button>
            )}
            empty={
              <Empty icon={MonitorSmartphone} title="Signed in nowhere">
                A session appears here for every device that signs in, on any surface.
              </Empty>
            }
          />
        )}
      </Loaded>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        title="End all sessions?"
        description="They must sign in again on every device. Their keys stay."
        action="End all"
        run={() => endAll.mutateAsync()}
      />
    </Card>
  )
}
