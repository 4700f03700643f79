import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { Door } from '../../session/door.tsx'
import { begin, useSession } from '../../session/session.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Redirect } from '../../ui/link.tsx'

/** The first start: whoever holds the set-up token becomes the instance admin. */
export default function SetUp() {
  const session = useSession()
  const [{ token = '' }] = useAddress<{ token?: string }>()
  const status = useQuery(query(['setup'], () => api.GET('/api/v1/admin/setup/status')))
  const form = useForm({
    initial: { name: '', email: '', password: '', setup_token: token },
    submit: async (body) => {
      const { data } = await api.POST('/api/v1/admin/setup', { body })
      if (data.refresh_token) await begin(data.refresh_token)
    },
  })
  if (session.status === 'in') return <Redirect to="/" />
  if (status.data && !status.data.needs_setup) return <Redirect to="/sign-in" />
  return (
    <Door
      title="Welcome to Flumen"
      description="Make the first account. It administers this server."
      footer="The set-up token stands in the log of the server, printed at its start."
    >
      <Form form={form}>
        <TextField label="Name" autoComplete="name" autoFocus {...form.field('name')} />
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="email"
          {...form.field('email')}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 15 characters. A few random words are easiest to keep."
          {...form.field('password')}
        />
        <TextField
          label="Set-up token"
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-xs"
          {...form.field('setup_token')}
        />
        <Button kind="primary" type="submit" busy={form.busy} className="w-full">
          Create account
        </Button>
      </Form>
    </Door>
  )
}
