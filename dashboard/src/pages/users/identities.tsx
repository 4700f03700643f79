import { useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'

type Identity = Item<Answer<'/api/v1/admin/users/{id}/identities'>['identities']>

const columns: Column<Identity>[] = [
  { key: 'provider', header: 'Provider', cell: ({ provider }) => provider },
  { key: 'email', header: 'Address there', cell: ({ email }) => email ?? '–' },
  { key: 'created', header: 'Linked', cell: ({ created_at }) => <Time at={created_at} /> },
]

/** Accounts elsewhere that sign in here. */
export function Identities({ userId }: { userId: string }) {
  const key = ['user', userId, 'identities']
  const identities = useQuery(
    query(key, (signal) =>
      api.GET('/api/v1/admin/users/{id}/identities', { params: { path: { id: userId } }, signal }),
    ),
  )
  const unlink = useAction({
    run: ({ id }: Identity) =>
      api.DELETE('/api/v1/admin/users/{id}/identities/{identity_id}', {
        params: { path: { id: userId, identity_id: id } },
      }),
    changes: [key, ['user', userId]],
    done: ({ provider }) => `${provider} signs in here no more`,
  })
  return (
    <Card flush title="Identities">
      <Loaded query={identities}>
        {({ identities }) => (
          <Table
            label="Identities"
            columns={columns}
            rows={identities}
            rowKey={({ id }) => id}
            actions={(identity) => (
              <Button size="sm" kind="quiet" onClick={() => unlink.mutate(identity)}>
                Unlink
              </Button>
            )}
            empty={
              <Empty icon={Link2} title="No accounts elsewhere">
                Google, Apple, a company’s directory: linked when somebody signs in through them.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Card>
  )
}
