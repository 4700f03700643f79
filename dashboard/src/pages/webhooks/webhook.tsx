import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { KeyRound, MoreHorizontal, Pencil, Power, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { PageLink, useGo } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { Card, Facts, Page } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { Deliveries } from './deliveries.tsx'
import { Disabled } from './disabled.tsx'
import { eventsOf, type Webhook } from './shapes.ts'
import { useTest } from './use-test.ts'
import { Made, WebhookForm } from './webhook-form.tsx'
import { State } from './webhooks.tsx'

/** One webhook: what it hears, and what was sent. */
export default function WebhookPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const webhook = useQuery(
    query(['webhooks', id], (signal) =>
      api.GET('/api/v1/webhooks/{id}', { params: { path: { id } }, signal }),
    ),
  )
  return (
    <Loaded query={webhook} skeleton={<PageSkeleton />}>
      {(webhook) => (
        <Page
          title={webhook.name || webhook.url}
          back={<PageLink to="/webhooks">Webhooks</PageLink>}
          description={webhook.description}
          actions={<Actions webhook={webhook} />}
        >
          <div className="grid gap-5">
            <Disabled webhook={webhook} />
            <Card>
              <Facts
                rows={[
                  ['State', <State key="state" webhook={webhook} />],
                  ['Address', <code key="url">{webhook.url}</code>],
                  [
                    'Hears',
                    <span key="events" className="flex flex-wrap gap-1">
                      {eventsOf(webhook).map((name) => (
                        <Badge key={name}>{name}</Badge>
                      ))}
                    </span>,
                  ],
                  ['Of whom', webhook.scope === 'global' ? 'Everybody' : 'Its owner'],
                  [
                    'Signed',
                    webhook.has_secret ? 'Yes, by Standard Webhooks' : 'No: it has no secret',
                  ],
                  ['Made', <Time key="made" at={webhook.created_at} />],
                ]}
              />
            </Card>
            <Deliveries id={id} />
          </div>
        </Page>
      )}
    </Loaded>
  )
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { id, enabled } = webhook
  const params = { path: { id } }
  const go = useGo()
  const [doing, setDoing] = useState<'edit' | 'rotate' | 'delete'>()
  const [secret, setSecret] = useState<string>()
  const test = useTest(id)
  const turn = useAction({
    run: (enabled: boolean) =>
      api.PATCH('/api/v1/webhooks/{id}', { params, body: { enabled } as never }),
    expect: {
      key: ['webhooks', id],
      as: (held: Webhook, enabled) => ({ ...held, enabled, disabled_reason: undefined }),
    },
    changes: [['webhooks']],
    done: (on) => (on ? 'The webhook is on' : 'The webhook is off'),
    undo: (on) => api.PATCH('/api/v1/webhooks/{id}', { params, body: { enabled: !on } as never }),
  })
  const close = () => setDoing(undefined)
  return (
    <>
      <Button icon={<Send />} busy={test.isPending} onClick={() => test.mutate()}>
        Send a test
      </Button>
      <Button icon={<Pencil />} onClick={() => setDoing('edit')}>
        Edit
      </Button>
      <Menu
        trigger={
          <IconButton label="More">
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem icon={<Power />} onSelect={() => turn.mutate(!enabled)}>
          {enabled ? 'Switch off' : 'Switch on'}
        </MenuItem>
        <MenuItem icon={<KeyRound />} onSelect={() => setDoing('rotate')}>
          New secret
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 />} onSelect={() => setDoing('delete')}>
          Delete
        </MenuItem>
      </Menu>
      {doing === 'edit' && <WebhookForm webhook={webhook} onClose={close} />}
      <Confirm
        open={doing === 'rotate'}
        onClose={close}
        title="Make a new secret?"
        description="For a day every delivery is signed by the old and the new one, so your server can change over without losing any."
        action="Make a new secret"
        run={async () => {
          const { data } = await api.POST('/api/v1/webhooks/{id}/rotate-secret', {
            params,
            body: {},
          })
          setSecret(data.secret)
        }}
      />
      <Confirm
        open={doing === 'delete'}
        onClose={close}
        title="Delete this webhook?"
        description="With the record of its deliveries. What still waits is not sent."
        action="Delete"
        run={async () => {
          await api.DELETE('/api/v1/webhooks/{id}', { params })
          go('/webhooks')
        }}
      />
      {secret && <Made secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  )
}
