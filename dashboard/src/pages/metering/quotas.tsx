import { useQuery } from '@tanstack/react-query'
import { Gauge, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { amount, metersQuery, type Quota } from './queries.ts'
import { QuotaForm } from './quota-form.tsx'

/** How much the customer may use, what is used of it, and when it begins anew. */
export function Quotas({ customerId: id }: { customerId: string }) {
  const [form, setForm] = useState<{ quota?: Quota }>()
  const meters = useQuery(metersQuery).data?.data
  const quotas = useQuery({
    ...query(['customers', id, 'quotas'], (signal) =>
      api.GET('/api/v1/customers/{id}/quotas', { params: { path: { id } }, signal }),
    ),
    refetchInterval: 5_000,
  })
  const add = (
    <Button icon={<Plus />} onClick={() => setForm({})}>
      Set a quota
    </Button>
  )
  return (
    <Card
      flush
      title="Quotas"
      description="A hard quota refuses what goes beyond it; a soft one only tells."
      actions={add}
    >
      <Loaded query={quotas}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty icon={Gauge} title="No quotas">
              Without one the customer may use as much as they like. Webhooks hear of 80 % and of
              all of it (usage.threshold).
            </Empty>
          ) : (
            <ul>
              {data.map((quota) => (
                <QuotaLine key={quota.id} quota={quota} onEdit={() => setForm({ quota })} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {form && meters && (
        <QuotaForm customerId={id} meters={meters} {...form} onClose={() => setForm(undefined)} />
      )}
    </Card>
  )
}

function QuotaLine({ quota, onEdit }: { quota: Quota; onEdit: () => void }) {
  const { customer_id, meter_id, limit, used, period, enforcement, period_end } = quota
  const meter = useQuery(metersQuery).data?.data.find(({ id }) => id === meter_id)
  const params = { path: { id: customer_id, meter_id } }
  const remove = useAction({
    run: () => api.DELETE('/api/v1/customers/{id}/quotas/{meter_id}', { params }),
    changes: [['customers', customer_id, 'quotas']],
    done: 'The quota is taken away',
    undo: () =>
      api.PUT('/api/v1/customers/{id}/quotas/{meter_id}', {
        params,
        body: { limit: limit as never, period, enforcement },
      }),
  })
  const share = Number(limit) > 0 ? Number(used) / Number(limit) : 1
  const name = meter?.name ?? meter_id
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-0">
      <div className="flex items-center gap-2">
        <span className="font-medium">{name}</span>
        <Badge tone={enforcement === 'hard' ? 'danger' : 'neutral'}>{enforcement}</Badge>
        <span className="grow" />
        <IconButton label={`Change the quota of ${name}`} size="sm" onClick={onEdit}>
          <Pencil />
        </IconButton>
        <IconButton
          label={`Take the quota of ${name} away`}
          size="sm"
          onClick={() => remove.mutate()}
        >
          <Trash2 />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw `<meter>` each in their own way */}
      <div
        role="meter"
        aria-label={`Used of ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(Math.min(share, 1) * 100)}
        className="h-2 overflow-hidden rounded-full bg-pressed"
      >
        <div
          className={cx(
            'h-full rounded-full',
            share >= 1 ? 'bg-danger' : share >= 0.8 ? 'bg-chart-4' : 'bg-good',
          )}
          style={{ width: `${Math.min(share, 1) * 100}%` }}
        />
      </div>
      <p className="flex flex-wrap gap-x-3 text-xs text-muted">
        <span>
          {amount(used)} of {amount(limit)} {meter?.unit} a {period}
        </span>
        <span>{share < 1 ? `${amount(Number(limit) - Number(used))} left` : 'nothing left'}</span>
        <span>
          begins anew <Time at={period_end} />
        </span>
      </p>
    </li>
  )
}
