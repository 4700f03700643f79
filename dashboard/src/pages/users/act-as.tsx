import { api } from '../../api/client.ts'
import { actAs } from '../../session/impersonation-state.ts'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { User } from './users.tsx'

/** Sees tables and files as somebody else does, with their rights; written into the audit log. */
export function ActAs({ user, onClose }: { user: User; onClose: () => void }) {
  const name = user.email ?? user.username ?? user.id
  const form = useForm({
    initial: { reason: '' },
    submit: async ({ reason }) => {
      const body = { target_user_id: user.id, reason }
      const { data } = await api.POST('/api/v1/auth/impersonate', { body })
      actAs({ name, token: data.access_token, seconds: data.expires_in })
    },
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title={`Act as ${name}`}
      description="Tables, files and GraphQL answer as they do for this person, row-level security included, until you end it. Everything is written into the audit log."
      action="Act as this user"
      size="sm"
      onClose={onClose}
    >
      <TextField
        label="Reason"
        autoFocus
        placeholder="Ticket 4711: cannot see own orders"
        {...form.field('reason')}
      />
    </FormDialog>
  )
}
