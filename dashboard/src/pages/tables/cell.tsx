import { ArrowUpRight } from 'lucide-react'
import { type Kind, kindOf } from '../../catalog/kinds.ts'
import type { Column } from '../../catalog/schema.ts'
import { cx } from '../../ui/class-names.ts'

const tones: Partial<Record<Kind, string>> = {
  number: 'text-right tabular-nums',
  uuid: 'font-mono text-xs',
  json: 'font-mono text-xs',
  array: 'font-mono text-xs',
  time: 'tabular-nums',
  date: 'tabular-nums',
}

/** A value as it is read: null and an empty text are told apart. */
export function CellText({ column, value }: { column: Column; value: string | null | undefined }) {
  if (value === undefined) return null
  if (value === null) return <span className="text-2xs text-faint italic">null</span>
  if (value === '') return <span className="text-2xs text-faint italic">empty</span>
  const kind = kindOf(column)
  if (kind === 'boolean') return <span>{value.startsWith('t') ? 'true' : 'false'}</span>
  if (kind === 'enum')
    return <span className="rounded-sm bg-hover px-1.5 py-0.5 text-2xs">{value}</span>
  return value.length > 300 ? `${value.slice(0, 300)}…` : value
}

export const cellTone = (column: Column): string => tones[kindOf(column)] ?? ''

/** Leads from a foreign key to the row it names; by keyboard: Alt+Enter on the cell. */
export const FollowButton = ({ onClick }: { onClick: () => void }) => (
  <button
    type="button"
    tabIndex={-1}
    aria-label="Look at the related row"
    title="Look at the related row (Alt+Enter)"
    onClick={onClick}
    className={cx(
      'absolute top-1 right-1 flex size-6 items-center justify-center rounded-md border border-line bg-raised text-muted opacity-0 shadow-sm',
      'group-hover/cell:opacity-100 hover:text-ink group-data-active/cell:opacity-100 pointer-coarse:opacity-100',
    )}
  >
    <ArrowUpRight aria-hidden className="size-3.5" />
  </button>
)
