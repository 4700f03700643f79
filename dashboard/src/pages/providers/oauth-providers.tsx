import { useQuery } from '@tanstack/react-query'
import { Fingerprint, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { OAuthForm } from './oauth-form.tsx'

type List = Answer<'/api/v1/admin/oauth/providers'>
export type OAuthProvider = Item<List['providers']>
const listKey = ['oauth-providers']

const columns: Column<OAuthProvider>[] = [
  {
    key: 'name',
    header: 'Provider',
    cell: ({ name, display_name }) => (
      <span>
        <span className="font-medium">{display_name}</span>{' '}
        <code className="ml-1 text-muted max-sm:hidden">{name}</code>
      </span>
    ),
    value: (one) => one.display_name,
  },
  {
    key: 'issuer',
    header: 'Issuer',
    cell: ({ issuer_url }) => issuer_url,
    className: 'max-md:hidden text-muted',
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ enabled }) => (enabled ? <Dot tone="good">On</Dot> : <Dot>Off</Dot>),
  },
  {
    key: 'source',
    header: 'Set in',
    cell: ({ source, tenant_id }) => <Badge>{tenant_id ? 'tenant' : source}</Badge>,
    className: 'max-sm:hidden',
  },
]

export function OAuthProviders() {
  const [asked, setAsked] = useState<
    { what: 'edit'; one?: OAuthProvider } | { what: 'delete'; one: OAuthProvider }
  >()
  const providers = useQuery(
    query(listKey, (signal) => api.GET('/api/v1/admin/oauth/providers', { signal })),
  )
  const power = useAction({
    run: ({ id, enabled }: OAuthProvider) =>
      api.PATCH('/api/v1/admin/oauth/providers/{id}', {
        params: { path: { id: id ?? '' } },
        body: { enabled: !enabled },
      }),
    expect: {
      key: listKey,
      as: (held: List, { id }) => ({
        providers: held.providers.map((one) =>
          one.id === id ? { ...one, enabled: !one.enabled } : one,
        ),
      }),
    },
    changes: [listKey],
    done: ({ display_name, enabled }) => `${display_name} is ${enabled ? 'off' : 'on'}`,
  })
  const close = () => setAsked(undefined)
  return (
    <Card
      flush
      title="OAuth and OpenID providers"
      actions={
        <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setAsked({ what: 'edit' })}>
          Add provider
        </Button>
      }
    >
      <Loaded query={providers}>
        {({ providers }) => (
          <Table
            label="OAuth providers"
            columns={columns}
            rows={providers}
            rowKey={(one) => one.id ?? one.name}
            onOpen={(one) => one.id && setAsked({ what: 'edit', one })}
            actions={(one) =>
              one.id && (
                <span className="flex justify-end gap-1">
                  <Button size="sm" kind="quiet" onClick={() => power.mutate(one)}>
                    {one.enabled ? 'Switch off' : 'Switch on'}
                  </Button>
                  <Button size="sm" kind="quiet" onClick={() => setAsked({ what: 'delete', one })}>
                    Delete
                  </Button>
                </span>
              )
            }
            empty={
              <Empty icon={Fingerprint} title="No providers yet">
                Register Flumen at Google, Apple, GitHub or your own OpenID server, and put the
                client id in here. Providers of the instance link accounts by proven address.
              </Empty>
            }
          />
        )}
      </Loaded>
      {asked?.what === 'edit' && <OAuthForm provider={asked.one} onClose={close} />}
      <Confirm
        open={asked?.what === 'delete'}
        onClose={close}
        title={`Delete ${asked?.one?.display_name}?`}
        description="People who sign in through it alone cannot sign in any more."
        action="Delete provider"
        name={asked?.one?.name}
        run={async () => {
          const id = asked?.one?.id ?? ''
          await api.DELETE('/api/v1/admin/oauth/providers/{id}', { params: { path: { id } } })
          await providers.refetch()
        }}
      />
    </Card>
  )
}
