import { AppError, invalid, unavailable } from '../../kernel/errors.ts'

/**
 * One sentence for whatever went wrong on the way: a caller must not be able to tell an open port
 * from a closed one, nor a missing name from a silent host. The detail is in `cause`, for the log.
 */
const noAnswer = 'The other server did not give a usable answer.'

export const failed = (cause: unknown) => unavailable('outgoing_failed', noAnswer, { cause })
export const timedOut = (cause: unknown) => unavailable('outgoing_timeout', noAnswer, { cause })
export const tooLarge = (cause: unknown) => unavailable('outgoing_too_large', noAnswer, { cause })

/** What we do not send: a forbidden header or method, or a redirect that leads where it must not. */
export const refused = (message: string, cause?: unknown) =>
  unavailable('outgoing_refused', message, { cause })

/** The URL itself is at fault: its scheme, its port, or where its host leads. */
export const notAllowed = (message: string) => invalid('address_not_allowed', message)

/** Any error of an exchange as the one the caller sees. */
export function explain(error: unknown, isExpired: boolean): AppError {
  if (error instanceof AppError) return error
  if (isExpired) return timedOut(error)
  return codeOf(error) === 'HPE_HEADER_OVERFLOW' ? tooLarge(error) : failed(error)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
