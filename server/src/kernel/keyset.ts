import { invalid } from './errors.ts'

/**
 * Opaque cursors over `(key, id)`: the place of the last row that was given, under the order it was
 * given in. The key is the text PostgreSQL writes, so that nothing of a time is lost.
 */
export interface Place {
  key: string
  id: string
}

export const writeCursor = (order: string, { key, id }: Place): string =>
  Buffer.from(JSON.stringify([order, key, id])).toString('base64url')

/** @throws invalid for a text that is no cursor, or one of another order */
export function readCursor(order: string, text: string | undefined): Place | undefined {
  if (text === undefined) return undefined
  const parts = parse(text)
  if (!Array.isArray(parts) || parts.length !== 3) throw broken()
  const [named, key, id] = parts
  if (named !== order || !isPlain(key) || !isPlain(id)) throw broken()
  return { key, id }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

const isPlain = (part: unknown): part is string =>
  typeof part === 'string' && part.length <= 500 && !part.includes('\u0000')

/** A cursor is text of the caller: what is not one of ours, PostgreSQL must not be asked with. */
export const broken = () =>
  invalid('invalid_input', 'This cursor does not belong here', {
    faults: [
      { in: 'query', path: ['cursor'], code: 'cursor', message: 'Not a cursor of this list' },
    ],
  })

/** The rows that fit, and the cursor of the next page; one row more than `limit` was asked for. */
export function pageOf<T extends Place>(
  order: string,
  rows: readonly T[],
  limit: number,
): { rows: T[]; next_cursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next_cursor: last && rows.length > limit ? writeCursor(order, last) : null,
  }
}
