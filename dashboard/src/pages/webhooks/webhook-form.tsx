import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { SecretOnce } from '../../ui/copy.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, SwitchField, TextAreaField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useGo } from '../../ui/link.tsx'
import { accountEvents, eventsOf, type Webhook } from './shapes.ts'

/** Makes a webhook, or changes one. The secret of a new one is shown this once. */
export function WebhookForm({ webhook, onClose }: { webhook?: Webhook; onClose: () => void }) {
  const go = useGo()
  const [made, setMade] = useState<{ id: string; secret: string }>()
  const heard = webhook ? eventsOf(webhook) : []
  const send = useAction<Parameters<typeof save>[1], Webhook & { secret?: string | null }>({
    run: (body) => save(webhook, body),
    changes: [['webhooks']],
    quiet: true,
    ...(webhook && { done: 'The webhook is saved' }),
  })
  const form = useForm({
    initial: {
      name: webhook?.name ?? '',
      url: webhook?.url ?? '',
      events: heard.filter((one) => accountEvents.includes(one)),
      tables: heard.filter((one) => !accountEvents.includes(one)).join('\n'),
      headers: Object.entries(webhook?.headers ?? {})
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
      global: webhook ? webhook.scope === 'global' : true,
    },
    check: ({ url, events, tables }) => ({
      url: /^https?:\/\/./.test(url) ? '' : 'An address that begins with https://',
      events: events.length > 0 || tables.trim() ? '' : 'Choose an event or name a table',
    }),
    submit: async ({ name, url, events, tables, headers, global: isGlobal }) => {
      const { id, secret } = await send.mutateAsync({
        name,
        url,
        events: [...events, ...tables.split(/[\s,]+/).filter(Boolean)],
        headers: headersIn(headers),
        scope: isGlobal ? 'global' : 'user',
      })
      if (secret) setMade({ id, secret })
      else onClose()
    },
  })
  if (made) {
    const leave = () => {
      onClose()
      go(`/webhooks/${made.id}`)
    }
    return <Made secret={made.secret} onClose={leave} />
  }
  const chosen = form.field('events')
  return (
    <FormDialog
      sheet
      form={form}
      title={webhook ? 'Change the webhook' : 'New webhook'}
      action={webhook ? 'Save' : 'Create webhook'}
      onClose={onClose}
    >
      <TextField label="Name" optional {...form.field('name')} />
      <TextField
        label="Address"
        type="url"
        placeholder="https://example.com/hooks"
        hint="Public and reachable from this server. Redirects are not followed."
        spellCheck={false}
        {...form.field('url')}
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">Accounts</legend>
        {accountEvents.map((name) => (
          <Checkbox
            key={name}
            label={<code>{name}</code>}
            checked={chosen.value.includes(name)}
            onChange={(on) =>
              chosen.onChange(
                on ? [...chosen.value, name] : chosen.value.filter((one) => one !== name),
              )
            }
          />
        ))}
        {chosen.error && (
          <p role="alert" className="text-xs text-danger-text">
            {chosen.error}
          </p>
        )}
      </fieldset>
      <TextAreaField
        label="Rows of tables"
        optional
        mono
        rows={3}
        hint="One a line: orders.insert, sales.orders.*, *.delete. A table may be named before it is made."
        placeholder={'orders.insert\norders.update'}
        {...form.field('tables')}
      />
      <SwitchField
        label="Of everybody"
        hint="Off: only rows that name you and what happens to your own account."
        {...form.toggle('global')}
      />
      <TextAreaField
        label="Headers"
        optional
        mono
        rows={2}
        hint="Sent with every delivery, kept encrypted. One a line: Name: value"
        {...form.field('headers')}
      />
    </FormDialog>
  )
}

interface Body {
  name: string
  url: string
  events: string[]
  headers: Record<string, string>
  scope: 'user' | 'global'
}

async function save(
  webhook: Webhook | undefined,
  body: Body,
): Promise<Webhook & { secret?: string | null }> {
  const answer = webhook
    ? await api.PATCH('/api/v1/webhooks/{id}', {
        params: { path: { id: webhook.id } },
        body: body as never,
      })
    : await api.POST('/api/v1/webhooks', { body: body as never })
  return answer.data as never
}

const headersIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
      return name ? [[name, value ?? '']] : []
    }),
  )

export const Made = ({ secret, onClose }: { secret: string; onClose: () => void }) => (
  <Dialog
    open
    onClose={onClose}
    title="The secret of this webhook"
    description="Your server verifies with it that a delivery is genuine: any library of Standard Webhooks does."
    footer={
      <Button kind="primary" onClick={onClose}>
        I have it
      </Button>
    }
  >
    <SecretOnce name="signing secret" value={secret} />
  </Dialog>
)
