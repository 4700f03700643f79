import { useInfiniteQuery } from '@tanstack/react-query'
import { Blocks, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { AppForm } from './app-form.tsx'
import { AppState } from './app-state.tsx'
import { appsQuery, iso, type Mode, moreOf, type RegistryApp } from './queries.ts'

const searchOf = (mode: Mode) => (mode === 'live' ? { mode } : {})

const columnsOf = (mode: Mode): readonly Column<RegistryApp>[] => [
  {
    key: 'name',
    header: 'Name',
    className: 'py-1.5',
    value: ({ name }) => name,
    cell: ({ id, name, short_description }) => (
      <>
        <PageLink to={`/registry/apps/${id}`} search={searchOf(mode)} className="font-medium">
          {name}
        </PageLink>
        {short_description && (
          <span className="block truncate text-xs text-muted">{short_description}</span>
        )}
      </>
    ),
  },
  { key: 'state', header: 'State', cell: ({ status }) => <AppState status={status} /> },
  {
    key: 'type',
    header: 'For',
    className: 'max-sm:hidden',
    cell: ({ distribution_type }) =>
      distribution_type === 'public' ? 'the marketplace' : 'whom you send the link',
  },
  {
    key: 'installs',
    header: 'Installed',
    align: 'right',
    className: 'max-sm:hidden',
    value: ({ install_count }) => install_count,
    cell: ({ install_count }) => install_count,
  },
  {
    key: 'changed',
    header: 'Changed',
    className: 'max-md:hidden',
    cell: ({ updated }) => <Time at={iso(updated)} />,
  },
]

/** What one develops. */
export function MyApps({ mode }: { mode: Mode }) {
  const go = useGo()
  const apps = useInfiniteQuery(appsQuery(mode))
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setMaking(true)}>
      New app
    </Button>
  )
  return (
    <Card flush title="My apps" actions={make}>
      <Loaded query={apps}>
        {({ data }) => (
          <Table
            label="My apps"
            columns={columnsOf(mode)}
            rows={data}
            more={moreOf(apps)}
            rowKey={({ id }) => id}
            onOpen={({ id }) => go(`/registry/apps/${id}`, searchOf(mode))}
            empty={
              <Empty icon={Blocks} title="No apps yet" action={make}>
                An app acts for the organizations that install it, by OAuth, within the scopes they
                grant. Register one, give it a client, and hand it in for review.
              </Empty>
            }
          />
        )}
      </Loaded>
      {isMaking && (
        <AppForm
          mode={mode}
          onClose={() => setMaking(false)}
          onSaved={({ id }) => go(`/registry/apps/${id}`, searchOf(mode))}
        />
      )}
    </Card>
  )
}
