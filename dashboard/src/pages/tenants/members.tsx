import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Select, SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { accountOf } from '../users/person.tsx'

type Member = Item<Answer<'/api/v1/admin/tenants/{id}/members'>>

export const memberRoles = [
  { value: 'owner', label: 'Owner' },
  { value: 'admin', label: 'Admin' },
  { value: 'member', label: 'Member' },
  { value: 'viewer', label: 'Viewer' },
] as const
type Role = (typeof memberRoles)[number]['value']

/** The people of a tenant, and what they are in it. */
export function Members({ tenantId }: { tenantId: string }) {
  const [isAdding, setAdding] = useState(false)
  const key = ['tenants', tenantId, 'members']
  const path = { id: tenantId }
  const members = useQuery(
    query(key, (signal) =>
      api.GET('/api/v1/admin/tenants/{id}/members', { params: { path }, signal }),
    ),
  )
  const change = useAction({
    run: ({ user_id, role }: { user_id: string; role: Role }) =>
      api.PATCH('/api/v1/admin/tenants/{id}/members/{user_id}', {
        params: { path: { id: tenantId, user_id } },
        body: { role },
      }),
    expect: {
      key,
      as: (held: Member[], { user_id, role }) =>
        held.map((one) => (one.user_id === user_id ? { ...one, member_role: role } : one)),
    },
    changes: [key],
    done: 'The role is changed',
  })
  const remove = useAction({
    run: ({ user_id }: Member) =>
      api.DELETE('/api/v1/admin/tenants/{id}/members/{user_id}', {
        params: { path: { id: tenantId, user_id } },
      }),
    expect: {
      key,
      as: (held: Member[], { user_id }) => held.filter((one) => one.user_id !== user_id),
    },
    changes: [key],
    done: ({ email }) => `${email ?? 'The person'} is out`,
    undo: ({ user_id, member_role }) =>
      api.POST('/api/v1/admin/tenants/{id}/members', {
        params: { path },
        body: { user_id, role: member_role ?? 'member' },
      }),
  })
  const columns: Column<Member>[] = [
    {
      key: 'email',
      header: 'Person',
      cell: ({ user_id, email }) => (
        <PageLink to={`/users/${user_id}`}>{email ?? user_id}</PageLink>
      ),
      value: (one) => one.email,
      className: 'max-sm:max-w-36!',
    },
    {
      key: 'role',
      header: 'Role',
      cell: ({ user_id, email, member_role }) => (
        <Select
          aria-label={`Role of ${email ?? user_id}`}
          className="w-28 max-sm:w-24"
          value={member_role ?? 'member'}
          options={memberRoles}
          onChange={(role) => change.mutate({ user_id, role })}
        />
      ),
    },
    {
      key: 'admin',
      header: 'Administers',
      cell: ({ role }) =>
        role === 'tenant_admin' ? (
          <Badge tone="accent">tenant admin</Badge>
        ) : (
          <span className="text-faint">no</span>
        ),
      className: 'max-sm:hidden',
    },
    {
      key: 'since',
      header: 'Since',
      cell: ({ assigned_at }) => <Time at={assigned_at} />,
      className: 'max-sm:hidden text-muted',
    },
  ]
  return (
    <Card
      flush
      title="Members"
      actions={
        <Button size="sm" icon={<UserPlus />} onClick={() => setAdding(true)}>
          Add
        </Button>
      }
    >
      <Loaded query={members}>
        {(rows) => (
          <Table
            label="Members"
            columns={columns}
            rows={rows}
            rowKey={({ user_id }) => user_id}
            actions={(member) => (
              <Button size="sm" kind="quiet" onClick={() => remove.mutate(member)}>
                Remove
              </Button>
            )}
            empty={
              <Empty icon={Users} title="Nobody yet">
                Add somebody who has an account, or invite an address below.
              </Empty>
            }
          />
        )}
      </Loaded>
      {isAdding && (
        <AddMember
          tenantId={tenantId}
          onClose={() => setAdding(false)}
          refresh={() => members.refetch()}
        />
      )}
    </Card>
  )
}

function AddMember({
  tenantId,
  onClose,
  refresh,
}: {
  tenantId: string
  onClose: () => void
  refresh: () => Promise<unknown>
}) {
  const form = useForm({
    initial: { email: '', role: 'member' as Role | 'tenant_admin' },
    submit: async ({ email, role }) => {
      const { id: user_id } = await accountOf(email)
      const params = { path: { id: tenantId } }
      await api.POST('/api/v1/admin/tenants/{id}/members', {
        params,
        body: { user_id, role },
      })
      await refresh()
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title="Add a member"
      description="Somebody who has an account here. Whoever has none is invited."
      action="Add"
      size="sm"
      onClose={onClose}
    >
      <TextField label="E-mail address" type="email" autoFocus {...form.field('email')} />
      <SelectField
        label="As"
        options={[
          ...memberRoles,
          {
            value: 'tenant_admin',
            label: 'Tenant admin',
            hint: 'May use the dashboard for this tenant',
          },
        ]}
        {...form.field('role')}
      />
    </FormDialog>
  )
}
