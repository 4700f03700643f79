import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Customer, Mode } from './queries.ts'

interface Body {
  name: string
  email: string
  external_id?: string
}

export function CustomerForm({
  customer,
  mode,
  onClose,
}: {
  customer?: Customer
  mode?: Mode
  onClose: () => void
}) {
  const send = useAction<Body>({
    run: (body) =>
      customer
        ? api.PUT('/api/v1/customers/{id}', { params: { path: { id: customer.id } }, body })
        : api.POST('/api/v1/customers', { params: { query: { mode: mode ?? 'live' } }, body }),
    changes: [['customers']],
    quiet: true,
    done: customer ? 'The customer is saved' : 'The customer is made',
  })
  const form = useForm({
    initial: {
      name: customer?.name ?? '',
      email: customer?.email ?? '',
      external_id: customer?.external_id ?? '',
    },
    check: ({ name, email }) => ({
      name: name ? '' : 'Give it a name',
      email: email ? '' : 'Where invoices would go',
    }),
    submit: ({ external_id, ...body }) =>
      send.mutateAsync({ ...body, ...(external_id && { external_id }) }),
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title={customer ? 'Edit the customer' : 'New customer'}
      action={customer ? 'Save' : 'Create customer'}
      onClose={onClose}
    >
      <TextField label="Name" autoFocus {...form.field('name')} />
      <TextField label="E-mail address" type="email" {...form.field('email')} />
      <TextField
        label="Your id"
        optional
        hint="By which your server reports usage."
        spellCheck={false}
        {...form.field('external_id')}
      />
    </FormDialog>
  )
}
