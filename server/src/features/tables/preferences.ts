import type { CountMode } from './ask.ts'
import { badQuery } from './faults.ts'
import { countMode, natural } from './query-string.ts'

/** What `Prefer` asks for (RFC 7240). */
export interface Preferences {
  returns?: 'representation' | 'minimal' | 'headers-only'
  resolution?: 'merge-duplicates' | 'ignore-duplicates'
  missing?: 'default' | 'null'
  count?: CountMode
  handling?: 'strict' | 'lenient'
  maxAffected?: number
  tx?: 'commit'
  /** Those that were understood, as `Preference-Applied` repeats them. */
  applied: string[]
}

const words: Record<string, [keyof Preferences, readonly string[]]> = {
  return: ['returns', ['representation', 'minimal', 'headers-only']],
  resolution: ['resolution', ['merge-duplicates', 'ignore-duplicates']],
  missing: ['missing', ['default', 'null']],
  handling: ['handling', ['strict', 'lenient']],
  tx: ['tx', ['commit']],
}

const none: Preferences = Object.freeze({ applied: [] as string[] })

/**
 * Unknown preferences are passed over, as RFC 7240 says, unless `handling=strict` is one of them.
 * @throws invalid then, for a `max-affected` that is no number, and for `tx=rollback`: who asks for it
 *   believes that nothing will change
 */
export function readPreferences(header: string | undefined): Preferences {
  if (!header) return none
  const found: Preferences = { applied: [] }
  const unknown: string[] = []
  for (const token of header.split(',').map((part) => part.trim())) {
    if (token !== '' && !take(found, token)) unknown.push(token)
  }
  if (found.handling === 'strict' && unknown.length > 0) {
    throw badQuery('Prefer', `Unknown preferences: ${unknown.join(', ').slice(0, 100)}`)
  }
  return found
}

function take(found: Preferences, token: string): boolean {
  const [name = '', value = ''] = token
    .split('=')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
  const known = Object.hasOwn(words, name) ? words[name] : undefined
  if (known?.[1].includes(value)) Object.assign(found, { [known[0]]: value })
  else if (name === 'count') found.count = countMode(value)
  else if (name === 'max-affected') found.maxAffected = natural('max-affected', value)
  else if (name === 'tx' && value === 'rollback') {
    throw badQuery('Prefer', 'There are no dry runs: what is sent is done')
  } else return false
  found.applied.push(`${name}=${value}`)
  return true
}
