import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { endOfDay, LastDayField, PurposeField, ValueField } from './fields.tsx'
import { secretsKey } from './function-secrets.tsx'

const scopes = [
  { value: 'global', label: 'Every function' },
  { value: 'namespace', label: 'Functions of one namespace' },
] as const

export function NewSecret({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const form = useForm({
    initial: {
      name: '',
      value: '',
      scope: 'global' as (typeof scopes)[number]['value'],
      namespace: '',
      description: '',
      expires_at: '',
    },
    check: ({ name }) => ({
      name: /^[A-Za-z_]\w*$/.test(name)
        ? ''
        : 'Letters, digits and underscores, the first of them no digit',
    }),
    submit: async ({ name, value, scope, namespace, description, expires_at }) => {
      await api.POST('/api/v1/secrets', {
        body: {
          name,
          value,
          scope,
          ...(scope === 'namespace' && { namespace }),
          ...(description && { description }),
          ...(expires_at && { expires_at: endOfDay(expires_at) }),
        },
      })
      await client.invalidateQueries({ queryKey: secretsKey })
      toast({ title: `${name} is kept` })
    },
    onDone: onClose,
  })
  return (
    <FormDialog form={form} title="New secret" action="Keep secret" onClose={onClose}>
      <TextField
        label="Name"
        autoFocus
        spellCheck={false}
        autoComplete="off"
        placeholder="STRIPE_KEY"
        {...form.field('name')}
      />
      <ValueField label="Value" hint="Not shown again." {...form.field('value')} />
      <SelectField label="For" options={scopes} {...form.field('scope')} />
      {form.values.scope === 'namespace' && (
        <TextField
          label="Namespace"
          spellCheck={false}
          autoComplete="off"
          {...form.field('namespace')}
        />
      )}
      <PurposeField {...form.field('description')} />
      <LastDayField {...form.field('expires_at')} />
    </FormDialog>
  )
}
