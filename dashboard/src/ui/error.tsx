import { RefreshCw, TriangleAlert } from 'lucide-react'
import { explain } from '../api/faults.ts'
import { Button } from './button.tsx'
import { Copyable } from './copy.tsx'

/** A failure inside of a form or card: what happened, what to do, and the id that finds it in the log. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, advice, requestId } = explain(error)
  return (
    <div
      role="alert"
      className="flex gap-2.5 rounded-md bg-danger-soft p-3 text-left text-danger-text"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 grow">
        <p className="font-medium break-words">{title}</p>
        <p className="break-words">{advice}</p>
        {requestId && <Copyable text={requestId} />}
      </div>
      {retry && (
        <Button size="sm" icon={<RefreshCw />} onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** Where a whole part of a page could not be shown. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-12">
      <ErrorNote error={error} {...(retry && { retry })} />
    </div>
  )
}
