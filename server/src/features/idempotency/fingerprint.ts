import { sha256 } from '../../kernel/crypto.ts'

/** What a key stands for. Two requests are the same when these are equal as JSON. */
export interface Request {
  method: string
  /** With its parameters filled in, or beside them. */
  path: string
  params?: unknown
  query?: unknown
  body?: unknown
}

/** The order of members and white space do not count; the order of a list does (RFC 8785 §3.2.3). */
export const fingerprintOf = (request: Request): Buffer => sha256(canonical(request))

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}
