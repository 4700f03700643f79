import { useQuery } from '@tanstack/react-query'
import { MailPlus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { memberRoles } from './members.tsx'

type Invitation = Item<Answer<'/api/v1/admin/invitations'>['invitations']>
const listKey = ['invitations']

const columns: Column<Invitation>[] = [
  {
    key: 'email',
    header: 'Address',
    cell: ({ email }) => <span className="font-medium">{email}</span>,
  },
  { key: 'role', header: 'As', cell: ({ role }) => <Badge>{role.replaceAll('_', ' ')}</Badge> },
  {
    key: 'expires',
    header: 'Ends',
    cell: ({ expires_at }) => <Time at={expires_at} />,
    className: 'max-sm:hidden text-muted',
  },
]

/** Addresses that were asked to join and have not yet. */
export function Invitations({ tenantId }: { tenantId: string }) {
  const [isInviting, setInviting] = useState(false)
  const invitations = useQuery(
    query(listKey, (signal) => api.GET('/api/v1/admin/invitations', { signal })),
  )
  const takeBack = useAction({
    run: ({ id }: Invitation) =>
      api.DELETE('/api/v1/admin/invitations/{token}', { params: { path: { token: id } } }),
    changes: [listKey],
    done: ({ email }) => `The invitation of ${email} is void`,
  })
  return (
    <Card
      flush
      title="Invitations"
      actions={
        <Button size="sm" icon={<MailPlus />} onClick={() => setInviting(true)}>
          Invite
        </Button>
      }
    >
      <Loaded query={invitations}>
        {({ invitations }) => (
          <Table
            label="Invitations"
            columns={columns}
            rows={invitations.filter((one) => one.tenant_id === tenantId)}
            rowKey={({ id }) => id}
            actions={(one) => (
              <Button size="sm" kind="quiet" onClick={() => takeBack.mutate(one)}>
                Take back
              </Button>
            )}
            empty={
              <Empty icon={MailPlus} title="No open invitations">
                A mail with a link makes whoever has the mailbox a member.
              </Empty>
            }
          />
        )}
      </Loaded>
      {isInviting && (
        <Invite
          tenantId={tenantId}
          onClose={() => setInviting(false)}
          refresh={() => invitations.refetch()}
        />
      )}
    </Card>
  )
}

function Invite({
  tenantId,
  onClose,
  refresh,
}: {
  tenantId: string
  onClose: () => void
  refresh: () => Promise<unknown>
}) {
  const form = useForm({
    initial: { email: '', role: 'member' },
    submit: async ({ email, role }) => {
      await api.POST('/api/v1/admin/invitations', { body: { email, role, tenant_id: tenantId } })
      toast({ title: `${email} is invited` })
      await refresh()
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title="Invite somebody"
      action="Send invitation"
      size="sm"
      onClose={onClose}
    >
      <TextField label="E-mail address" type="email" autoFocus {...form.field('email')} />
      <SelectField
        label="As"
        options={[...memberRoles, { value: 'tenant_admin', label: 'Tenant admin' }]}
        {...form.field('role')}
      />
    </FormDialog>
  )
}
