import { useQuery } from '@tanstack/react-query'
import { Building, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { SamlForm } from './saml-form.tsx'

export type SamlProvider = Item<Answer<'/api/v1/admin/saml/providers'>['providers']>

const columns: Column<SamlProvider>[] = [
  {
    key: 'name',
    header: 'Directory',
    cell: ({ display_name, name }) => <span className="font-medium">{display_name || name}</span>,
  },
  {
    key: 'entity',
    header: 'Entity id',
    cell: ({ idp_entity_id }) => idp_entity_id,
    className: 'max-md:hidden text-muted',
  },
  {
    key: 'domains',
    header: 'Domains',
    cell: ({ email_domains }) => email_domains?.join(', ') || 'any',
    className: 'max-sm:hidden',
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ enabled }) => (enabled ? <Dot tone="good">On</Dot> : <Dot>Off</Dot>),
  },
]

/** Directories of companies. */
export function SamlProviders() {
  const [asked, setAsked] = useState<
    { what: 'edit'; one?: SamlProvider } | { what: 'delete'; one: SamlProvider }
  >()
  const providers = useQuery(
    query(['saml-providers'], (signal) => api.GET('/api/v1/admin/saml/providers', { signal })),
  )
  const close = () => setAsked(undefined)
  return (
    <Card
      flush
      title="Directories by SAML"
      actions={
        <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setAsked({ what: 'edit' })}>
          Add directory
        </Button>
      }
    >
      <Loaded query={providers}>
        {({ providers }) => (
          <Table
            label="SAML providers"
            columns={columns}
            rows={providers}
            rowKey={({ id }) => id}
            onOpen={(one) => setAsked({ what: 'edit', one })}
            actions={(one) => (
              <Button size="sm" kind="quiet" onClick={() => setAsked({ what: 'delete', one })}>
                Delete
              </Button>
            )}
            empty={
              <Empty icon={Building} title="No company directories">
                Entra ID, Okta, Google Workspace and others give you a metadata file or its address:
                that is all Flumen needs.
              </Empty>
            }
          />
        )}
      </Loaded>
      {asked?.what === 'edit' && <SamlForm provider={asked.one} onClose={close} />}
      <Confirm
        open={asked?.what === 'delete'}
        onClose={close}
        title={`Delete ${asked?.one?.display_name}?`}
        description="People of this directory cannot sign in through it any more."
        action="Delete directory"
        name={asked?.one?.name}
        run={async () => {
          const id = asked?.one?.id ?? ''
          await api.DELETE('/api/v1/admin/saml/providers/{id}', { params: { path: { id } } })
          await providers.refetch()
        }}
      />
    </Card>
  )
}
