import type { ReactNode } from 'react'
import { Logo } from '../shell/logo.tsx'
import { useTitle } from '../ui/page.tsx'

interface DoorProps {
  title: string
  description?: ReactNode
  children: ReactNode
  /** Under the card. */
  footer?: ReactNode
}

/** The frame of the pages in front of the dashboard. */
export function Door({ title, description, children, footer }: DoorProps) {
  useTitle(title)
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-4 text-center">
          <Logo size={40} />
          <div>
            <h1 className="text-xl font-semibold">{title}</h1>
            {description && <p className="mt-1 text-muted">{description}</p>}
          </div>
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-md">{children}</div>
        {footer && <div className="mt-5 text-center text-balance text-muted">{footer}</div>}
      </div>
    </main>
  )
}
