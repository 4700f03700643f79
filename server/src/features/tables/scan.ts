/** Reading text in which brackets nest and double quotes hide. Linear, whatever it is given. */

const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/**
 * Splits at a separator that stands outside brackets and double quotes.
 * @returns undefined where brackets or quotes do not match
 */
export function splitOutside(text: string, separator: string): string[] | undefined {
  const parts: string[] = []
  const open: string[] = []
  let start = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === '"' && opensQuote(text, i)) {
      i = endOfQuote(text, i)
      if (i < 0) return undefined
    } else if (c === separator && open.length === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    } else if (c === '(' || c === '[' || c === '{') open.push(c)
    else if (c in closing && open.pop() !== closing[c]) return undefined
  }
  parts.push(text.slice(start))
  return open.length === 0 ? parts : undefined
}

/** Clients quote a value as a whole, or a key of JSON; a quote inside of one is only a character. */
const opensQuote = (text: string, at: number): boolean =>
  at === 0 ||
  /[\s,.:([{]/.test(text.charAt(at - 1)) ||
  /->>?$/.test(text.slice(Math.max(0, at - 3), at))

/** Where the quote that begins at `start` ends; -1 where it does not. */
export function endOfQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92) i++
    else if (c === 34) return i
  }
  return -1
}

/** Without one pair of enclosing quotes, and without the backslashes inside. */
export function unquote(text: string): string {
  if (!isQuoted(text)) return text
  return text.slice(1, -1).replace(/\\(.)/gs, '$1')
}

/** A name so that it reads as one name, whatever it holds. */
export const quote = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`

/** `a,"b,c"`: names with commas between them. @returns undefined where quotes or brackets do not match */
export const splitNames = (text: string): string[] | undefined =>
  splitOutside(text, ',')?.map((name) => unquote(name.trim()))

export const isQuoted = (text: string): boolean =>
  text.length > 1 && text.startsWith('"') && endOfQuote(text, 0) === text.length - 1

/** Without a pair of round brackets around the whole. */
export function unwrap(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('(') || !trimmed.endsWith(')')) return trimmed
  const inner = trimmed.slice(1, -1)
  // `(a),(b)` begins and ends with brackets that are no pair.
  return splitOutside(inner, '\0') === undefined ? trimmed : inner
}
