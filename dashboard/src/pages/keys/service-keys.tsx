import { useQuery } from '@tanstack/react-query'
import { Ellipsis, KeyRound, Plus, Power, RefreshCw, ShieldX, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { NewServiceKey } from './new-service-key.tsx'
import { ShownOnce } from './shown-once.tsx'

type Key = Item<Answer<'/api/v1/admin/service-keys'>>
const listKey = ['service-keys']
const at = ({ id }: Key) => ({ params: { path: { id } } })

const columns: Column<Key>[] = [
  {
    key: 'name',
    header: 'Name',
    cell: ({ name, description }) => (
      <span>
        <span className="font-medium">{name}</span>
        {description && <span className="ml-2 text-muted">{description}</span>}
      </span>
    ),
    value: (key) => key.name,
  },
  {
    key: 'prefix',
    header: 'Begins with',
    cell: ({ key_prefix }) => <code>{key_prefix}…</code>,
    className: 'max-md:hidden',
  },
  {
    key: 'type',
    header: 'For',
    cell: ({ key_type }) => (
      <Badge tone={key_type === 'service' ? 'violet' : 'accent'}>
        {key_type === 'service' ? 'servers' : 'browsers'}
      </Badge>
    ),
    value: (key) => key.key_type,
    className: 'max-sm:hidden',
  },
  { key: 'state', header: 'State', cell: (key) => <KeyState value={key} /> },
  {
    key: 'scopes',
    header: 'Scopes',
    cell: ({ scopes }) => (
      <span title={scopes.join('\n')}>
        {scopes.includes('*') ? 'everything' : `${scopes.length}`}
      </span>
    ),
    className: 'max-lg:hidden',
  },
  {
    key: 'used',
    header: 'Last used',
    cell: ({ last_used_at }) => <Time at={last_used_at} never="never" />,
    value: (key) => key.last_used_at,
    className: 'max-sm:hidden text-muted',
  },
]

function KeyState({ value }: { value: Key }) {
  if (value.revoked_at) return <Dot tone="danger">Revoked</Dot>
  if (value.grace_period_ends_at) {
    return (
      <Dot tone="warn">
        Ends <Time at={value.grace_period_ends_at} />
      </Dot>
    )
  }
  return value.enabled ? <Dot tone="good">On</Dot> : <Dot>Off</Dot>
}

export function ServiceKeys() {
  const [asked, setAsked] = useState<
    { what: 'new' } | { what: 'revoke' | 'delete'; key: Key } | { what: 'secret'; secret: string }
  >()
  const keys = useQuery(
    query(listKey, (signal) => api.GET('/api/v1/admin/service-keys', { signal })),
  )
  const power = useAction({
    run: (key: Key) =>
      key.enabled
        ? api.POST('/api/v1/admin/service-keys/{id}/disable', at(key))
        : api.POST('/api/v1/admin/service-keys/{id}/enable', at(key)),
    expect: {
      key: listKey,
      as: (held: Key[], { id }) =>
        held.map((one) => (one.id === id ? { ...one, enabled: !one.enabled } : one)),
    },
    changes: [listKey],
    done: ({ name, enabled }) => `${name} is ${enabled ? 'off' : 'on'}`,
    undo: (key) =>
      key.enabled
        ? api.POST('/api/v1/admin/service-keys/{id}/enable', at(key))
        : api.POST('/api/v1/admin/service-keys/{id}/disable', at(key)),
  })
  const rotate = useAction({
    run: (key: Key) => api.POST('/api/v1/admin/service-keys/{id}/rotate', { ...at(key), body: {} }),
    changes: [listKey],
  })
  const close = () => setAsked(undefined)
  const rowMenu = (key: Key) => (
    <Menu
      trigger={
        <IconButton label={`Actions for ${key.name}`} size="sm">
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<Power />} disabled={!!key.revoked_at} onSelect={() => power.mutate(key)}>
        {key.enabled ? 'Switch off' : 'Switch on'}
      </MenuItem>
      <MenuItem
        icon={<RefreshCw />}
        disabled={!!key.revoked_at}
        onSelect={() =>
          rotate.mutate(key, {
            onSuccess: ({ data }) => setAsked({ what: 'secret', secret: data.key }),
          })
        }
      >
        Rotate
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<ShieldX />}
        danger
        disabled={!!key.revoked_at}
        onSelect={() => setAsked({ what: 'revoke', key })}
      >
        Revoke…
      </MenuItem>
      <MenuItem icon={<Trash2 />} danger onSelect={() => setAsked({ what: 'delete', key })}>
        Delete…
      </MenuItem>
    </Menu>
  )
  const victim = asked && 'key' in asked ? asked.key : undefined
  return (
    <Card
      flush
      title="Service keys"
      description="For your servers they act above row-level security; keys for browsers act as nobody signed in."
      actions={
        <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setAsked({ what: 'new' })}>
          New key
        </Button>
      }
    >
      <Loaded query={keys}>
        {(rows) => (
          <Table
            label="Service keys"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            actions={rowMenu}
            empty={
              <Empty
                icon={KeyRound}
                title="No keys yet"
                action={
                  <Button kind="primary" icon={<Plus />} onClick={() => setAsked({ what: 'new' })}>
                    New key
                  </Button>
                }
              >
                Your servers send a key as <code className="whitespace-nowrap">X-Service-Key</code>,
                what runs in browsers as <code>apikey</code>.
              </Empty>
            }
          />
        )}
      </Loaded>
      {asked?.what === 'new' && (
        <NewServiceKey onClose={close} onMade={(secret) => setAsked({ what: 'secret', secret })} />
      )}
      {asked?.what === 'secret' && <ShownOnce secret={asked.secret} onClose={close} />}
      <Confirm
        open={victim !== undefined}
        onClose={close}
        title={asked?.what === 'delete' ? `Delete ${victim?.name}?` : `Revoke ${victim?.name}?`}
        description={
          asked?.what === 'delete'
            ? 'The key ends at once, and nothing is kept of it but what the audit log says.'
            : 'The key ends at once, for good. What uses it is refused from the next request on.'
        }
        action={asked?.what === 'delete' ? 'Delete key' : 'Revoke key'}
        name={victim?.name}
        run={async () => {
          if (!victim) return
          if (asked?.what === 'delete')
            await api.DELETE('/api/v1/admin/service-keys/{id}', at(victim))
          else await api.POST('/api/v1/admin/service-keys/{id}/revoke', { ...at(victim), body: {} })
          await keys.refetch()
        }}
      />
    </Card>
  )
}
