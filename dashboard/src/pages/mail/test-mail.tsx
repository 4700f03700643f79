import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { usePerson } from '../../session/session.ts'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'

/** Asks the transport whether it works. */
export function TestMail({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const { email } = usePerson()
  const form = useForm({
    initial: { to: email },
    submit: async (body) => {
      const { data } = await api.POST('/api/v1/admin/email/test', { body })
      await client.invalidateQueries({ queryKey: ['outbox'] })
      const told = data.accepted
        ? {
            title: 'The mail was taken',
            text: data.response ?? (data.transport === 'outbox' ? 'It lies in the outbox.' : ''),
          }
        : { title: 'The mail was refused', text: data.error ?? '', tone: 'danger' as const }
      toast(told)
    },
    onDone: onClose,
  })
  return (
    <FormDialog form={form} title="Send a test mail" action="Send" size="sm" onClose={onClose}>
      <TextField label="To" type="email" autoFocus {...form.field('to')} />
    </FormDialog>
  )
}
