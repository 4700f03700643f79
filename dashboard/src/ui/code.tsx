import { useState } from 'react'
import { CopyButton } from './copy.tsx'

interface CodeProps {
  code: string
  /** Read out as the name of the block. */
  label?: string
}

/** Some lines to read or copy. */
export function Code({ code, label = 'Example' }: CodeProps) {
  return (
    <section
      aria-label={label}
      className="relative rounded-md border border-line bg-sunken text-left"
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1)
        tabIndex={0}
        className="overflow-x-auto p-3 pr-10 text-xs leading-5"
      >
        <code className="text-[12px]">{code}</code>
      </pre>
      <span className="absolute top-0 right-0 rounded-md bg-sunken p-1">
        <CopyButton text={code} />
      </span>
    </section>
  )
}

/** The same thing in several languages. */
export function CodeTabs({ samples }: { samples: readonly { name: string; code: string }[] }) {
  const [at, setAt] = useState(0)
  return (
    <div>
      <div className="mb-2 flex gap-1">
        {samples.map(({ name }, i) => (
          <button
            key={name}
            type="button"
            aria-pressed={i === at}
            onClick={() => setAt(i)}
            className="rounded-md px-2 py-0.5 text-xs text-muted hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink"
          >
            {name}
          </button>
        ))}
      </div>
      <Code code={samples[at]?.code ?? ''} label={samples[at]?.name ?? 'Example'} />
    </div>
  )
}
