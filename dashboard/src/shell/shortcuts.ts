import { useEffect } from 'react'
import { useGo } from '../ui/link.tsx'
import { pages } from './pages.ts'
import { toggleSidebar } from './theme.ts'

/** Shortcuts that hold everywhere; those of pages stand in their definitions. */
export const everywhere = [
  { keys: 'mod+k', what: 'Search, or go anywhere' },
  { keys: '?', what: 'Show all shortcuts' },
  { keys: '/', what: 'Search in this list' },
  { keys: 'mod+b', what: 'Fold the navigation' },
  { keys: 'escape', what: 'Close what is open' },
]

export const inTables = [
  { keys: 'up down', what: 'Go from row to row (also j and k)' },
  { keys: 'enter', what: 'Open the row' },
  { keys: 'x', what: 'Select the row' },
]

interface Openers {
  palette: () => void
  help: () => void
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.shadowRoot !== null)

/** Listens for the shortcuts of the shell. */
export function useShortcuts({ palette, help }: Openers): void {
  const go = useGo()
  useEffect(() => {
    let first = ''
    const act: Record<string, () => void> = {
      '?': help,
      '/': () => document.querySelector<HTMLElement>('main [data-search]')?.focus(),
    }
    const onKey = (event: KeyboardEvent) => {
      const { key } = event
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        const run = { k: palette, b: toggleSidebar }[key.toLowerCase()]
        if (!run) return
        event.preventDefault()
        return run()
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return
      const page = pages.find((page) => page.nav?.keys === `${first} ${key}`)
      first = key === 'g' ? key : ''
      const run = page ? () => go(page.path) : act[key]
      if (!run) return
      event.preventDefault()
      run()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [go, palette, help])
}
