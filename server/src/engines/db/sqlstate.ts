import { AppError, conflict, unavailable } from '../../kernel/errors.ts'

/** What `pg` puts on an error that came from the server. */
export interface DatabaseFault {
  code: string
  constraint?: string
  table?: string
  column?: string
  detail?: string
}

export function asDatabaseFault(thrown: unknown): DatabaseFault | undefined {
  const code = (thrown as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
    ? (thrown as DatabaseFault)
    : undefined
}

/** True for the violation of this unique constraint or index: the race that a look-up cannot win. */
export function isDuplicate(thrown: unknown, constraint: string): boolean {
  const fault = asDatabaseFault(thrown instanceof AppError ? thrown.cause : thrown)
  return fault?.code === '23505' && fault.constraint === constraint
}

/** Serialization failure and deadlock: the whole transaction may be tried again. */
export const isRetryable = (thrown: unknown): boolean =>
  ['40001', '40P01'].includes(asDatabaseFault(thrown)?.code ?? '')

/** Faults of the moment, not of the request: a stale plan, a forgotten statement, a stray cancel. */
export const isPassing = (thrown: unknown): boolean =>
  isRetryable(thrown) || ['0A000', '26000', '57014'].includes(asDatabaseFault(thrown)?.code ?? '')

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '08000',
  '08003',
  '08006',
])

const lostMessage = /terminated unexpectedly|not queryable|timeout exceeded when trying to connect/i

export function isUnavailable(thrown: unknown): boolean {
  const { code, message } = (thrown ?? {}) as { code?: string; message?: string }
  return lostConnection.has(code ?? '') || lostMessage.test(message ?? '')
}

/** SQLSTATEs become kinds here, once. What nobody foresaw stays as it is and ends as 500. */
export function translate(thrown: unknown): unknown {
  if (isUnavailable(thrown)) {
    return unavailable('database_unavailable', 'The database cannot be reached', {
      cause: thrown,
      retryAfter: 1,
    })
  }
  const fault = asDatabaseFault(thrown)
  if (fault?.code === '23505')
    return conflict('already_exists', 'Already exists', { cause: thrown })
  if (fault?.code === '57014') {
    return unavailable('statement_timeout', 'The database took too long', { cause: thrown })
  }
  return thrown
}
