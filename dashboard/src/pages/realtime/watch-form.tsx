import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { Segments } from '../../ui/tabs.tsx'
import { tablesQuery } from './queries.ts'
import type { Socket } from './socket.ts'

const events = ['*', 'INSERT', 'UPDATE', 'DELETE'].map((value) => ({
  value,
  label: value === '*' ? 'All changes' : value,
}))

/** Subscribes to the changes of a table, or joins a channel. */
export function WatchForm({ socket, channels }: { socket: Socket; channels: readonly string[] }) {
  const tables = useQuery(tablesQuery)
  const list = useId()
  const form = useForm({
    initial: { kind: 'table', table: '', event: '*', filter: '', channel: '' },
    check: ({ kind, table, channel }) => ({
      table: kind === 'table' && !table ? 'Name a table' : '',
      channel: kind === 'channel' && !channel ? 'Name a channel' : '',
    }),
    submit: async ({ kind, table, event, filter, channel }) => {
      if (kind === 'channel') return socket.watch(channel)
      const [name = '', schema = 'public'] = table.split('.').reverse()
      socket.watch(`table:${schema}.${name}`, {
        schema,
        table: name,
        event,
        ...(filter && { filter }),
      })
    },
  })
  const isTable = form.values.kind === 'table'
  return (
    <form noValidate onSubmit={(event) => void form.send(event)} className="grid gap-3">
      <div>
        <Segments
          label="What to watch"
          value={form.values.kind as 'table' | 'channel'}
          options={[
            { value: 'table', label: 'Table' },
            { value: 'channel', label: 'Channel' },
          ]}
          onChange={(kind) => form.set({ kind })}
        />
      </div>
      {isTable ? (
        <>
          <TextField
            label="Table"
            placeholder="orders"
            list={list}
            spellCheck={false}
            {...form.field('table')}
          />
          <datalist id={list}>
            {tables.data?.tables.map(({ schema, table }) => (
              <option
                key={`${schema}.${table}`}
                value={schema === 'public' ? table : `${schema}.${table}`}
              />
            ))}
          </datalist>
          <SelectField label="Changes" options={events} {...form.field('event')} />
          <TextField
            label="Only rows"
            optional
            placeholder="status=eq.open"
            spellCheck={false}
            {...form.field('filter')}
          />
        </>
      ) : (
        <TextField
          label="Channel"
          placeholder="room"
          spellCheck={false}
          {...form.field('channel')}
        />
      )}
      <Button type="submit" icon={<Plus />}>
        Watch
      </Button>
      {channels.length > 0 && (
        <ul aria-label="Watched" className="grid gap-1">
          {channels.map((channel) => (
            <li
              key={channel}
              className="flex items-center justify-between gap-2 rounded-md bg-sunken pl-2.5"
            >
              <code className="truncate">{channel}</code>
              <IconButton
                label={`Stop watching ${channel}`}
                size="sm"
                onClick={() => socket.unwatch(channel)}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </form>
  )
}
