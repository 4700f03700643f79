import { useQuery } from '@tanstack/react-query'
import { LogIn } from 'lucide-react'
import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'
import { query } from '../../api/query.ts'
import { Dot } from '../../ui/badge.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'

type SignIn = Data<'/api/v2/apps/{id}/sessions'>['sessions'][number]

const columns: readonly Column<SignIn>[] = [
  { key: 'who', header: 'Who', cell: ({ email, mobileE164 }) => email || mobileE164 },
  { key: 'method', header: 'By', cell: ({ method }) => method },
  {
    key: 'state',
    header: 'State',
    cell: ({ verifiedAt }) => (verifiedAt ? <Dot tone="good">signed in</Dot> : <Dot>begun</Dot>),
  },
  { key: 'at', header: 'At', cell: ({ created }) => <Time at={created} /> },
]

/** The latest sign-ins, begun and done. */
export function SignIns({ id }: { id: string }) {
  const sessions = useQuery(
    query(['apps', id, 'sessions'], (signal) =>
      api.GET('/api/v2/apps/{id}/sessions', {
        params: { path: { id }, query: { limit: 200 } },
        signal,
      }),
    ),
  )
  return (
    <Card flush>
      <Loaded query={sessions}>
        {({ sessions }) => (
          <Table
            label="Sign-ins"
            columns={columns}
            rows={sessions}
            rowKey={({ id }) => id}
            empty={
              <Empty icon={LogIn} title="No sign-ins yet">
                Every sign-in that is begun stands here, with whether it was finished.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Card>
  )
}
