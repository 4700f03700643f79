import { useQuery } from '@tanstack/react-query'
import { LockKeyhole, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { NewSecret } from './new-secret.tsx'
import { SecretSheet } from './secret-sheet.tsx'

export type Secret = Item<Answer<'/api/v1/secrets'>>
export const secretsKey = ['secrets']

const columns: Column<Secret>[] = [
  {
    key: 'name',
    header: 'Name',
    cell: ({ name, description }) => (
      <>
        <code className="font-medium">{name}</code>
        {description && <span className="ml-2 text-muted">{description}</span>}
      </>
    ),
    value: (secret) => secret.name,
  },
  {
    key: 'namespace',
    header: 'Reaches',
    cell: ({ namespace }) =>
      namespace ? <Badge tone="violet">{namespace}</Badge> : <span>every namespace</span>,
    value: (secret) => secret.namespace,
    className: 'max-md:hidden',
  },
  {
    key: 'version',
    header: 'Version',
    align: 'right',
    cell: ({ version }) => version,
    value: (secret) => secret.version,
    className: 'max-sm:hidden',
  },
  {
    key: 'expires',
    header: 'Ends',
    cell: ({ is_expired, expires_at }) =>
      is_expired ? <Badge tone="danger">over</Badge> : <Time at={expires_at} never="never" />,
    value: (secret) => secret.expires_at,
  },
  {
    key: 'updated',
    header: 'Changed',
    cell: ({ updated_at }) => <Time at={updated_at} />,
    value: (secret) => secret.updated_at,
    className: 'max-sm:hidden text-muted',
  },
]

/** Secrets of the functions of a tenant; a new value is a new version, and an old one can come back. */
export function FunctionSecrets() {
  const [isMaking, setMaking] = useState(false)
  const [open, setOpen] = useState<string>()
  const secrets = useQuery(query(secretsKey, (signal) => api.GET('/api/v1/secrets', { signal })))
  const opened = secrets.data?.find(({ id }) => id === open)
  const add = (
    <Button kind="primary" size="sm" icon={<Plus />} onClick={() => setMaking(true)}>
      New secret
    </Button>
  )
  return (
    <Card
      flush
      title="Secrets of functions"
      description="A function finds one in its environment as FLUXBASE_SECRET_ and the name."
      actions={add}
    >
      <Loaded query={secrets}>
        {(rows) => (
          <Table
            label="Secrets of functions"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onOpen={({ id }) => setOpen(id)}
            actions={({ id }) => (
              <Button size="sm" kind="quiet" onClick={() => setOpen(id)}>
                Open
              </Button>
            )}
            empty={
              <Empty icon={LockKeyhole} title="No secrets yet">
                Keep the password of a mail server or the key of a payment service here, and not in
                the code that uses it.
              </Empty>
            }
          />
        )}
      </Loaded>
      {isMaking && <NewSecret onClose={() => setMaking(false)} />}
      {opened && <SecretSheet secret={opened} onClose={() => setOpen(undefined)} />}
    </Card>
  )
}
