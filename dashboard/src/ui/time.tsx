import { useSyncExternalStore } from 'react'

const full = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long' })
const day = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric' })
const dayOfYear = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric' })
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

let now = Date.now()
const listeners = new Set<() => void>()
setInterval(() => {
  now = Date.now()
  for (const listener of listeners) listener()
}, 20_000)
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const units = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const

/** Near times in words, far ones as a date. */
export function relative(at: Date, from = now): string {
  const seconds = (at.getTime() - from) / 1000
  const size = Math.abs(seconds)
  // `now` is up to twenty seconds old: what was made since then is no future.
  if (size < 45) return seconds > 20 ? 'in a moment' : 'just now'
  if (size > 30 * 86_400) {
    return (at.getFullYear() === new Date(from).getFullYear() ? day : dayOfYear).format(at)
  }
  const [unit, length] = [...units].reverse().find(([, length]) => size >= length * 0.9) ?? units[0]
  return words.format(Math.round(seconds / length), unit)
}

/** A time as a person says it; the exact one on hover. */
export function Time({ at, never = '–' }: { at: string | null | undefined; never?: string }) {
  useSyncExternalStore(subscribe, () => now)
  if (!at) return <span className="text-faint">{never}</span>
  const date = new Date(at)
  return (
    <time dateTime={at} title={full.format(date)} className="whitespace-nowrap tabular-nums">
      {relative(date)}
    </time>
  )
}

/** The exact time, where that is what matters: logs. */
export const exactTime = (at: string): string => full.format(new Date(at))
