import { useState } from 'react'

/** Something small that this browser remembers. */
export function useKept<T>(name: string, first: T): [T, (next: T) => void] {
  const [held, setHeld] = useState<T>(() => {
    try {
      return JSON.parse(localStorage.getItem(name) ?? '') as T
    } catch {
      return first
    }
  })
  const keep = (next: T) => {
    setHeld(next)
    try {
      localStorage.setItem(name, JSON.stringify(next))
    } catch {
      // Full, or forbidden: it holds until the page is left.
    }
  }
  return [held, keep]
}

export interface Ran {
  at: string
  text: string
  ms?: number
  fault?: string
}

export interface Snippet {
  name: string
  text: string
}
