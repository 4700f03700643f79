import { useQuery } from '@tanstack/react-query'
import { Archive, Gauge, MoreHorizontal, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { FeatureForm } from './feature-form.tsx'
import { type Feature, featuresQuery, type Mode } from './queries.ts'

const searchOf = (mode: Mode) => (mode === 'test' ? { mode } : undefined)

const columnsOf = (mode: Mode): readonly Column<Feature>[] => [
  {
    key: 'name',
    header: 'Name',
    className: 'py-1.5',
    value: ({ name }) => name,
    cell: ({ name, meter_id, lookup_key }) => (
      <>
        {meter_id ? (
          <PageLink
            to={`/metering/meters/${meter_id}`}
            search={searchOf(mode) ?? {}}
            className="font-medium"
          >
            {name}
          </PageLink>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        <code className="block text-muted">{lookup_key}</code>
      </>
    ),
  },
  { key: 'type', header: 'Type', cell: ({ type }) => <Badge>{type}</Badge> },
  {
    key: 'counts',
    header: 'Counts',
    className: 'max-sm:hidden',
    cell: ({ aggregation_type, property_name, unit }) =>
      aggregation_type ? (
        <>
          {aggregation_type} of <code>{property_name}</code>{' '}
          <span className="text-muted">{unit && `in ${unit}`}</span>
        </>
      ) : (
        <span className="text-faint">–</span>
      ),
  },
  {
    key: 'state',
    header: 'State',
    className: 'max-md:hidden',
    cell: ({ status }) =>
      status === 'ACTIVE' ? <Dot tone="good">active</Dot> : <Dot>archived</Dot>,
  },
]

/** What is offered; a meter with what is counted. */
export function Features({ mode }: { mode: Mode }) {
  const go = useGo()
  const features = useQuery(featuresQuery)
  const [doing, setDoing] = useState<
    { what: 'make' } | { what: 'edit' | 'archive'; feature: Feature }
  >()
  const close = () => setDoing(undefined)
  const archive = useAction<string>({
    run: (id) => api.DELETE('/api/v1/features/{id}', { params: { path: { id } } }),
    changes: [['features'], ['meters']],
    quiet: true,
    done: 'The feature is archived',
  })
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setDoing({ what: 'make' })}>
      New feature
    </Button>
  )
  return (
    <Card
      flush
      title="Features and meters"
      description="A feature is something you offer. One of type meter counts events."
      actions={make}
    >
      <Loaded query={features}>
        {({ data }) => (
          <Table
            label="Features"
            columns={columnsOf(mode)}
            rows={data}
            rowKey={({ id }) => id}
            onOpen={({ meter_id }) =>
              meter_id && go(`/metering/meters/${meter_id}`, searchOf(mode))
            }
            actions={(feature) => (
              <Menu
                trigger={
                  <IconButton label={`More about ${feature.name}`} size="sm">
                    <MoreHorizontal />
                  </IconButton>
                }
              >
                <MenuItem icon={<Pencil />} onSelect={() => setDoing({ what: 'edit', feature })}>
                  Edit
                </MenuItem>
                <MenuItem
                  danger
                  icon={<Archive />}
                  onSelect={() => setDoing({ what: 'archive', feature })}
                >
                  Archive
                </MenuItem>
              </Menu>
            )}
            empty={
              <Empty icon={Gauge} title="Nothing is measured yet" action={make}>
                Make a feature with a meter, then an API key, and report each use from your server.
                Customers appear when they are first heard of.
              </Empty>
            }
          />
        )}
      </Loaded>
      {doing?.what === 'make' && <FeatureForm onClose={close} />}
      {doing?.what === 'edit' && <FeatureForm feature={doing.feature} onClose={close} />}
      <Confirm
        open={doing?.what === 'archive'}
        onClose={close}
        title={`Archive ${doing?.what === 'archive' ? doing.feature.name : ''}?`}
        description="What was counted stays. New events of its meter are refused."
        action="Archive"
        run={async () => doing?.what === 'archive' && archive.mutateAsync(doing.feature.id)}
      />
    </Card>
  )
}
