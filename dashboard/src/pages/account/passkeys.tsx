import { startRegistration } from '@simplewebauthn/browser'
import { useQuery } from '@tanstack/react-query'
import { Fingerprint, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import type { Answer, Item } from '../../api/types.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { deviceName } from '../users/device.ts'

type Passkey = Item<Answer<'/api/v1/auth/passkeys'>>

const columns: Column<Passkey>[] = [
  { key: 'name', header: 'Name', cell: ({ name }) => <span className="font-medium">{name}</span> },
  {
    key: 'kind',
    header: 'Kept',
    cell: ({ backed_up }) => (backed_up ? 'synced between devices' : 'on one device'),
    className: 'max-sm:hidden',
  },
  {
    key: 'used',
    header: 'Last used',
    cell: ({ last_used_at }) => <Time at={last_used_at} never="never" />,
  },
]

export function Passkeys() {
  const [asked, setAsked] = useState<Passkey>()
  const passkeys = useQuery(
    query(['passkeys'], (signal) => api.GET('/api/v1/auth/passkeys', { signal })),
  )
  const add = useAction({
    run: register,
    changes: [['passkeys']],
    done: 'The passkey is added',
  })
  return (
    <Card
      flush
      title="Passkeys"
      description="Sign in by fingerprint, face or PIN; nothing to remember, nothing to steal."
      actions={
        <Button size="sm" icon={<Plus />} busy={add.isPending} onClick={() => add.mutate()}>
          Add a passkey
        </Button>
      }
    >
      <Loaded query={passkeys}>
        {(rows) => (
          <Table
            label="Passkeys"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            actions={(passkey) => (
              <Button size="sm" kind="quiet" onClick={() => setAsked(passkey)}>
                Delete
              </Button>
            )}
            empty={
              <Empty icon={Fingerprint} title="No passkeys yet">
                Your device asks for your finger, face or PIN and keeps the key.
              </Empty>
            }
          />
        )}
      </Loaded>
      <Confirm
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={`Delete ${asked?.name}?`}
        description="It signs in no more, and all your other sessions end."
        action="Delete passkey"
        run={async () => {
          await api.DELETE('/api/v1/auth/passkeys/{id}', {
            params: { path: { id: asked?.id ?? '' } },
          })
          await passkeys.refetch()
        }}
      />
    </Card>
  )
}

async function register(): Promise<void> {
  const options = await api.POST('/api/v1/auth/passkeys/register/options', { body: {} })
  const answer = await startRegistration({ optionsJSON: options.data as never })
  const body = { ...answer, name: deviceName(navigator.userAgent) } as never
  await api.POST('/api/v1/auth/passkeys/register/verify', { body })
}
