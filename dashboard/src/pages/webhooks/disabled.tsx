import { TriangleAlert } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import type { Webhook } from './shapes.ts'

/** Why the server switched it off, and the way back: what failed meanwhile is sent anew. */
export function Disabled({ webhook }: { webhook: Webhook }) {
  const { id, enabled, disabled_reason, updated_at } = webhook
  const params = { path: { id } }
  const back = useAction({
    run: async () => {
      await api.PATCH('/api/v1/webhooks/{id}', { params, body: { enabled: true } as never })
      const since = new Date(Date.parse(updated_at) - 6 * 86_400_000).toISOString()
      return api.POST('/api/v1/webhooks/{id}/recover', { params, body: { since } })
    },
    changes: [['webhooks'], ['deliveries', id]],
    done: (_input, { data }) => `The webhook is on, ${data.recovered} deliveries begin anew`,
  })
  if (enabled || !disabled_reason) return null
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg bg-danger-soft p-4 text-danger-text">
      <TriangleAlert aria-hidden className="size-5 shrink-0" />
      <div className="min-w-0 grow basis-64">
        <p className="font-medium">The server switched this webhook off</p>
        <p>{disabled_reason}</p>
      </div>
      <Button busy={back.isPending} onClick={() => back.mutate()}>
        Switch on and send what failed
      </Button>
    </div>
  )
}
