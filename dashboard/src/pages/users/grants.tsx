import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { usePerson } from '../../session/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { SwitchField } from '../../ui/field.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'
import type { User } from './users.tsx'

const rights = [
  {
    role: 'instance_admin',
    label: 'Instance admin',
    hint: 'Everything on this server: all tenants, SQL, keys, users.',
  },
  {
    role: 'dashboard_user',
    label: 'Dashboard user',
    hint: 'May sign in to the dashboard and look, where nothing else is granted.',
  },
] as const

/** What somebody may administer; counts from their next request on. */
export function Grants({ user }: { user: User }) {
  const me = usePerson()
  const [isAsking, setAsking] = useState(false)
  const key = ['user', user.id]
  const change = useAction({
    run: ({ role, on }: { role: (typeof rights)[number]['role']; on: boolean }) => {
      const params = { path: { id: user.id, role } }
      return on
        ? api.PUT('/api/v1/admin/users/{id}/grants/{role}', { params })
        : api.DELETE('/api/v1/admin/users/{id}/grants/{role}', { params })
    },
    expect: {
      key,
      as: (held: User, { role, on }) => ({
        ...held,
        grants: on
          ? [...held.grants, { role, tenant_id: null }]
          : held.grants.filter((one) => one.role !== role),
      }),
    },
    changes: [key, ['users']],
    done: ({ on }) => (on ? 'The right is given' : 'The right is taken away'),
  })
  const tenants = user.grants.filter(({ role }) => role === 'tenant_admin').length
  return (
    <Card title="What this account administers">
      <div className="grid max-w-2xl gap-5">
        {rights.map(({ role, label, hint }) => (
          <SwitchField
            key={role}
            label={label}
            hint={hint}
            disabled={me.id === user.id}
            checked={user.grants.some((grant) => grant.role === role)}
            onChange={(on) =>
              on && role === 'instance_admin' ? setAsking(true) : change.mutate({ role, on })
            }
          />
        ))}
        <p className="text-muted">
          {tenants === 0
            ? 'Administers no tenant'
            : `Administers ${tenants === 1 ? 'one tenant' : `${tenants} tenants`}`}
          . That right is given on the page of the <PageLink to="/tenants">tenant</PageLink>.
        </p>
      </div>
      <Confirm
        open={isAsking}
        onClose={() => setAsking(false)}
        title="Make this account an instance admin?"
        description={`${user.email ?? user.username ?? user.id} may then do everything on this server, also take your own right away.`}
        action="Make instance admin"
        run={() => change.mutateAsync({ role: 'instance_admin', on: true })}
      />
    </Card>
  )
}
