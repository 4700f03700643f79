import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Checkbox, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { LiveTable } from './queries.ts'

const all = ['INSERT', 'UPDATE', 'DELETE'] as const
type Event = (typeof all)[number]
interface Wish {
  schema: string
  table: string
  events: Event[]
  exclude: string[]
}

export function LiveTableForm({ table, onClose }: { table?: LiveTable; onClose: () => void }) {
  const send = useAction<Wish>({
    run: ({ schema, table: name, events, exclude }) =>
      table?.realtime_enabled
        ? api.PATCH('/api/v1/admin/realtime/tables/{schema}/{table}', {
            params: { path: { schema, table: name } },
            body: { events, exclude },
          })
        : api.POST('/api/v1/admin/realtime/tables', {
            body: { schema, table: name, events, exclude },
          }),
    changes: [['realtime', 'tables']],
    quiet: true,
    done: ({ table }) => `Changes of ${table} are sent`,
  })
  const form = useForm({
    initial: {
      schema: table?.schema ?? 'public',
      table: table?.table ?? '',
      events: (table?.events ?? [...all]) as Event[],
      exclude: table?.excluded_columns?.join(', ') ?? '',
    },
    check: ({ table, events }) => ({
      table: table ? '' : 'Name a table',
      events: events.length > 0 ? '' : 'Choose at least one',
    }),
    submit: ({ exclude, ...values }) =>
      send.mutateAsync({ ...values, exclude: exclude.split(/[\s,]+/).filter(Boolean) }),
    onDone: onClose,
  })
  const events = form.field('events')
  return (
    <FormDialog
      form={form}
      title={table ? `Changes of ${table.table}` : 'Send the changes of a table'}
      action={table ? 'Save' : 'Send changes'}
      onClose={onClose}
    >
      <div className="grid grid-cols-[120px_1fr] gap-3">
        <TextField
          label="Schema"
          disabled={Boolean(table)}
          spellCheck={false}
          {...form.field('schema')}
        />
        <TextField
          label="Table"
          disabled={Boolean(table)}
          spellCheck={false}
          autoFocus
          {...form.field('table')}
        />
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">Which changes</legend>
        {all.map((event) => (
          <Checkbox
            key={event}
            label={event}
            checked={events.value.includes(event)}
            onChange={(on) =>
              events.onChange(
                on ? [...events.value, event] : events.value.filter((one) => one !== event),
              )
            }
          />
        ))}
        {events.error && (
          <p role="alert" className="text-xs text-danger-text">
            {events.error}
          </p>
        )}
      </fieldset>
      <TextField
        label="Columns left out"
        optional
        hint="Never told to anybody: secrets, large texts."
        spellCheck={false}
        {...form.field('exclude')}
      />
    </FormDialog>
  )
}
