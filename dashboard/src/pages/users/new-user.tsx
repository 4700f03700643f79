import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useGo } from '../../ui/link.tsx'
import { toast } from '../../ui/toast.tsx'

const ways = [
  { value: 'invite', label: 'Mail an invitation', hint: 'They choose their password by a link' },
  { value: 'password', label: 'Set a password', hint: 'You tell it to them yourself' },
  { value: 'code', label: 'By code', hint: 'They sign in by a code or link in a mail' },
] as const

/** An account made by an administrator: its mailbox counts as proven. */
export function NewUser({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const go = useGo()
  const form = useForm({
    initial: {
      email: '',
      full_name: '',
      way: 'invite' as (typeof ways)[number]['value'],
      password: '',
    },
    submit: async ({ email, full_name, way, password }) => {
      const { data } = await api.POST('/api/v1/admin/users', {
        body: {
          email,
          ...(full_name && { full_name }),
          ...(way === 'invite' && { invite: true }),
          ...(way === 'password' && { password }),
        },
      })
      await client.invalidateQueries({ queryKey: ['users'] })
      toast({ title: way === 'invite' ? `${email} is invited` : `${email} has an account` })
      go(`/users/${data.id}`)
    },
    onDone: onClose,
  })
  return (
    <FormDialog form={form} title="New user" action="Create user" size="sm" onClose={onClose}>
      <TextField
        label="E-mail address"
        type="email"
        autoFocus
        autoComplete="off"
        {...form.field('email')}
      />
      <TextField label="Name" optional autoComplete="off" {...form.field('full_name')} />
      <SelectField label="How they sign in first" options={ways} {...form.field('way')} />
      {form.values.way === 'password' && (
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          {...form.field('password')}
        />
      )}
    </FormDialog>
  )
}
