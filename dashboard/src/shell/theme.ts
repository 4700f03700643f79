import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'
const key = 'flumen.theme'

const read = (): Theme => (localStorage.getItem(key) as Theme | null) ?? 'system'
const listeners = new Set<() => void>()

/** `public/theme.js` applies it, as it does before the first paint. */
export function setTheme(theme: Theme): void {
  localStorage.setItem(key, theme)
  dispatchEvent(new Event('flumen:theme'))
  for (const listener of listeners) listener()
}

export const useTheme = (): Theme =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)

/** The navigation as icons alone, or with its words. */
export function toggleSidebar(): void {
  const next = document.documentElement.dataset.sidebar === 'slim' ? 'wide' : 'slim'
  localStorage.setItem('flumen.sidebar', next)
  document.documentElement.dataset.sidebar = next
}
