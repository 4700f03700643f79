import { ChevronRight } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

interface FoldProps {
  title: string
  /** Who needs it, in one line. */
  hint: string
  /** Whether it begins open: where something in it is set. */
  open?: boolean
  children: ReactNode
}

/** Fields that few need, behind their name. */
export function Fold({ title, hint, open = false, children }: FoldProps) {
  const details = useRef<HTMLDetailsElement>(null)
  // What is wrong is never hidden.
  useLayoutEffect(() => {
    if (details.current?.querySelector('[aria-invalid]')) details.current.open = true
  })
  return (
    <details ref={details} open={open} className="group rounded-md border border-line">
      <summary className="flex cursor-pointer list-none items-start gap-2 rounded-md px-3 py-2.5 hover:bg-hover">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-faint transition-transform group-open:rotate-90"
        />
        <span>
          <span className="font-medium">{title}</span>
          <span className="block text-xs text-muted">{hint}</span>
        </span>
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 border-t border-line p-3">
        {children}
      </div>
    </details>
  )
}
