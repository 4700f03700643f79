import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Meter, Mode } from './queries.ts'

interface EventFormProps {
  meter: Meter
  mode: Mode
  onClose: () => void
}

/** One event by hand: to see a meter move, or to add what was never reported. It counts as any other. */
export function EventForm({ meter, mode, onClose }: EventFormProps) {
  const report = useAction<{ customer_external_id: string; quantity: string }>({
    run: (event) =>
      api.POST('/api/v1/usage', {
        params: { query: { mode } },
        body: { meter_id: meter.id, ...event },
      }),
    changes: [['meters', meter.id]],
    quiet: true,
    done: 'The event is counted',
  })
  const form = useForm({
    initial: { customer_external_id: '', quantity: '1' },
    check: ({ customer_external_id, quantity }) => ({
      customer_external_id: customer_external_id ? '' : 'Say whose usage it is',
      quantity: /^\d+(\.\d+)?$/.test(quantity) ? '' : 'A number, such as 12.5',
    }),
    submit: (event) => report.mutateAsync(event),
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      size="sm"
      title="Record an event"
      description={`Of ${meter.name}, as if your server had reported it.`}
      action="Record event"
      onClose={onClose}
    >
      <TextField
        label="Customer"
        placeholder="cust_1"
        hint="As your server names it. One that is new is made."
        autoFocus
        spellCheck={false}
        {...form.field('customer_external_id')}
      />
      <TextField
        label={meter.unit ? `Quantity, in ${meter.unit}` : 'Quantity'}
        inputMode="decimal"
        {...form.field('quantity')}
      />
    </FormDialog>
  )
}
