import type { ReactNode } from 'react'

interface SegmentsProps<V extends string> {
  label: string
  value: V
  options: readonly { value: V; label: ReactNode; title?: string }[]
  onChange: (value: V) => void
}

/** One of two to four, side by side. */
export function Segments<V extends string>({ label, value, options, onChange }: SegmentsProps<V>) {
  return (
    <fieldset
      aria-label={label}
      className="inline-flex h-8 rounded-md border border-edge bg-surface p-0.5 shadow-sm"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          title={option.title}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="flex items-center gap-1.5 rounded-sm px-2 text-xs text-muted hover:text-ink aria-pressed:bg-pressed aria-pressed:font-medium aria-pressed:text-ink [&>svg]:size-3.5"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
