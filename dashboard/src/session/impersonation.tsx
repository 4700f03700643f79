import { VenetianMask } from 'lucide-react'
import { api } from '../api/client.ts'
import { useAction } from '../api/query.ts'
import { Button } from '../ui/button.tsx'
import { stopActing, useActing } from './impersonation-state.ts'

/** The bar over every page while an administrator acts as somebody else. */
export function Impersonation() {
  const acting = useActing()
  const end = useAction({
    run: async () => {
      await api.DELETE('/api/v1/auth/impersonate')
      stopActing()
    },
    done: 'You are yourself again',
  })
  if (!acting) return null
  return (
    <div
      role="status"
      className="flex shrink-0 items-center justify-center gap-2 bg-violet-soft px-4 py-1 text-xs text-violet-text"
    >
      <VenetianMask aria-hidden className="size-4" />
      Tables and files are shown as {acting.name} sees them.
      <Button
        size="sm"
        kind="quiet"
        className="text-current!"
        busy={end.isPending}
        onClick={() => end.mutate()}
      >
        End
      </Button>
    </div>
  )
}
