import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { deviceName } from '../users/device.ts'

type Session = Item<Answer<'/v1/me/sessions'>>
const key = ['own-sessions']

const columns: Column<Session>[] = [
  {
    key: 'device',
    header: 'Device',
    cell: ({ device, current }) => (
      <span className="flex items-center gap-2">
        <span className="font-medium">{deviceName(device)}</span>
        {current && <Badge tone="good">this one</Badge>}
      </span>
    ),
  },
  {
    key: 'address',
    header: 'Address',
    cell: ({ address }) => <code>{address ?? '–'}</code>,
    className: 'max-sm:hidden',
  },
  { key: 'surface', header: 'Through', cell: ({ surface }) => surface, className: 'max-md:hidden' },
  { key: 'used', header: 'Last used', cell: ({ last_used_at }) => <Time at={last_used_at} /> },
]

/** Everywhere you are signed in, on any API. */
export function OwnSessions() {
  const sessions = useQuery(query(key, (signal) => api.GET('/v1/me/sessions', { signal })))
  const end = useAction({
    run: ({ id }: Session) => api.DELETE('/v1/me/sessions/{id}', { params: { path: { id } } }),
    expect: { key, as: (held: Session[], { id }) => held.filter((one) => one.id !== id) },
    changes: [key],
    done: ({ device }) => `${deviceName(device)} is signed out`,
  })
  return (
    <Card flush title="Where you are signed in">
      <Loaded query={sessions}>
        {(rows) => (
          <Table
            label="Your sessions"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            actions={(session) =>
              !session.current && (
                <Button size="sm" kind="quiet" onClick={() => end.mutate(session)}>
                  Sign out
                </Button>
              )
            }
          />
        )}
      </Loaded>
    </Card>
  )
}
