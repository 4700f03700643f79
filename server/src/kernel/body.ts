import { invalid } from './errors.ts'

const deepest = 64
const utf8 = new TextDecoder('utf-8', { fatal: true })

const malformed = (message: string) =>
  invalid('malformed_json', message, {
    faults: [{ in: 'body', path: [], code: 'json_invalid', message }],
  })

/**
 * Reads a JSON body. Nothing at all counts as no body: clients send the header without one.
 * @throws invalid `malformed_json`, also for nesting over 64 and names that would reach a prototype
 */
export function readJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  try {
    const text = utf8.decode(bytes)
    mustBeShallow(text)
    return mayHoldRefused(text) ? JSON.parse(text, refuse) : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw malformed('The body is not valid JSON')
    }
    throw error
  }
}

/**
 * Whether something of the text may be what `refuse` is for: the name spelled out, or an escape, of
 * which it or half a character could be made. Looking at each value costs ten times the reading.
 */
const mayHoldRefused = (text: string): boolean => text.includes('\\u') || text.includes('__proto__')

/** Numbers that keep their own text when they are written again. */
const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

type Keep = (key: string, value: unknown, context?: { source?: string }) => unknown
const parseWith = JSON.parse as (text: string, keep: Keep) => unknown

/**
 * A body that was read before, with each number as it was written: as a number where that gives the
 * same text again, else as `{ rawJSON }`, which `JSON.stringify` writes as it was.
 */
export const readExact = (text: string, read: unknown): unknown =>
  hasOnlyPlainNumbers(text)
    ? read
    : parseWith(text.replace(/^\ufeff/, ''), (_key, value, { source } = {}) =>
        typeof value === 'number' && source !== undefined && String(value) !== source
          ? raw(source)
          : value,
      )

/** Of a text that is JSON. */
function hasOnlyPlainNumbers(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34) i = endOfString(text, i)
    else if (c === 45 || isDigit(c)) {
      const start = i
      while (isOfNumber(text.charCodeAt(i + 1))) i++
      const source = text.slice(start, i + 1)
      if (String(Number(source)) !== source) return false
    }
  }
  return true
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57

/** A digit, or one of `+-.eE`. */
const isOfNumber = (c: number): boolean =>
  isDigit(c) || c === 43 || c === 45 || c === 46 || c === 69 || c === 101

/** Counts brackets outside strings: linear, and before the parser builds anything. */
function mustBeShallow(text: string): void {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 34) i = endOfString(text, i)
    else if (c === 91 || c === 123) {
      if (++depth > deepest) throw malformed(`The body is nested deeper than ${deepest} levels`)
    } else if (c === 93 || c === 125) depth--
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92) i++
    else if (c === 34) return i
  }
  return text.length
}

function refuse(key: string, value: unknown): unknown {
  if (key === '__proto__') throw malformed('The body has a field that is not allowed')
  // Half a character: no UTF-8 text, so nothing below could store or send it (RFC 8259 §8.2).
  if (typeof value === 'string' && !value.isWellFormed())
    throw malformed('The body is no Unicode text')
  return value
}

/** Reads `application/x-www-form-urlencoded`. A field twice is an error: readers disagree about it. */
export function readForm(bytes: Buffer): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(bytes.toString('utf8'))) {
    if (name in fields || name === '__proto__') {
      const message = 'Sent more than once'
      throw invalid('malformed_form', `${name}: ${message}`, {
        faults: [{ in: 'body', path: [name], code: 'repeated', message }],
      })
    }
    fields[name] = value
  }
  return { ...fields }
}
