import { type AppError, unauthenticated, unavailable } from '../../kernel/errors.ts'

/** Seconds before an issuer that failed is asked again. */
export const pauseSeconds = 10

/** One sentence for every fault of a token; which one it was is in `cause`, for the log. */
export function wrong(cause: unknown): AppError {
  const reason = typeof cause === 'string' ? new Error(cause) : cause
  return unauthenticated('invalid_id_token', 'The ID token is not valid.', { cause: reason })
}

export function issuerUnavailable(cause: unknown): AppError {
  const message = 'The sign-in provider cannot be reached right now.'
  return unavailable('issuer_unavailable', message, { cause, retryAfter: pauseSeconds })
}
