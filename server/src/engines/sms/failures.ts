import type { VerificationCreateResponse } from '@prelude.so/sdk/resources/verification'
import {
  type AppError,
  forbidden,
  invalidField,
  rateLimited,
  unavailable,
} from '../../kernel/errors.ts'

/** Prelude's codes that speak of the app's account, not of the number, though the status is 400. */
const accountCodes =
  /balance|account|not_allowed|not_enabled|forbidden|unauthorized|api_key|template|sender/

/** What the SDK threw, as the caller sees it. The SDK's errors tell themselves apart by `status`. */
export function explain(cause: unknown): never {
  const { status, code, retryAfter } = read(cause)
  const isRefused = status === 401 || status === 402 || status === 403
  if (isRefused || (status < 500 && accountCodes.test(code))) throw refused(cause)
  if (status === 400 || status === 422) throw wrongNumber(cause)
  throw unavailable('sms_provider_unavailable', 'The SMS provider cannot be reached right now.', {
    cause,
    ...retryAfter,
  })
}

/** A verification that Prelude made and then would not send. */
export function blocked(reason: VerificationCreateResponse['reason']): AppError {
  const cause = new Error(`Prelude blocked the verification: ${reason}`)
  if (reason === 'invalid_phone_number' || reason === 'invalid_phone_line')
    return wrongNumber(cause)
  if (reason === 'repeated_attempts') {
    return rateLimited('sms_blocked', 'Too many codes were asked for this number.', { cause })
  }
  return forbidden('sms_blocked', 'The SMS provider does not send codes to this number.', { cause })
}

function refused(cause: unknown): AppError {
  const message = 'The SMS provider refuses the key or the account of this app.'
  return unavailable('sms_provider_refused', message, { cause })
}

function wrongNumber(cause: unknown): AppError {
  const message = 'The SMS provider does not accept this phone number.'
  const error = invalidField('mobileE164', 'invalid_phone_number', message)
  error.cause = cause
  return error
}

function read(error: unknown) {
  const { status = 0, error: body, headers } = error as Partial<Failure>
  const seconds = Number(headers?.['retry-after'])
  const retryAfter = seconds > 0 && seconds < 86_400 ? { retryAfter: Math.ceil(seconds) } : {}
  return { status, code: `${body?.code ?? ''}`, retryAfter }
}

/** The part of the SDK's `APIError` that is read here; a lost connection has none of it. */
interface Failure {
  status: number
  error: { code?: unknown } | undefined
  headers: Record<string, string | null | undefined>
}
