import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { useAddress } from '../../ui/address.ts'
import { Copyable } from '../../ui/copy.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Time } from '../../ui/time.tsx'
import { Factors } from './factors.tsx'
import { Grants } from './grants.tsx'
import { Identities } from './identities.tsx'
import { Metadata } from './metadata.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'
import { RoleBadge, UserState } from './user-badges.tsx'
import { UserMenu } from './user-menu.tsx'
import type { User } from './users.tsx'

/** One account: who it is, how it signs in, where it is signed in. */
export default function UserPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const user = useQuery(
    query(['user', id], (signal) =>
      api.GET('/api/v1/admin/users/{id}', { params: { path: { id } }, signal }),
    ),
  )
  return (
    <Loaded query={user} skeleton={<PageSkeleton />}>
      {(user) => <Shown key={user.updated_at} user={user} />}
    </Loaded>
  )
}

function Shown({ user }: { user: User }) {
  const go = useGo()
  const [{ tab = 'profile' }, setAddress] = useAddress<{ tab?: string }>()
  return (
    <Page
      back={<PageLink to="/users">Users</PageLink>}
      title={user.email ?? user.username ?? 'Anonymous user'}
      description={
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <UserState user={user} />
          <RoleBadge role={user.role} />
          <span>
            Joined <Time at={user.created_at} />
          </span>
          <span>
            Last seen <Time at={user.last_sign_in_at} never="never" />
          </span>
        </span>
      }
      actions={<UserMenu user={user} onDeleted={() => go('/users')} />}
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab: tab === 'profile' ? '' : tab })}
        tabs={[
          { value: 'profile', label: 'Profile', content: <Overview user={user} /> },
          { value: 'sessions', label: 'Sessions', content: <Sessions userId={user.id} /> },
          { value: 'factors', label: 'Factors and identities', content: <Ways userId={user.id} /> },
          { value: 'metadata', label: 'Metadata', content: <Metadata user={user} /> },
          { value: 'rights', label: 'Rights', content: <Grants user={user} /> },
        ]}
      />
    </Page>
  )
}

const Overview = ({ user }: { user: User }) => (
  <div className="grid items-start gap-5 lg:grid-cols-2">
    <Profile user={user} />
    <Card title="Facts">
      <Facts
        rows={[
          ['Id', <Copyable key="id" text={user.id} />],
          ['Made by', user.origin],
          ['Ban', user.banned_at ? (user.ban_reason ?? 'until it is lifted') : 'none'],
          [
            'New address',
            user.new_email ?? (
              <span key="none" className="text-faint">
                none waits
              </span>
            ),
          ],
          [
            'Phone',
            user.phone ?? (
              <span key="none" className="text-faint">
                none
              </span>
            ),
          ],
          ['Language', user.language],
          ['Password', user.has_password ? 'set' : 'none'],
          ['Last change', <Time key="at" at={user.updated_at} />],
        ]}
      />
    </Card>
  </div>
)

const Ways = ({ userId }: { userId: string }) => (
  <div className="grid gap-5">
    <Factors userId={userId} />
    <Identities userId={userId} />
  </div>
)
