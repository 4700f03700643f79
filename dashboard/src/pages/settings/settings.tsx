import { useQuery } from '@tanstack/react-query'
import { Plus, Settings as SettingsIcon } from 'lucide-react'
import { Fragment, useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { useAddress } from '../../ui/address.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { SettingForm } from './setting-form.tsx'

export type Setting = Item<Answer<'/api/v1/admin/settings'>>
const listKey = ['settings']

/** A key in several lines ends each of them with a whole word. */
const breakable = (key: string) =>
  key.split(/(?<=[._])/).map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of a key stay where they are
    <Fragment key={i}>
      <wbr />
      {word}
    </Fragment>
  ))

const columns: Column<Setting>[] = [
  {
    key: 'key',
    header: 'Key',
    cell: ({ key }) => <code className="font-medium">{breakable(key)}</code>,
    value: (one) => one.key,
    // Keys differ at their end: on a phone they go on in the next line.
    className: 'max-sm:w-full max-sm:max-w-none! max-sm:py-2 max-sm:whitespace-normal',
  },
  {
    key: 'value',
    header: 'Value',
    cell: ({ value }) => <code className="text-muted">{JSON.stringify(value)}</code>,
    className: 'max-sm:max-w-28!',
  },
  {
    key: 'source',
    header: 'Says',
    cell: ({ source }) => (
      <Badge tone={source === 'default' ? 'neutral' : 'accent'}>{source}</Badge>
    ),
    value: (one) => one.source,
    className: 'max-sm:hidden',
  },
  {
    key: 'public',
    header: 'Read by',
    cell: ({ is_public }) => (is_public ? 'everybody' : 'admins'),
    className: 'max-md:hidden text-muted',
  },
  {
    key: 'at',
    header: 'Changed',
    cell: ({ updated_at }) => <Time at={updated_at} never="never" />,
    className: 'max-md:hidden text-muted',
  },
]

/** All settings in force, those of sign-in with their defaults, and those of your own apps. */
export default function SettingsPage() {
  const [{ q = '' }, setAddress] = useAddress<{ q?: string }>()
  const [open, setOpen] = useState<Setting | 'new'>()
  const settings = useQuery(
    query(listKey, (signal) =>
      api.GET('/api/v1/admin/settings', { params: { query: { prefix: '' } }, signal }),
    ),
  )
  const reset = useAction({
    run: ({ key }: Setting) =>
      api.DELETE('/api/v1/admin/settings/{key}', { params: { path: { key } } }),
    changes: [listKey],
    done: ({ key }) => `${key} is back to its default`,
    undo: ({ key, value }) =>
      api.PUT('/api/v1/admin/settings/{key}', {
        params: { path: { key } },
        body: { value: value as never },
      }),
  })
  return (
    <Page
      title="Settings"
      description="Values your apps and this server go by; in force on every process at once."
      actions={
        <Button kind="primary" icon={<Plus />} onClick={() => setOpen('new')}>
          New setting
        </Button>
      }
    >
      <Toolbar>
        <SearchField label="Search by key" value={q} onChange={(q) => setAddress({ q })} />
      </Toolbar>
      <Card flush>
        <Loaded query={settings}>
          {(rows) => (
            <Table
              label="Settings"
              columns={columns}
              rows={rows.filter(({ key }) => key.includes(q))}
              rowKey={({ key }) => key}
              onOpen={setOpen}
              actions={(setting) =>
                setting.source !== 'default' && (
                  <Button size="sm" kind="quiet" onClick={() => reset.mutate(setting)}>
                    Reset
                  </Button>
                )
              }
              empty={
                <Empty icon={SettingsIcon} title="No such setting">
                  Keys are words with dots between them, such as <code>app.theme.color</code>.
                </Empty>
              }
            />
          )}
        </Loaded>
      </Card>
      {open && (
        <SettingForm
          setting={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  )
}
