import { useQuery } from '@tanstack/react-query'
import { Webhook as Icon, Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { eventsOf, type Webhook } from './shapes.ts'
import { WebhookForm } from './webhook-form.tsx'

const columns: readonly Column<Webhook>[] = [
  {
    key: 'name',
    header: 'Name',
    className: 'py-1.5',
    value: ({ name, url }) => name || url,
    cell: ({ id, name, url }) => (
      <>
        <PageLink to={`/webhooks/${id}`} className="font-medium">
          {name || url}
        </PageLink>
        {name && <span className="block truncate text-xs text-muted">{url}</span>}
      </>
    ),
  },
  { key: 'state', header: 'State', cell: (webhook) => <State webhook={webhook} /> },
  {
    key: 'events',
    header: 'Hears',
    className: 'max-sm:hidden',
    cell: (webhook) => <Events webhook={webhook} />,
  },
  {
    key: 'scope',
    header: 'Of whom',
    className: 'max-md:hidden',
    cell: ({ scope }) => (scope === 'global' ? 'everybody' : 'its owner'),
  },
  {
    key: 'created',
    header: 'Made',
    className: 'max-md:hidden',
    value: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
]

export const State = ({ webhook: { enabled, disabled_reason } }: { webhook: Webhook }) =>
  enabled ? (
    <Dot tone="good">On</Dot>
  ) : (
    <Dot tone={disabled_reason ? 'danger' : 'neutral'}>
      {disabled_reason ? 'Switched off' : 'Off'}
    </Dot>
  )

function Events({ webhook }: { webhook: Webhook }) {
  const [first, second, ...rest] = eventsOf(webhook)
  return (
    <span className="flex gap-1">
      {first && <Badge>{first}</Badge>}
      {second && <Badge>{second}</Badge>}
      {rest.length > 0 && <Badge>+{rest.length}</Badge>}
    </span>
  )
}

export default function Webhooks() {
  const go = useGo()
  const [isMaking, setMaking] = useState(false)
  const webhooks = useQuery(
    query(['webhooks'], (signal) =>
      api.GET('/api/v1/webhooks', {
        params: { query: { format: 'object', limit: 200, offset: 0 } },
        signal,
      }),
    ),
  )
  const make = (
    <Button kind="primary" icon={<Plus />} onClick={() => setMaking(true)}>
      New webhook
    </Button>
  )
  return (
    <Page
      title="Webhooks"
      description="Addresses of yours that are told what happens: rows that change, people who sign in."
      actions={make}
    >
      <Card flush>
        <Loaded query={webhooks}>
          {(data) => (
            <Table
              label="Webhooks"
              columns={columns}
              rows={listOf(data)}
              rowKey={({ id }) => id}
              onOpen={({ id }) => go(`/webhooks/${id}`)}
              empty={
                <Empty icon={Icon} title="No webhooks yet" action={make}>
                  A webhook sends each event as a signed POST to your server, and tries again until
                  it is taken: seven times over 27 hours.
                </Empty>
              }
            />
          )}
        </Loaded>
      </Card>
      {isMaking && <WebhookForm onClose={() => setMaking(false)} />}
    </Page>
  )
}

const listOf = (data: unknown): Webhook[] => (data as { webhooks: Webhook[] }).webhooks
