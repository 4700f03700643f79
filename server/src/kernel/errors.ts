/**
 * The one error class of the house. A feature throws what happened (`kind`, `code`, `message`);
 * a surface decides how it looks on its wire.
 */

/** Every kind of failure a use case can end in, with the HTTP status it has by default. */
export const statusOfKind = {
  invalid: 400,
  unauthenticated: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  not_implemented: 501,
  unavailable: 503,
} as const

export type ErrorKind = keyof typeof statusOfKind

/** One thing that is wrong with one field of the input. */
export interface Fault {
  /** Where it was sent. */
  in: 'body' | 'query' | 'path' | 'header'
  /** Path inside it: `['authMethods', '0', 'selected']`. Empty: the whole. */
  path: string[]
  /** snake_case reason: `required`, `unknown_field`, `type`, `too_short`, … */
  code: string
  message: string
  /** What was sent, where it may be shown again. Never set for secrets. */
  input?: unknown
}

interface Extra {
  cause?: unknown
  faults?: readonly Fault[]
  /** Seconds after which trying again makes sense (429, 503). */
  retryAfter?: number
  /** Facts for the caller, shown by surfaces that have a place for them. */
  details?: Record<string, unknown>
}

export class AppError extends Error {
  readonly kind: ErrorKind
  /** snake_case, owned by the feature that throws it; stable, part of the API. */
  readonly code: string
  readonly faults: readonly Fault[]
  readonly retryAfter: number | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(kind: ErrorKind, code: string, message: string, extra: Extra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause })
    this.name = 'AppError'
    this.kind = kind
    this.code = code
    this.faults = extra.faults ?? []
    this.retryAfter = extra.retryAfter
    this.details = extra.details
  }

  get status(): number {
    return statusOfKind[this.kind]
  }
}

const ofKind = (kind: ErrorKind) => (code: string, message: string, extra?: Extra) =>
  new AppError(kind, code, message, extra)

export const invalid = ofKind('invalid')
export const unauthenticated = ofKind('unauthenticated')
export const paymentRequired = ofKind('payment_required')
export const forbidden = ofKind('forbidden')
export const notFound = ofKind('not_found')
export const conflict = ofKind('conflict')
export const gone = ofKind('gone')
export const unprocessable = ofKind('unprocessable')
export const rateLimited = ofKind('rate_limited')
export const unavailable = ofKind('unavailable')

/** A fault of one body field, found by a rule rather than by the schema. */
export function invalidField(field: string, code: string, message: string): AppError {
  return invalid('invalid_input', message, {
    faults: [{ in: 'body', path: field.split('.'), code, message }],
  })
}
