import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { SelectField, SwitchField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Checklist } from '../../ui/options.tsx'
import { scopes } from './scopes.ts'

const kinds = [
  { value: 'service', label: 'My servers', hint: 'Above row-level security: keep it secret' },
  { value: 'anon', label: 'Browsers and apps', hint: 'As nobody signed in: may be public' },
] as const

export const lives = [
  { value: 'never', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
] as const
export type Life = (typeof lives)[number]['value']

export const endOf = (life: Life) =>
  life === 'never'
    ? { expires_at: null }
    : { expires_at: new Date(Date.now() + Number(life) * 86_400_000).toISOString() }

interface Props {
  onClose: () => void
  onMade: (secret: string) => void
}

export function NewServiceKey({ onClose, onMade }: Props) {
  const client = useQueryClient()
  const form = useForm({
    initial: {
      name: '',
      description: '',
      key_type: 'service' as 'service' | 'anon',
      all: true,
      scopes: ['tables:read'] as string[],
      life: '365' as Life,
    },
    submit: async ({ name, description, key_type, all, scopes, life }) => {
      const { data } = await api.POST('/api/v1/admin/service-keys', {
        body: {
          name,
          key_type,
          ...(description && { description }),
          ...(key_type === 'service' && { scopes: all ? ['*'] : scopes }),
          ...endOf(life),
        },
      })
      await client.invalidateQueries({ queryKey: ['service-keys'] })
      onMade(data.key)
    },
  })
  const { values } = form
  return (
    <FormDialog form={form} title="New key" action="Create key" onClose={onClose}>
      <TextField
        label="Name"
        autoFocus
        autoComplete="off"
        placeholder="Web backend"
        {...form.field('name')}
      />
      <TextField
        label="What it is for"
        optional
        autoComplete="off"
        {...form.field('description')}
      />
      <SelectField label="Used by" options={kinds} {...form.field('key_type')} />
      <SelectField label="Ends" options={lives} {...form.field('life')} />
      {values.key_type === 'service' && (
        <SwitchField
          label="May do everything"
          hint="Otherwise only what you choose."
          {...form.toggle('all')}
        />
      )}
      {values.key_type === 'service' && !values.all && (
        <Checklist label="Scopes" options={scopes} {...form.field('scopes')} />
      )}
    </FormDialog>
  )
}
