import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Card } from '../../ui/page.tsx'
import { toast } from '../../ui/toast.tsx'
import type { User } from './users.tsx'

export function Profile({ user }: { user: User }) {
  const client = useQueryClient()
  const initial = {
    email: user.email ?? '',
    full_name: user.full_name ?? '',
    username: user.username ?? '',
  }
  const form = useForm({
    initial,
    submit: async ({ email, full_name, username }) => {
      const body = {
        ...(email !== initial.email && { email }),
        ...(full_name !== initial.full_name && { full_name: full_name || null }),
        ...(username !== initial.username && { username }),
      }
      await api.PATCH('/api/v1/admin/users/{id}', { params: { path: { id: user.id } }, body })
      toast({ title: 'The profile is saved' })
      await client.invalidateQueries({ queryKey: ['user', user.id] })
      await client.invalidateQueries({ queryKey: ['users'] })
    },
  })
  return (
    <Card
      title="Profile"
      footer={
        <>
          {form.isChanged && <Button onClick={form.reset}>Discard</Button>}
          <Button
            kind="primary"
            type="submit"
            form="profile"
            disabled={!form.isChanged}
            busy={form.busy}
          >
            Save
          </Button>
        </>
      }
    >
      <Form id="profile" form={form}>
        <TextField label="Name" autoComplete="off" {...form.field('full_name')} />
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="off"
          hint="A new address counts at once and ends all their sessions."
          {...form.field('email')}
        />
        <TextField
          label="User name"
          autoComplete="off"
          spellCheck={false}
          {...form.field('username')}
        />
      </Form>
    </Card>
  )
}
