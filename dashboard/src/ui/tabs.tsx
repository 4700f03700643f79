import { Tabs as Base } from '@base-ui/react/tabs'
import { type ReactNode, useEffect, useRef } from 'react'

export interface Tab {
  value: string
  label: string
  /** How many there are, where that is worth a glance. */
  count?: number | undefined
  content: ReactNode
}

interface TabsProps {
  value: string
  onChange: (value: string) => void
  tabs: readonly Tab[]
}

/** Views of one thing. Keep the chosen one in the address (`useAddress`). */
export function Tabs({ value, onChange, tabs }: TabsProps) {
  // An address may name a tab that is not, or no longer.
  const shown = tabs.some((tab) => tab.value === value) ? value : tabs[0]?.value
  const list = useRef<HTMLDivElement>(null)
  // On a phone the chosen one may stand beyond the edge.
  useEffect(() => {
    list.current?.querySelector(`[data-tab="${shown}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  return (
    <Base.Root value={shown} onValueChange={(next) => onChange(String(next))}>
      <Base.List
        ref={list}
        className="no-scrollbar relative flex gap-4 overflow-x-auto border-b border-line"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            data-tab={tab.value}
            className="relative -mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent px-0.5 whitespace-nowrap text-muted hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="rounded-sm bg-hover px-1 text-2xs text-muted tabular-nums">
                {tab.count}
              </span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="rounded-md pt-5 outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}

export { Segments } from './segments.tsx'
