import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { CodeTabs } from '../../ui/code.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Copyable, SecretOnce } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { type Client, inMode, iso, type Mode, once, type RegistryApp } from './queries.ts'

const columns: readonly Column<Client>[] = [
  { key: 'id', header: 'Client id', cell: ({ client_id }) => <Copyable text={client_id} /> },
  { key: 'type', header: 'Type', cell: ({ client_type }) => client_type },
  {
    key: 'secret',
    header: 'Secret',
    className: 'max-sm:hidden',
    cell: ({ client_secret_prefix }) => (
      <code>{client_secret_prefix ? `${client_secret_prefix}…` : 'none'}</code>
    ),
  },
  {
    key: 'made',
    header: 'Made',
    className: 'max-sm:hidden',
    cell: ({ created }) => <Time at={iso(created)} />,
  },
]

/** OAuth clients of an app, up to five, so that a secret is replaced without a gap. */
export function Clients({ app, mode }: { app: RegistryApp; mode: Mode }) {
  const { id } = app
  const [secret, setSecret] = useState<string>()
  const [ending, setEnding] = useState<Client>()
  const clients = useQuery(
    query(['registry', 'clients', id], (signal) =>
      api.GET('/v1/apps/{id}/credentials', {
        params: { path: { id } },
        headers: inMode(mode),
        signal,
      }),
    ),
  )
  const make = useAction<'confidential' | 'public'>({
    run: async (client_type) => {
      const params = { path: { id }, header: once() }
      const body = { client_type }
      const { data } = await api.POST('/v1/apps/{id}/credentials', {
        params,
        body,
        headers: inMode(mode),
      })
      if (data.client_secret) setSecret(data.client_secret)
    },
    changes: [['registry', 'clients', id]],
  })
  const revoke = useAction<string>({
    run: (client) =>
      api.DELETE('/v1/apps/{id}/credentials/{client}', {
        params: { path: { id, client } },
        headers: inMode(mode),
      }),
    changes: [['registry', 'clients', id]],
    quiet: true,
    done: 'The client is revoked',
  })
  const add = (
    <Menu
      trigger={
        <Button icon={<Plus />} busy={make.isPending}>
          New client
        </Button>
      }
    >
      <MenuItem onSelect={() => make.mutate('confidential')}>With a secret: a server</MenuItem>
      <MenuItem onSelect={() => make.mutate('public')}>
        Without: a page or a phone, with PKCE
      </MenuItem>
    </Menu>
  )
  return (
    <Card
      flush
      title="OAuth clients"
      description="With these your app exchanges codes for tokens."
      actions={add}
    >
      <Loaded query={clients}>
        {({ data: [...rows] }) => (
          <>
            <Table
              label="OAuth clients"
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              actions={(client) => (
                <IconButton
                  label={`Revoke ${client.client_id}`}
                  size="sm"
                  onClick={() => setEnding(client)}
                >
                  <Trash2 />
                </IconButton>
              )}
              empty={
                <Empty icon={KeyRound} title="No clients yet">
                  Without one nobody can install the app by its link.
                </Empty>
              }
            />
            {rows[0] && (
              <div className="border-t border-line p-4">
                <CodeTabs samples={samplesOf(app, rows[0])} />
              </div>
            )}
          </>
        )}
      </Loaded>
      {secret && (
        <Dialog
          open
          onClose={() => setSecret(undefined)}
          title="The secret of the client"
          footer={
            <Button kind="primary" onClick={() => setSecret(undefined)}>
              I have it
            </Button>
          }
        >
          <SecretOnce name="client secret" value={secret} />
        </Dialog>
      )}
      <Confirm
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title="Revoke this client?"
        description="Its tokens are dead at once."
        action="Revoke"
        run={async () => ending && revoke.mutateAsync(ending.id)}
      />
    </Card>
  )
}

function samplesOf(
  { redirect_uris: [uri = 'https://…'], requested_scopes }: RegistryApp,
  { client_id }: Client,
) {
  const asked = new URLSearchParams({
    client_id,
    redirect_uri: uri,
    scope: requested_scopes.join(' '),
    state: 'STATE',
  })
  return [
    { name: 'Link to install', code: `${location.origin}/marketplace/authorize?${asked}` },
    {
      name: 'Code for a token',
      code: `curl ${location.origin}/v1/oauth/token -u ${client_id}:$CLIENT_SECRET \\
  -d grant_type=authorization_code -d code=$CODE -d redirect_uri=${uri}`,
    },
  ]
}
