import type { AppError, ErrorKind, Fault } from '../../kernel/errors.ts'

/** The ids that the SDK can put into words, and three of ours. */
const idOfKind: Record<Exclude<ErrorKind, 'unavailable'>, string> = {
  invalid: 'parameter_invalid',
  unauthenticated: 'unauthorized',
  payment_required: 'forbidden',
  forbidden: 'forbidden',
  not_found: 'not_found',
  conflict: 'conflict',
  gone: 'not_found',
  too_large: 'parameter_invalid',
  unsupported: 'parameter_invalid',
  unprocessable: 'parameter_invalid',
  rate_limited: 'rate_limited',
  internal: 'internal',
  not_implemented: 'internal',
}

/** Failures with an id of their own. */
const idOfCode: Record<string, string> = {
  code_expired: 'code_expired',
  code_invalid: 'code_invalid',
  invalid_code: 'code_invalid',
  session_revoked: 'session_revoked',
}

/**
 * `{"code": <status>, "message": "<id>", "data": {…}}`. What will pass is told by an empty 503: the
 * SDK tries that again, while any body it can read makes it forget the login.
 */
export function provisioningError(error: AppError): {
  body: unknown
  headers?: Record<string, string>
} {
  if (error.kind === 'unavailable') return { body: undefined }
  const headers: Record<string, string> =
    error.status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  const message = idOfCode[error.code] ?? idOf(error.kind, error.faults)
  return { body: { code: error.status, message, data: dataOf(error.faults) }, headers }
}

function idOf(kind: Exclude<ErrorKind, 'unavailable'>, faults: readonly Fault[]): string {
  const isMissing = kind === 'invalid' && faults.some((fault) => fault.code === 'required')
  return isMissing ? 'parameter_missing' : idOfKind[kind]
}

/** What is wrong with each field; of several faults the first. */
function dataOf(faults: readonly Fault[]): Record<string, { code: string; message: string }> {
  const entries = faults
    .filter((fault) => fault.path.length > 0)
    .map(({ path, code, message }) => [path.join('.'), { code, message }] as const)
  return Object.fromEntries(entries.reverse())
}
