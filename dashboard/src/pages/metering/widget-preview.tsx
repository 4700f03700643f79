import { useQuery } from '@tanstack/react-query'
import { AppWindow, Eye } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { CodeTabs } from '../../ui/code.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/form.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'
import type { Mode } from './queries.ts'
import { makeWidgetToken } from './widget-token.ts'

const themes = ['auto', 'light', 'dark'].map((value) => ({ value, label: value }))
const ranges = ['7d', '30d', '90d', '12m'].map((value) => ({ value, label: value }))

/** What a customer would see in a frame of your page, and how it gets there. */
export function WidgetPreview({ mode }: { mode: Mode }) {
  const customers = useQuery(
    query(['customers', mode, 'some'], (signal) =>
      api.GET('/api/v1/customers', {
        params: { query: { mode, page: 1, page_size: 100 } },
        signal,
      }),
    ),
  )
  const options = (customers.data?.data ?? []).flatMap(({ external_id, name }) =>
    external_id ? [{ value: external_id, label: name, hint: external_id }] : [],
  )
  const [frame, setFrame] = useState<string>()
  const form = useForm({
    initial: { customer: '', theme: 'auto', accent: '', locale: '', range: '30d' },
    submit: async () => undefined,
  })
  const { customer, ...look } = form.values
  const chosen = customer || options[0]?.value || ''
  const said = new URLSearchParams(Object.entries(look).filter(([, value]) => value)).toString()
  const show = useAction({
    run: async () => setFrame(`/embed?token=${await makeWidgetToken(chosen, mode)}&${said}`),
    changes: [['api-keys']],
  })
  if (customers.data && options.length === 0) {
    return (
      <Empty
        icon={AppWindow}
        title="No customer to show it for"
        action={<PageLink to="/metering?tab=customers">Customers</PageLink>}
      >
        The widget shows one customer what they used, in a frame of your own page. It can be tried
        here once an event was reported or a customer was made.
      </Empty>
    )
  }
  return (
    <div className="grid gap-5 lg:grid-cols-[280px_minmax(0,1fr)] lg:items-start">
      <Card title="Look">
        <div className="grid gap-4">
          <SelectField
            label="Customer"
            options={options}
            {...form.field('customer')}
            value={chosen}
          />
          <SelectField label="Theme" options={themes} {...form.field('theme')} />
          <SelectField label="Time span" options={ranges} {...form.field('range')} />
          <TextField
            label="Accent"
            optional
            placeholder="#0f766e"
            spellCheck={false}
            {...form.field('accent')}
          />
          <TextField
            label="Language"
            optional
            placeholder="de"
            spellCheck={false}
            {...form.field('locale')}
          />
          <Button kind="primary" icon={<Eye />} busy={show.isPending} onClick={() => show.mutate()}>
            Show
          </Button>
        </div>
      </Card>
      <div className="grid min-w-0 gap-5">
        {frame ? (
          <iframe
            title="The widget"
            src={frame}
            sandbox="allow-scripts"
            referrerPolicy="no-referrer"
            className="h-[460px] w-full rounded-lg border border-line bg-surface"
          />
        ) : (
          <div className="flex h-64 items-center justify-center rounded-lg border border-dashed border-edge text-muted">
            The widget appears here
          </div>
        )}
        <Card
          title="Put it into your page"
          description="A token lives for an hour, only reads, and shows one customer alone. Make one each time your page is loaded."
        >
          <CodeTabs samples={samplesOf(chosen, said)} />
        </Card>
      </div>
    </div>
  )
}

const samplesOf = (customer: string, said: string) => [
  {
    name: 'Your server',
    code: `const answer = await fetch('${location.origin}/api/v1/widget/token', {
  method: 'POST',
  headers: { 'x-api-key': process.env.KEY, 'content-type': 'application/json' },
  body: JSON.stringify({ customer_external_id: '${customer}' }),
})
const { token } = await answer.json()`,
  },
  {
    name: 'Your page',
    code: `<iframe id="usage" title="Usage" sandbox="allow-scripts" width="100%" height="460"
  src="${location.origin}/embed?${said}#token=TOKEN"></iframe>
<script>
  // As tall as its contents; and a new token when this one is over.
  addEventListener('message', ({ source, data }) => {
    const frame = document.getElementById('usage')
    if (source !== frame.contentWindow) return
    if (data.type === 'flumen:height') frame.height = data.height
    if (data.type === 'flumen:expired') showWith(freshToken())
  })
</script>`,
  },
]
