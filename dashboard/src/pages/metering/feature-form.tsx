import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { Feature } from './queries.ts'

const types = [
  { value: 'meter', label: 'Meter', hint: 'Counts events' },
  { value: 'switch', label: 'Switch', hint: 'There or not' },
  { value: 'custom', label: 'Custom', hint: 'Whatever you make of it' },
]
const aggregations = [
  { value: 'SUM', label: 'Sum', hint: 'of all quantities' },
  { value: 'MAX', label: 'Highest', hint: 'the highest quantity' },
  {
    value: 'UNIQUE_COUNT',
    label: 'Different values',
    hint: 'of metadata.user_id, or of the property',
  },
  { value: 'LAST', label: 'Latest', hint: 'the quantity of the latest event' },
]

/** After the first event a meter counts for ever as it does: the server says so. */
export function FeatureForm({ feature, onClose }: { feature?: Feature; onClose: () => void }) {
  const send = useAction<Record<string, unknown>>({
    run: (body) =>
      feature
        ? api.PATCH('/api/v1/features/{id}', {
            params: { path: { id: feature.id } },
            body: body as never,
          })
        : api.POST('/api/v1/features', { body: body as never }),
    changes: [['features'], ['meters']],
    quiet: true,
    done: feature ? 'The feature is saved' : 'The feature is made',
  })
  const form = useForm({
    initial: {
      name: feature?.name ?? '',
      lookup_key: feature?.lookup_key ?? '',
      type: (feature?.type ?? 'meter') as string,
      meter_name: feature?.meter_name ?? '',
      property_name: feature?.property_name ?? '',
      aggregation_type: (feature?.aggregation_type ?? 'SUM') as string,
      unit: feature?.unit ?? '',
    },
    check: ({ name, lookup_key, type, meter_name, property_name }) => ({
      name: name ? '' : 'Give it a name',
      lookup_key: lookup_key ? '' : 'Give it a key',
      meter_name: type === 'meter' && !meter_name ? 'Name the meter' : '',
      property_name: type === 'meter' && !property_name ? 'Name what is counted' : '',
    }),
    submit: ({ type, name, lookup_key, unit, ...meter }) =>
      send.mutateAsync({
        name,
        lookup_key,
        ...(!feature && { type }),
        ...(type === 'meter' && { ...meter, unit: unit || null }),
      }),
    onDone: onClose,
  })
  return (
    <FormDialog
      form={form}
      title={feature ? 'Edit the feature' : 'New feature'}
      action={feature ? 'Save' : 'Create feature'}
      onClose={onClose}
    >
      <TextField label="Name" placeholder="API calls" autoFocus {...form.field('name')} />
      <TextField
        label="Key"
        placeholder="api-calls"
        hint="By which your code finds it."
        spellCheck={false}
        {...form.field('lookup_key')}
      />
      {!feature && <SelectField label="Type" options={types} {...form.field('type')} />}
      {form.values.type === 'meter' && (
        <>
          <TextField
            label="Name of the meter"
            placeholder="api_calls"
            spellCheck={false}
            {...form.field('meter_name')}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label="What it comes to"
              options={aggregations}
              {...form.field('aggregation_type')}
            />
            <TextField
              label="Property"
              placeholder="calls"
              spellCheck={false}
              {...form.field('property_name')}
            />
          </div>
          <TextField label="Unit" optional placeholder="calls" {...form.field('unit')} />
        </>
      )}
    </FormDialog>
  )
}
