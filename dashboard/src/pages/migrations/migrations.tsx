import { useQuery } from '@tanstack/react-query'
import { FileClock, Play, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Select } from '../../ui/field.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { SearchField, Toolbar } from '../../ui/toolbar.tsx'
import { MigrationForm } from './migration-form.tsx'
import { type Migration, MigrationState } from './migration-state.tsx'

const columns: Column<Migration>[] = [
  {
    key: 'name',
    header: 'Name',
    value: ({ name }) => name,
    cell: ({ name, description }) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <PageLink plain to={`/migrations/${name}`} className="font-medium hover:underline">
          {name}
        </PageLink>
        <span className="truncate text-xs text-muted max-sm:hidden">{description}</span>
      </span>
    ),
  },
  {
    key: 'state',
    header: 'State',
    value: ({ status }) => status,
    cell: (migration) => <MigrationState {...migration} />,
  },
  {
    key: 'applied',
    header: 'Applied',
    className: 'max-sm:hidden text-muted',
    value: ({ applied_at }) => applied_at,
    cell: ({ applied_at }) => <Time at={applied_at} never="not yet" />,
  },
  {
    key: 'created',
    header: 'Written',
    className: 'max-md:hidden text-muted',
    value: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
]

const states = [
  { value: 'all', label: 'All states' },
  { value: 'pending', label: 'Pending' },
  { value: 'applied', label: 'Applied' },
  { value: 'failed', label: 'Failed' },
  { value: 'rolled_back', label: 'Rolled back' },
] as const

/** Steps of the schema, in the order of their names. */
export default function Migrations() {
  const go = useGo()
  const [{ q = '', state = 'all' }, setAddress] = useAddress<{ q?: string; state?: string }>()
  const [open, setOpen] = useState<'new' | 'apply'>()
  const migrations = useQuery(
    query(['migrations'], (signal) => api.GET('/api/v1/admin/migrations', { signal })),
  )
  const pending = migrations.data?.filter(({ status }) => status === 'pending') ?? []
  const applyAll = useAction({
    run: () => api.POST('/api/v1/admin/migrations/apply-pending', { body: {} }),
    changes: [['migrations'], ['schema'], ['tables'], ['advisor']],
    done: 'All pending migrations are applied',
    quiet: true,
  })
  const add = (
    <Button kind="primary" icon={<Plus />} onClick={() => setOpen('new')}>
      New migration
    </Button>
  )
  return (
    <Page
      title="Migrations"
      description="Changes of the schema as steps with names: each of them whole or not at all, and applied once."
      actions={
        <>
          {pending.length > 0 && (
            <Button icon={<Play />} onClick={() => setOpen('apply')}>
              Apply {pending.length} pending
            </Button>
          )}
          {add}
        </>
      }
    >
      <Toolbar>
        <SearchField label="Find a migration" value={q} onChange={(q) => setAddress({ q })} />
        <Select
          aria-label="State"
          className="w-40"
          value={state}
          options={states}
          onChange={(state) => setAddress({ state: state === 'all' ? '' : state })}
        />
      </Toolbar>
      <Card flush>
        <Loaded query={migrations}>
          {(all) => (
            <Table
              label="Migrations"
              columns={columns}
              rows={all.filter(
                (one) =>
                  (state === 'all' || one.status === state) &&
                  one.name.toLowerCase().includes(q.toLowerCase()),
              )}
              rowKey={({ id }) => id}
              onOpen={({ name }) => go(`/migrations/${name}`)}
              empty={
                all.length === 0 ? (
                  <Empty icon={FileClock} title="No migrations yet" action={add}>
                    Write a change of the schema as SQL, with what takes it back, and apply it.
                    Files named <code>001_posts.up.sql</code> in the folder{' '}
                    <code>FLUMEN_MIGRATIONS_DIR</code> are applied at every start.
                  </Empty>
                ) : (
                  <Empty title="No migration is like that">Choose another state or name.</Empty>
                )
              }
            />
          )}
        </Loaded>
      </Card>
      {open === 'new' && <MigrationForm onClose={() => setOpen(undefined)} />}
      <Confirm
        open={open === 'apply'}
        title={`Apply ${pending.length} migrations?`}
        description={`In the order of their names, up to the first that fails: ${pending
          .slice(0, 5)
          .map(({ name }) => name)
          .join(', ')}${pending.length > 5 ? ' …' : ''}`}
        action="Apply"
        run={() => applyAll.mutateAsync()}
        onClose={() => setOpen(undefined)}
      />
    </Page>
  )
}
