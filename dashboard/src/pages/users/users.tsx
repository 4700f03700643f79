import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { UserPlus, Users as UsersIcon } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorState } from '../../ui/error.tsx'
import { Select } from '../../ui/field.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { BulkBan } from './bulk-ban.tsx'
import { NewUser } from './new-user.tsx'
import { Providers, RoleBadge, UserState } from './user-badges.tsx'
import { UserMenu } from './user-menu.tsx'

export type User = Item<Answer<'/api/v1/admin/users'>['users']>

const states = {
  all: { label: 'Everybody', query: {} },
  verified: { label: 'Verified', query: { verified: true } },
  unverified: { label: 'Not verified', query: { verified: false } },
  banned: { label: 'Banned', query: { banned: true } },
  second_factor: { label: 'With second factor', query: { second_factor: true } },
  anonymous: { label: 'Anonymous', query: { anonymous: true } },
} as const
type State = keyof typeof states

const orders = [
  { value: 'created_at.desc', label: 'Newest first' },
  { value: 'created_at.asc', label: 'Oldest first' },
  { value: 'last_sign_in_at.desc', label: 'Seen last' },
  { value: 'email.asc', label: 'By address' },
] as const
type Order = (typeof orders)[number]['value']

const columns: Column<User>[] = [
  {
    key: 'email',
    header: 'User',
    cell: (user) => (
      <span className="flex min-w-0 items-center gap-2.5">
        <Avatar name={user.full_name ?? user.email ?? '?'} />
        <span className="min-w-0 truncate">
          <PageLink plain to={`/users/${user.id}`} className="font-medium hover:underline">
            {user.email ?? user.phone ?? user.username ?? 'Anonymous'}
          </PageLink>
          {user.full_name && (
            <span className="ml-2 text-muted max-sm:hidden">{user.full_name}</span>
          )}
        </span>
      </span>
    ),
  },
  { key: 'state', header: 'State', cell: (user) => <UserState user={user} /> },
  {
    key: 'role',
    header: 'Role',
    cell: (user) => <RoleBadge role={user.role} />,
    className: 'max-md:hidden',
  },
  {
    key: 'ways',
    header: 'Ways in',
    cell: (user) => <Providers user={user} />,
    className: 'max-lg:hidden',
  },
  {
    key: 'seen',
    header: 'Last seen',
    cell: (user) => <Time at={user.last_sign_in_at} never="never" />,
    className: 'max-md:hidden text-muted',
  },
  {
    key: 'created',
    header: 'Joined',
    cell: (user) => <Time at={user.created_at} />,
    className: 'max-sm:hidden text-muted',
  },
]

/** Everybody who has an account. */
export default function Users() {
  const go = useGo()
  const [{ q = '', state = 'all', order = 'created_at.desc' }, setAddress] = useAddress<{
    q?: string
    state?: State
    order?: Order
  }>()
  const [isMaking, setMaking] = useState(false)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const users = useInfiniteQuery({
    queryKey: ['users', { q, state, order }],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = {
        ...states[state]?.query,
        order,
        limit: 50,
        ...(q && { q }),
        ...(cursor && { cursor }),
        ...(!cursor && { count: true }),
      }
      return (await api.GET('/api/v1/admin/users', { params: { query }, signal })).data
    },
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const rows = users.data?.pages.flatMap((page) => page.users) ?? []
  const total = users.data?.pages[0]?.total
  const isNarrowed = q !== '' || state !== 'all'
  return (
    <Page
      title="Users"
      description={
        total === undefined
          ? 'Everybody who has an account.'
          : `${total.toLocaleString('en')} ${total === 1 ? 'account' : 'accounts'}${isNarrowed ? ' found' : ''}.`
      }
      actions={
        <Button kind="primary" icon={<UserPlus />} onClick={() => setMaking(true)}>
          New user
        </Button>
      }
    >
      <Toolbar>
        <SearchField
          label="Search by address, name or id"
          value={q}
          onChange={(q) => setAddress({ q })}
        />
        <Select
          aria-label="Which users"
          className="w-44"
          value={state}
          onChange={(state) => setAddress({ state })}
          options={(Object.keys(states) as State[]).map((value) => ({
            value,
            label: states[value].label,
          }))}
        />
        <Select
          aria-label="Order"
          className="w-36"
          value={order}
          onChange={(order) => setAddress({ order })}
          options={orders}
        />
      </Toolbar>
      <Card flush>
        {users.error ? (
          <ErrorState error={users.error} retry={() => void users.refetch()} />
        ) : (
          <Table
            label="Users"
            columns={columns}
            rows={rows}
            rowKey={(user) => user.id}
            loading={users.isPending}
            onOpen={(user) => go(`/users/${user.id}`)}
            selection={{ keys: selected, onChange: setSelected }}
            actions={(user) => <UserMenu user={user} />}
            more={{
              has: users.hasNextPage,
              busy: users.isFetchingNextPage,
              load: () => void users.fetchNextPage(),
            }}
            empty={
              <Empty icon={UsersIcon} title={isNarrowed ? 'Nobody fits' : 'No users yet'}>
                {isNarrowed
                  ? 'Search by a part of the address, by name, or by the whole id.'
                  : 'People appear here when they sign up through any of your apps, or when you invite them.'}
              </Empty>
            }
          />
        )}
      </Card>
      <BulkBan
        users={rows.filter(({ id }) => selected.has(id))}
        onDone={() => setSelected(new Set())}
      />
      {isMaking && <NewUser onClose={() => setMaking(false)} />}
    </Page>
  )
}
