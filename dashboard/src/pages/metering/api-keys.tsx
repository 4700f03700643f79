import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { ApiKeyForm } from './api-key-form.tsx'
import type { Mode, OrganizationKey } from './queries.ts'

const columns: readonly Column<OrganizationKey>[] = [
  {
    key: 'name',
    header: 'Name',
    value: ({ name }) => name,
    cell: ({ name }) => <b className="font-medium">{name}</b>,
  },
  {
    key: 'prefix',
    header: 'Begins',
    className: 'max-sm:hidden',
    cell: ({ prefix }) => <code>{prefix}…</code>,
  },
  {
    key: 'scopes',
    header: 'May',
    className: 'max-md:hidden',
    cell: ({ scopes }) => (
      <span className="flex gap-1">
        {scopes.map((scope) => (
          <Badge key={scope}>{scope}</Badge>
        ))}
      </span>
    ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ status }) => (
      <Dot tone={status === 'ACTIVE' ? 'good' : 'neutral'}>{status.toLowerCase()}</Dot>
    ),
  },
  {
    key: 'used',
    header: 'Last used',
    value: ({ last_used_at }) => last_used_at,
    cell: ({ last_used_at }) => <Time at={last_used_at} never="never" />,
    className: 'max-sm:hidden',
  },
]

/** The keys of the organization's own servers, in one mode. */
export function ApiKeys({ mode }: { mode: Mode }) {
  const [isMaking, setMaking] = useState(false)
  const [ending, setEnding] = useState<OrganizationKey>()
  const keys = useQuery(
    query(['api-keys'], (signal) =>
      api.GET('/api/v1/api-keys', { params: { query: { page: 1, page_size: 100 } }, signal }),
    ),
  )
  const revoke = useAction<string>({
    run: (id) => api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }),
    changes: [['api-keys']],
    quiet: true,
    done: 'The key is revoked',
  })
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setMaking(true)}>
      New key
    </Button>
  )
  return (
    <Card
      flush
      title="API keys"
      description="For your servers: to report usage, and to read it."
      actions={make}
    >
      <Loaded query={keys}>
        {({ data }) => (
          <Table
            label="API keys"
            columns={columns}
            rows={data.filter((key) => key.mode === mode)}
            rowKey={({ id }) => id}
            actions={(key) =>
              key.status === 'ACTIVE' ? (
                <IconButton label={`Revoke ${key.name}`} size="sm" onClick={() => setEnding(key)}>
                  <Trash2 />
                </IconButton>
              ) : null
            }
            empty={
              <Empty icon={KeyRound} title={`No ${mode} keys yet`} action={make}>
                {mode === 'live'
                  ? 'With a live key your server reports what customers use.'
                  : 'What a test key reports is kept apart from live figures: try things out with it.'}
              </Empty>
            }
          />
        )}
      </Loaded>
      {isMaking && <ApiKeyForm mode={mode} onClose={() => setMaking(false)} />}
      <Confirm
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={`Revoke ${ending?.name}?`}
        description="At once: what uses it is refused from now on."
        action="Revoke"
        run={async () => ending && revoke.mutateAsync(ending.id)}
      />
    </Card>
  )
}
