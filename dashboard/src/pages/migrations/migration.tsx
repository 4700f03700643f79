import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Pencil, Play, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Code } from '../../ui/code.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNote } from '../../ui/error.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { MigrationForm } from './migration-form.tsx'
import { type Migration, MigrationState } from './migration-state.tsx'

type Run = Item<Answer<'/api/v1/admin/migrations/{name}/executions'>>

const changes = [['migrations'], ['schema'], ['tables'], ['advisor']]

/** One migration: what it does, and what became of it. */
export default function MigrationPage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const params = { path: { name } }
  const migration = useQuery(
    query(['migrations', name], (signal) =>
      api.GET('/api/v1/admin/migrations/{name}', { params, signal }),
    ),
  )
  const apply = useAction({
    run: () => api.POST('/api/v1/admin/migrations/{name}/apply', { params, body: {} }),
    changes,
    done: 'Applied',
    quiet: true,
  })
  return (
    <Page
      title={name}
      back={<PageLink to="/migrations">Migrations</PageLink>}
      description={migration.data?.description}
      actions={migration.data && <Actions migration={migration.data} apply={apply} />}
    >
      <Loaded query={migration}>
        {(found) => (
          <div className="grid gap-5">
            {apply.error !== null && <ErrorNote error={apply.error} />}
            <Card>
              <Facts
                rows={[
                  ['State', <MigrationState key="state" {...found} />],
                  ['Written', <Time key="written" at={found.created_at} />],
                  ['Applied', <Time key="applied" at={found.applied_at} never="not yet" />],
                ]}
              />
            </Card>
            <Card title="What it does">
              <Code code={found.up_sql} label="What it does" />
            </Card>
            <Card title="What takes it back">
              {found.down_sql ? (
                <Code code={found.down_sql} label="What takes it back" />
              ) : (
                <p className="text-muted">Nothing is written down: it cannot be rolled back.</p>
              )}
            </Card>
            <Runs name={name} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

interface ActionsProps {
  migration: Migration
  apply: { mutate: () => void; isPending: boolean }
}

function Actions({ migration, apply }: ActionsProps) {
  const go = useGo()
  const [open, setOpen] = useState<'edit' | 'rollback' | 'delete'>()
  const { name, status, down_sql } = migration
  const params = { path: { name } }
  const rollback = useAction({
    run: () => api.POST('/api/v1/admin/migrations/{name}/rollback', { params, body: {} }),
    changes,
    done: 'Rolled back',
    quiet: true,
  })
  const remove = useAction({
    run: () => api.DELETE('/api/v1/admin/migrations/{name}', { params }),
    done: `${name} is forgotten`,
    quiet: true,
  })
  const isApplied = status === 'applied'
  return (
    <>
      {!isApplied && (
        <Button icon={<Pencil />} onClick={() => setOpen('edit')}>
          Change
        </Button>
      )}
      {status === 'pending' && (
        <Button icon={<Trash2 />} onClick={() => setOpen('delete')}>
          Delete
        </Button>
      )}
      {isApplied ? (
        <Button icon={<RotateCcw />} disabled={!down_sql} onClick={() => setOpen('rollback')}>
          Roll back
        </Button>
      ) : (
        <Button
          kind="primary"
          icon={<Play />}
          busy={apply.isPending}
          onClick={() => apply.mutate()}
        >
          Apply
        </Button>
      )}
      {open === 'edit' && (
        <MigrationForm migration={migration} onClose={() => setOpen(undefined)} />
      )}
      <Confirm
        open={open === 'rollback'}
        title={`Roll back ${name}?`}
        description="Runs what takes it back. What it dropped goes with its rows."
        action="Roll back"
        name={name}
        run={() => rollback.mutateAsync()}
        onClose={() => setOpen(undefined)}
      />
      <Confirm
        open={open === 'delete'}
        title={`Delete ${name}?`}
        description="It was never applied, so nothing of the schema changes."
        action="Delete"
        run={async () => {
          await remove.mutateAsync()
          go('/migrations')
        }}
        onClose={() => setOpen(undefined)}
      />
    </>
  )
}

const columns: Column<Run>[] = [
  { key: 'at', header: 'When', cell: ({ executed_at }) => <Time at={executed_at} /> },
  {
    key: 'action',
    header: 'What',
    cell: ({ action }) => (action === 'apply' ? 'Apply' : 'Roll back'),
  },
  {
    key: 'status',
    header: 'Outcome',
    className: 'max-sm:py-2',
    cell: ({ status, error_message }) => (
      <span className="flex flex-wrap items-center gap-x-2">
        <Dot tone={status === 'success' ? 'good' : 'danger'}>
          {status === 'success' ? 'Done' : 'Failed'}
        </Dot>
        <span className="text-xs whitespace-normal text-danger-text">{error_message}</span>
      </span>
    ),
  },
  {
    key: 'took',
    header: 'Took',
    align: 'right',
    cell: ({ duration_ms }) => `${duration_ms.toLocaleString('en')} ms`,
  },
]

function Runs({ name }: { name: string }) {
  const runs = useQuery(
    query(['migrations', name, 'runs'], (signal) =>
      api.GET('/api/v1/admin/migrations/{name}/executions', { params: { path: { name } }, signal }),
    ),
  )
  return (
    <Card title="What became of it" flush>
      <Loaded query={runs}>
        {(found) => (
          <Table
            label="Executions"
            columns={columns}
            rows={found}
            rowKey={({ id }) => id}
            empty={
              <Empty title="Not run yet">
                Every try is written down here, with what went wrong.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Card>
  )
}
