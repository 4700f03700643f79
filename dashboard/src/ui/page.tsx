import { type ReactNode, useEffect } from 'react'
import { cx } from './class-names.ts'

/** The name of the page in the tab, the history, and what is read out after a change of pages. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Flumen`
  }, [title])
}

interface PageProps {
  title: string
  /** One sentence: what this page is for. */
  description?: ReactNode
  /** Buttons, the main one last. */
  actions?: ReactNode
  /** Above the title: a link back to the list. */
  back?: ReactNode
  /** Takes the whole width and height, without a margin: grids, editors, diagrams. */
  full?: boolean
  children: ReactNode
}

/** Every page is one of these. */
export function Page({ title, description, actions, back, full = false, children }: PageProps) {
  useTitle(title)
  return (
    <div
      className={cx(
        full ? 'flex h-full min-h-0 flex-col' : 'mx-auto w-full max-w-6xl px-4 pt-6 pb-16 sm:px-8',
      )}
    >
      <header
        className={cx(
          'flex flex-wrap items-start gap-x-6 gap-y-3',
          full ? 'border-b border-line px-4 py-3 sm:px-6' : 'mb-6',
        )}
      >
        <div className="min-w-0 grow basis-64">
          {back && <div className="mb-1 text-xs text-muted">{back}</div>}
          <h1 className={cx('font-semibold', full ? 'truncate text-lg' : 'text-xl')}>{title}</h1>
          {description && (
            <div className="mt-0.5 max-w-2xl text-pretty text-muted">{description}</div>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {full ? <div className="min-h-0 grow">{children}</div> : children}
    </div>
  )
}

interface CardProps {
  title?: string
  description?: ReactNode
  actions?: ReactNode
  footer?: ReactNode
  /** The contents reach the edges: tables, lists. */
  flush?: boolean
  children?: ReactNode
}

/** A part of a page with a border around it. */
export function Card({ title, description, actions, footer, flush = false, children }: CardProps) {
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface shadow-sm">
      {(title || actions) && (
        <div
          className={cx(
            'flex flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-3.5',
            flush ? 'pb-3' : children ? 'pb-0' : 'pb-3.5',
          )}
        >
          <div className="min-w-0 grow">
            {title && <h2 className="text-base font-semibold">{title}</h2>}
            {description && <div className="text-pretty text-muted">{description}</div>}
          </div>
          {actions && <div className="flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children && (
        <div className={cx(!flush && 'p-4', flush && title && 'border-t border-line')}>
          {children}
        </div>
      )}
      {footer && (
        <div className="flex items-center justify-end gap-2 border-t border-line bg-sunken px-4 py-2.5">
          {footer}
        </div>
      )}
    </section>
  )
}

/** Facts about one thing: name and value, in rows; side by side where there is room for the values. */
export function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <div className="@container">
      <dl className="grid grid-cols-1 gap-x-4 @sm:grid-cols-[96px_minmax(0,1fr)] @lg:grid-cols-[180px_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="pt-2 text-muted @sm:pb-2">{name}</dt>
            <dd className="min-w-0 pb-2 break-words @sm:pt-2">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
