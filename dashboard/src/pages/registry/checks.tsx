import { CircleAlert, CircleCheck, CircleMinus, CircleX } from 'lucide-react'
import type { Tone } from '../../ui/badge.tsx'
import type { Review } from './queries.ts'

type Check = NonNullable<Review['checks']>['results'][number]

export const checkTones: Record<Check['status'], Tone> = {
  passed: 'good',
  warning: 'warn',
  failed: 'danger',
  skipped: 'neutral',
}

const words: Record<Check['check'], string> = {
  https: 'Everything is HTTPS',
  redirect_uris: 'Where the redirects lead',
  webhook_signature: 'The webhook checks signatures',
  privacy_policy: 'The privacy page can be read',
  scope_changes: 'Scopes since the last version',
}

/** The worst of all checks. */
export function summaryOf({ checks }: Review): { status: Check['status']; text: string } {
  if (!checks) return { status: 'skipped', text: 'is being made' }
  const failed = checks.results.filter(({ status }) => status === 'failed').length
  const warned = checks.results.filter(({ status }) => status === 'warning').length
  if (failed > 0) return { status: 'failed', text: `${failed} failed` }
  return warned > 0
    ? { status: 'warning', text: `${warned} to look at` }
    : { status: 'passed', text: 'all well' }
}

const icons = {
  passed: <CircleCheck aria-label="Passed" className="size-4 text-good-text" />,
  warning: <CircleAlert aria-label="To look at" className="size-4 text-warn-text" />,
  failed: <CircleX aria-label="Failed" className="size-4 text-danger-text" />,
  skipped: <CircleMinus aria-label="Left out" className="size-4 text-faint" />,
}

/** The report, check by check. */
export function Checks({ review: { checks } }: { review: Review }) {
  if (!checks)
    return <p className="text-muted">The report is being made; it is here in a moment.</p>
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {checks.results.map(({ check, status, details }) => (
        <li key={check} className="flex gap-3 px-3 py-2.5">
          <span className="mt-0.5">{icons[status]}</span>
          <div className="min-w-0">
            <p className="font-medium">{words[check]}</p>
            {details.map((detail) => (
              <p key={detail} className="text-xs break-words text-muted">
                {detail}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
