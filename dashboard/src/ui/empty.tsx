import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyProps {
  icon?: LucideIcon
  title: string
  /** What belongs here and what it is good for: an empty state teaches. */
  children?: ReactNode
  /** The first step: a button, or a snippet to copy. */
  action?: ReactNode
}

/** Where there is nothing yet. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center">
      {Icon && (
        <span className="mb-4 flex size-11 items-center justify-center rounded-xl border border-line bg-surface text-muted shadow-sm">
          <Icon aria-hidden className="size-5" />
        </span>
      )}
      <h2 className="text-base font-semibold">{title}</h2>
      {children && <div className="mt-1 max-w-md text-balance text-muted">{children}</div>}
      {action && <div className="mt-5 w-full max-w-lg [&>button]:mx-auto">{action}</div>}
    </div>
  )
}
