import type { AppError, Fault } from '../../kernel/errors.ts'

/** Codes a client must branch on: there `detail` is an object (contract rst §2). */
const spokenCodes = new Set([
  'email_not_verified',
  'plan_required',
  'quota_exceeded',
  'password_required',
  'mfa_required',
])

/** `{"detail": …}` in the manner of FastAPI: a text, an object with a code, or a list of faults. */
export function accountError(error: AppError): {
  body: unknown
  headers?: Record<string, string>
} {
  const headers: Record<string, string> =
    error.status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return { body: { detail: detailOf(error) }, headers }
}

function detailOf(error: AppError): unknown {
  if (error.faults.length > 0) return error.faults.map(toDetail)
  if (!spokenCodes.has(error.code)) return error.message
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
