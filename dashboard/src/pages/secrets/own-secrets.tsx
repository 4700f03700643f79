import { useQuery } from '@tanstack/react-query'
import { LockKeyhole, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { PurposeField, ValueField } from './fields.tsx'

type Secret = Item<Answer<'/api/v1/settings/secret'>>
const ownKey = ['own-secrets']
const at = (key: string) => ({ params: { path: { path: key } } })

const columns: Column<Secret>[] = [
  {
    key: 'key',
    header: 'Key',
    cell: ({ key, description }) => (
      <>
        <code className="font-medium">{key}</code>
        {description && <span className="ml-2 text-muted">{description}</span>}
      </>
    ),
    value: (secret) => secret.key,
  },
  {
    key: 'updated',
    header: 'Changed',
    cell: ({ updated_at }) => <Time at={updated_at} />,
    value: (secret) => secret.updated_at,
    className: 'max-sm:hidden text-muted',
  },
]

/** Secrets of the person who is signed in: encrypted for them alone. */
export function OwnSecrets() {
  const [open, setOpen] = useState<Secret | 'new'>()
  const [leaving, setLeaving] = useState<Secret>()
  const secrets = useQuery(
    query(ownKey, (signal) => api.GET('/api/v1/settings/secret', { signal })),
  )
  const remove = useAction({
    run: ({ key }: Secret) => api.DELETE('/api/v1/settings/secret/{path}', at(key)),
    changes: [ownKey],
    done: ({ key }) => `${key} is deleted`,
    quiet: true,
  })
  return (
    <Card
      flush
      title="Your secrets"
      description="Belong to your account alone. Service keys of this server can read them; every reading is in the audit log."
      actions={
        <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setOpen('new')}>
          New secret
        </Button>
      }
    >
      <Loaded query={secrets}>
        {(rows) => (
          <Table
            label="Your secrets"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onOpen={setOpen}
            actions={(secret) => (
              <span className="flex justify-end">
                <Button size="sm" kind="quiet" onClick={() => setOpen(secret)}>
                  Change
                </Button>
                <Button size="sm" kind="quiet" onClick={() => setLeaving(secret)}>
                  Delete
                </Button>
              </span>
            )}
            empty={
              <Empty icon={LockKeyhole} title="You keep no secrets here">
                A key of a service that you use yourself, for what runs in your name.
              </Empty>
            }
          />
        )}
      </Loaded>
      {open && (
        <OwnSecret
          secret={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
          refresh={() => secrets.refetch()}
        />
      )}
      <Confirm
        open={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        title={`Delete ${leaving?.key}?`}
        description="It cannot be brought back. What needs it will fail."
        action="Delete secret"
        run={async () => leaving && remove.mutateAsync(leaving)}
      />
    </Card>
  )
}

interface OwnProps {
  secret: Secret | undefined
  onClose: () => void
  refresh: () => Promise<unknown>
}

function OwnSecret({ secret, onClose, refresh }: OwnProps) {
  const form = useForm({
    initial: { key: secret?.key ?? '', value: '', description: secret?.description ?? '' },
    submit: async ({ key, value, description }) => {
      if (secret) {
        const body = { ...(value && { value }), description }
        await api.PUT('/api/v1/settings/secret/{path}', { ...at(secret.key), body })
      } else {
        const body = { key, value, ...(description && { description }) }
        await api.POST('/api/v1/settings/secret', { body })
      }
      await refresh()
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title={secret?.key ?? 'New secret of yours'}
      action={secret ? 'Save' : 'Keep secret'}
      onClose={onClose}
    >
      {!secret && (
        <TextField
          label="Key"
          autoFocus
          spellCheck={false}
          autoComplete="off"
          placeholder="openai.key"
          {...form.field('key')}
        />
      )}
      <ValueField
        label={secret ? 'New value' : 'Value'}
        optional={secret !== undefined}
        hint={secret ? 'Left empty, the value stays.' : 'Not shown again.'}
        {...form.field('value')}
      />
      <PurposeField {...form.field('description')} />
    </FormDialog>
  )
}
