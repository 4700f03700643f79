import type { JsonStep, Reference } from './ask.ts'
import { badQuery } from './faults.ts'
import { endOfQuote, unquote } from './scan.ts'

const longest = 1_000
const remembered = 5_000
const known = new Map<string, Reference>()

/** Reads `embed.column`, `"odd.name"`, `data->a->>0`. @throws invalid where it is nothing of these */
export function readReference(text: string): Reference {
  const before = known.get(text)
  if (before) return before
  const reference = read(text.trim())
  if (known.size >= remembered) known.clear()
  known.set(text, reference)
  return reference
}

function read(text: string): Reference {
  const [names, arrows] = splitArrows(text)
  const parts = splitDots(names)
  const name = parts.pop()
  if (!name || text.length > longest || parts.includes(''))
    throw badQuery(text.slice(0, 80), 'Not a column')
  const steps = readSteps(arrows, text)
  return { path: parts, name, steps, key: JSON.stringify([parts, name, steps]) }
}

function splitArrows(text: string): [string, string] {
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') {
      const end = endOfQuote(text, i)
      if (end < 0) break
      i = end
    } else if (text.startsWith('->', i)) return [text.slice(0, i), text.slice(i)]
  }
  return [text, '']
}

/** By dots outside quotes; quotes are taken off. */
function splitDots(text: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '"') {
      const end = endOfQuote(text, i)
      i = end < 0 ? text.length - 1 : end
    } else if (i === text.length || text[i] === '.') {
      parts.push(unquote(text.slice(start, i)))
      start = i + 1
    }
  }
  return parts
}

const arrow = /^(->>?)("(?:[^"\\]|\\.)*"|-?[^-"]+(?:-(?!>)[^-"]+)*)/

/** `->a->>b`. After `->>` there is text, into which nothing leads. */
function readSteps(text: string, whole: string): JsonStep[] {
  const steps: JsonStep[] = []
  let rest = text
  while (rest !== '') {
    const [found, sign, key] = arrow.exec(rest) ?? []
    if (found === undefined || key === undefined || steps.at(-1)?.kind === 'text') {
      throw badQuery(whole.slice(0, 80), 'Not a path into JSON')
    }
    steps.push({ kind: sign === '->>' ? 'text' : 'json', key: unquote(key.trim()) })
    rest = rest.slice(found.length)
  }
  return steps
}
