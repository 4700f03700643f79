import { useInfiniteQuery } from '@tanstack/react-query'
import { Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import type { AppUser } from './queries.ts'

const pageSize = 50
const nameOf = ({ firstName, lastName }: AppUser) => [firstName, lastName].filter(Boolean).join(' ')

const columns: readonly Column<AppUser>[] = [
  {
    key: 'who',
    header: 'User',
    value: ({ email, mobileE164 }) => email || mobileE164,
    cell: (user) => user.email || user.mobileE164,
  },
  {
    key: 'name',
    header: 'Name',
    className: 'max-sm:hidden',
    cell: (user) => nameOf(user) || <span className="text-faint">–</span>,
  },
  { key: 'id', header: 'Id', className: 'max-md:hidden', cell: ({ id }) => <Copyable text={id} /> },
  {
    key: 'created',
    header: 'Since',
    value: ({ created }) => created,
    cell: ({ created }) => <Time at={created} />,
  },
]

/** Who signed in to the app. */
export function AppUsers({ id }: { id: string }) {
  const [leaving, setLeaving] = useState<AppUser>()
  const pages = useInfiniteQuery({
    queryKey: ['apps', id, 'users'],
    queryFn: async ({ pageParam: page, signal }) => {
      const params = { path: { id }, query: { limit: pageSize, page } }
      return (await api.GET('/api/v2/apps/{id}/users', { params, signal })).data.users
    },
    initialPageParam: 1,
    getNextPageParam: (users, all) => (users.length === pageSize ? all.length + 1 : undefined),
  })
  const remove = useAction<AppUser>({
    run: ({ id: userId }) =>
      api.DELETE('/api/v2/apps/{id}/users/{userId}', { params: { path: { id, userId } } }),
    changes: [['apps', id, 'users']],
    quiet: true,
    done: 'The user is deleted',
  })
  if (pages.error) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />
  return (
    <Card flush>
      <Table
        label="Users"
        columns={columns}
        rows={pages.data?.pages.flat() ?? []}
        rowKey={({ id }) => id}
        loading={pages.isPending}
        actions={(user) => (
          <IconButton
            label={`Delete ${user.email || user.mobileE164}`}
            size="sm"
            onClick={() => setLeaving(user)}
          >
            <Trash2 />
          </IconButton>
        )}
        more={{
          has: pages.hasNextPage,
          busy: pages.isFetchingNextPage,
          load: () => void pages.fetchNextPage(),
        }}
        empty={
          <Empty icon={Users} title="Nobody signed in yet">
            Users are made by their first sign-in. Try it in the preview. With Firebase or Supabase
            as backend they are there instead.
          </Empty>
        }
      />
      <Confirm
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={`Delete ${leaving?.email || leaving?.mobileE164}?`}
        description="All their logins end at once, and what is known of them is erased. Whoever signs in again is a new user."
        action="Delete user"
        run={async () => leaving && remove.mutateAsync(leaving)}
      />
    </Card>
  )
}
