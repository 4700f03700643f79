import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Meter, Quota } from './queries.ts'

const periods = (['day', 'week', 'month', 'year'] as const).map((value) => ({
  value,
  label: `a ${value}`,
}))
const enforcements = [
  { value: 'soft', label: 'Soft', hint: 'Tells at 80 % and at all of it' },
  { value: 'hard', label: 'Hard', hint: 'Refuses what goes beyond (402)' },
] as const

interface QuotaFormProps {
  customerId: string
  meters: readonly Meter[]
  quota?: Quota
  onClose: () => void
}

export function QuotaForm({ customerId, meters, quota, onClose }: QuotaFormProps) {
  const options = meters.map(({ id, name }) => ({ value: id, label: name }))
  const save = useAction<{ meter_id: string; limit: string; period: string; enforcement: string }>({
    run: ({ meter_id, ...body }) =>
      api.PUT('/api/v1/customers/{id}/quotas/{meter_id}', {
        params: { path: { id: customerId, meter_id } },
        body: body as never,
      }),
    changes: [['customers', customerId, 'quotas']],
    quiet: true,
    done: 'The quota is set',
  })
  const form = useForm({
    initial: {
      meter_id: quota?.meter_id ?? options[0]?.value ?? '',
      limit: quota?.limit ?? '',
      period: quota?.period ?? 'month',
      enforcement: quota?.enforcement ?? 'soft',
    },
    check: ({ limit, meter_id }) => ({
      limit: /^\d+(\.\d+)?$/.test(limit) ? '' : 'A number, such as 10000',
      meter_id: meter_id ? '' : 'Choose a meter',
    }),
    submit: (values) => save.mutateAsync(values),
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title={quota ? 'Change the quota' : 'Set a quota'}
      action="Set quota"
      onClose={onClose}
    >
      <SelectField
        label="Meter"
        options={options}
        disabled={Boolean(quota)}
        {...form.field('meter_id')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Limit" inputMode="decimal" autoFocus {...form.field('limit')} />
        <SelectField label="In" options={periods} {...form.field('period')} />
      </div>
      <SelectField
        label="What happens beyond"
        options={enforcements}
        {...form.field('enforcement')}
      />
    </FormDialog>
  )
}
