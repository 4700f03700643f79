import { useQuery } from '@tanstack/react-query'
import { Plus, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Checklist } from '../../ui/options.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { Person } from '../users/person.tsx'
import { endOf, type Life, lives } from './new-service-key.tsx'
import { scopes } from './scopes.ts'
import { ShownOnce } from './shown-once.tsx'

type Key = Item<Answer<'/api/v1/client-keys'>['client_keys']>
const listKey = ['client-keys']

const columns: Column<Key>[] = [
  {
    key: 'name',
    header: 'Name',
    cell: ({ name }) => <span className="font-medium">{name}</span>,
    value: (key) => key.name,
  },
  {
    key: 'prefix',
    header: 'Begins with',
    cell: ({ key_prefix }) => <code>{key_prefix}…</code>,
    className: 'max-md:hidden',
  },
  {
    key: 'owner',
    header: 'Acts as',
    cell: ({ user_id }) => (user_id ? <Person id={user_id} /> : '–'),
    className: 'max-sm:hidden',
  },
  {
    key: 'scopes',
    header: 'Scopes',
    cell: ({ scopes }) => <span title={scopes.join('\n')}>{scopes.length}</span>,
    className: 'max-lg:hidden',
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ revoked_at }) =>
      revoked_at ? <Dot tone="danger">Revoked</Dot> : <Dot tone="good">On</Dot>,
  },
  {
    key: 'used',
    header: 'Last used',
    cell: ({ last_used_at }) => <Time at={last_used_at} never="never" />,
    className: 'text-muted',
  },
]

/** Keys that act as the person who made them, within their scopes and that person's rights. */
export function ClientKeys() {
  const [isMaking, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  const keys = useQuery(query(listKey, (signal) => api.GET('/api/v1/client-keys', { signal })))
  const revoke = useAction({
    run: ({ id }: Key) => api.POST('/api/v1/client-keys/{id}/revoke', { params: { path: { id } } }),
    changes: [listKey],
    done: ({ name }) => `${name} is revoked`,
  })
  return (
    <Card
      flush
      title="Client keys"
      description="Each acts as its owner, under the same row-level security."
      actions={
        <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setMaking(true)}>
          New key
        </Button>
      }
    >
      <Loaded query={keys}>
        {({ client_keys }) => (
          <Table
            label="Client keys"
            columns={columns}
            rows={client_keys}
            rowKey={({ id }) => id}
            actions={(key) =>
              !key.revoked_at && (
                <Button size="sm" kind="quiet" onClick={() => revoke.mutate(key)}>
                  Revoke
                </Button>
              )
            }
            empty={
              <Empty icon={UserRoundCheck} title="Nobody has a key of their own">
                People make them for scripts that act as themselves: sent as{' '}
                <code className="whitespace-nowrap">X-Client-Key</code>.
              </Empty>
            }
          />
        )}
      </Loaded>
      {isMaking && (
        <NewClientKey
          onClose={() => setMaking(false)}
          onMade={setSecret}
          refresh={() => keys.refetch()}
        />
      )}
      {secret && <ShownOnce secret={secret} onClose={() => setSecret(undefined)} />}
    </Card>
  )
}

interface NewProps {
  onClose: () => void
  onMade: (secret: string) => void
  refresh: () => Promise<unknown>
}

function NewClientKey({ onClose, onMade, refresh }: NewProps) {
  const form = useForm({
    initial: { name: '', scopes: ['tables:read'] as string[], life: '90' as Life },
    submit: async ({ name, scopes, life }) => {
      const { data } = await api.POST('/api/v1/client-keys', {
        body: { name, scopes, ...endOf(life) },
      })
      await refresh()
      onMade(data.key)
    },
    onDone: onClose,
  })
  return (
    <FormDialog form={form} title="New key of your own" action="Create key" onClose={onClose}>
      <TextField label="Name" autoFocus autoComplete="off" {...form.field('name')} />
      <SelectField label="Ends" options={lives} {...form.field('life')} />
      <Checklist label="Scopes" options={scopes} {...form.field('scopes')} />
    </FormDialog>
  )
}
