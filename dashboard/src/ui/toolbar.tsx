import { Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { Input } from './field.tsx'

/** Over a table: search, filters, and at the right what to do. */
export const Toolbar = ({ children }: { children: ReactNode }) => (
  <div className="mb-3 flex flex-wrap items-center gap-2">{children}</div>
)

interface SearchProps {
  label: string
  value: string
  /** Told a moment after the typing stopped. */
  onChange: (value: string) => void
}

/** Narrows a list; `/` goes there. */
export function SearchField({ label, value, onChange }: SearchProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), 200)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <div className="relative w-full sm:max-w-xs">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint"
      />
      <Input
        data-search
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed && (
        <span className="absolute top-1 right-1">
          <IconButton label="Clear" size="sm" onClick={() => onChange('')}>
            <X />
          </IconButton>
        </span>
      )}
    </div>
  )
}

interface BulkProps {
  count: number
  onClear: () => void
  children: ReactNode
}

/** What to do with the selected rows. */
export function BulkBar({ count, onClear, children }: BulkProps) {
  if (count === 0) return null
  return (
    <div className="float-in fixed bottom-6 left-1/2 z-30 flex -translate-x-1/2 items-center gap-3 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-lg">
      <span role="status" className="font-medium tabular-nums">
        {count} selected
      </span>
      {children}
      <Button kind="quiet" size="sm" onClick={onClear}>
        Clear
      </Button>
    </div>
  )
}
