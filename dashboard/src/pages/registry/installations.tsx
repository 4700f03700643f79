import { useInfiniteQuery } from '@tanstack/react-query'
import { PackageOpen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { type Installation, inMode, installationsQuery, iso, type Mode, moreOf } from './queries.ts'

const columns: readonly Column<Installation>[] = [
  { key: 'app', header: 'App', cell: ({ app }) => <b className="font-medium">{app.name}</b> },
  {
    key: 'state',
    header: 'State',
    cell: ({ status }) => <Dot tone={status === 'active' ? 'good' : 'neutral'}>{status}</Dot>,
  },
  {
    key: 'scopes',
    header: 'May',
    className: 'max-sm:hidden',
    cell: ({ granted_scopes }) => (
      <span className="flex gap-1">
        {granted_scopes.map((scope) => (
          <Badge key={scope}>{scope}</Badge>
        ))}
      </span>
    ),
  },
  { key: 'since', header: 'Since', cell: ({ created }) => <Time at={iso(created)} /> },
]

/** What the organization has installed. */
export function Installations({ mode }: { mode: Mode }) {
  const installed = useInfiniteQuery(installationsQuery(mode))
  const [ending, setEnding] = useState<Installation>()
  const end = useAction<string>({
    run: (id) =>
      api.DELETE('/v1/marketplace/installations/{id}', {
        params: { path: { id } },
        headers: inMode(mode),
      }),
    changes: [['registry']],
    quiet: true,
    done: 'The app is uninstalled',
  })
  return (
    <Card flush title="Installed">
      <Loaded query={installed}>
        {({ data }) => (
          <Table
            label="Installed"
            columns={columns}
            rows={data}
            more={moreOf(installed)}
            rowKey={({ id }) => id}
            actions={(one) =>
              one.status === 'active' ? (
                <IconButton
                  label={`Uninstall ${one.app.name}`}
                  size="sm"
                  onClick={() => setEnding(one)}
                >
                  <Trash2 />
                </IconButton>
              ) : null
            }
            empty={
              <Empty icon={PackageOpen} title="No apps are installed">
                Look into the marketplace, or follow the link that a developer gave you.
              </Empty>
            }
          />
        )}
      </Loaded>
      <Confirm
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={`Uninstall ${ending?.app.name}?`}
        description="Every token of it for you is dead at once."
        action="Uninstall"
        run={async () => ending && end.mutateAsync(ending.id)}
      />
    </Card>
  )
}
