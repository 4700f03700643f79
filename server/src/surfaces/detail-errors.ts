import type { AppError, Fault } from '../kernel/errors.ts'

/**
 * `{"detail": …}` in the manner of FastAPI, as two contracts have it: a text, a
 * list of faults, or for codes a client must branch on an object.
 */
export const detailErrors =
  (spoken: ReadonlySet<string>) =>
  (error: AppError): { body: unknown; headers?: Record<string, string> } => ({
    body: { detail: detailOf(error, spoken) },
    ...(error.status === 401 ? { headers: { 'www-authenticate': 'Bearer' } } : {}),
  })

/** Validation answers 422 in those contracts, where other surfaces say 400. */
export const detailStatus = (error: AppError): number =>
  error.faults.length > 0 && error.status === 400 ? 422 : error.status

function detailOf(error: AppError, spoken: ReadonlySet<string>): unknown {
  if (error.faults.length > 0) return error.faults.map(toDetail)
  if (!spoken.has(error.code)) return error.message
  const { user_id: _known, ...details } = error.details ?? {}
  return { code: error.code, message: error.message, ...details }
}

/** FastAPI's names for what is wrong with a field. */
const types: Record<string, string> = {
  required: 'missing',
  unknown_field: 'extra_forbidden',
  too_short: 'string_too_short',
  too_long: 'string_too_long',
  pattern: 'string_pattern_mismatch',
  type: 'type_error',
  format: 'value_error',
  json_invalid: 'json_invalid',
}

const toDetail = (fault: Fault) => ({
  type: types[fault.code] ?? fault.code,
  loc: [fault.in, ...fault.path],
  msg: fault.message,
  input: fault.input ?? null,
})
