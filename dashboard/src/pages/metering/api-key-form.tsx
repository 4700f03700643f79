import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { SecretOnce } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SwitchField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Mode } from './queries.ts'

type Scope = 'usage.write' | 'usage.read'

export function ApiKeyForm({ mode, onClose }: { mode: Mode; onClose: () => void }) {
  const [secret, setSecret] = useState<string>()
  const make = useAction<{ name: string; scopes: Scope[] }, string>({
    run: async (body) => (await api.POST('/api/v1/api-keys', { body: { ...body, mode } })).data.key,
    changes: [['api-keys']],
    quiet: true,
  })
  const form = useForm({
    initial: { name: '', write: true, read: true },
    check: ({ name, write, read }) => ({
      name: !name ? 'Give it a name' : write || read ? '' : 'Let it write or read usage',
    }),
    submit: async ({ name, write, read }) => {
      const scopes: Scope[] = [
        ...(write ? (['usage.write'] as const) : []),
        ...(read ? (['usage.read'] as const) : []),
      ]
      setSecret(await make.mutateAsync({ name, scopes }))
    },
  })
  if (secret) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Your new key"
        footer={
          <Button kind="primary" onClick={onClose}>
            I have it
          </Button>
        }
      >
        <SecretOnce name="API key" value={secret} />
      </Dialog>
    )
  }
  return (
    <FormDialog form={form} title={`New ${mode} key`} action="Create key" onClose={onClose}>
      <TextField label="Name" placeholder="backend" autoFocus {...form.field('name')} />
      <SwitchField
        label="Report usage"
        hint="And make tokens for widgets."
        {...form.toggle('write')}
      />
      <SwitchField label="Read usage" {...form.toggle('read')} />
    </FormDialog>
  )
}
