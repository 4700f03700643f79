/**
 * A row as PostgreSQL wrote it, taken apart without being read: numbers longer than JavaScript's and
 * everything else stay letter for letter what they were.
 */
export type Image = ReadonlyMap<string, string>

/** @param text a JSON object as `jsonb` prints it */
export function imageOf(text: string): Image {
  const parts = new Map<string, string>()
  let at = 1
  while (at < text.length && text[at] !== '}') {
    const nameEnd = endOfValue(text, at)
    const name = JSON.parse(text.slice(at, nameEnd)) as string
    const start = skip(text, nameEnd + 1)
    const end = endOfValue(text, start)
    parts.set(name, text.slice(start, end))
    at = text[end] === ',' ? skip(text, end + 1) : end
  }
  return parts
}

const skip = (text: string, at: number): number => {
  while (text[at] === ' ') at++
  return at
}

/** Where the value that begins here ends. */
function endOfValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const letter = text[at]
    if (letter === '"') {
      at = endOfText(text, at)
      if (depth === 0) return at + 1
    } else if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') {
      if (depth === 0) return at
      if (--depth === 0) return at + 1
    } else if (depth === 0 && (letter === ',' || letter === ':')) return at
  }
  return text.length
}

/** The closing quote. */
function endOfText(text: string, quote: number): number {
  let at = quote + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** JSON text of some columns, in their order. */
export function pick(image: Image, columns: Iterable<string>): string {
  const parts: string[] = []
  for (const name of columns) {
    const value = image.get(name)
    if (value !== undefined) parts.push(`${JSON.stringify(name)}:${value}`)
  }
  return `{${parts.join(',')}}`
}

/** The value as a filter compares it; undefined for SQL's null. */
export function plain(value: string | undefined): string | undefined {
  if (value === undefined || value === 'null') return undefined
  return value.startsWith('"') ? (JSON.parse(value) as string) : value
}
