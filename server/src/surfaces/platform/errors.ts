import type { AppError, Fault } from '../../kernel/errors.ts'

/** `{error, code, request_id, details?}`. */
export function platformError(
  error: AppError,
  requestId: string,
  route?: string,
): { body: unknown; headers?: Record<string, string> } {
  const { code, details } = spell(error)
  const hint = error.details?.hint
  return {
    ...(error.status === 401 ? { headers: { 'www-authenticate': 'Bearer' } } : {}),
    body: {
      error: error.message,
      // Clients of PostgREST look there.
      ...(route?.startsWith('tables.') ? { message: error.message } : {}),
      // Clients of GraphQL look there, except for what is about their credential (§4.1).
      ...(route?.startsWith('graphql.') && error.status !== 401 && error.status !== 403
        ? { errors: [{ message: error.message }] }
        : {}),
      code,
      ...(hint === undefined ? {} : { hint }),
      request_id: requestId,
      ...(details === undefined ? {} : { details }),
      ...(error.retryAfter === undefined
        ? {}
        : { message: error.message, retry_after: Math.ceil(error.retryAfter) }),
    },
  }
}

/** The contract's names, where they are not ours in capitals. */
const names: Record<string, string> = {
  rate_limited: 'RATE_LIMIT_EXCEEDED',
  internal: 'INTERNAL_ERROR',
  already_exists: 'DUPLICATE_KEY',
  slug_exists: 'ALREADY_EXISTS',
  too_many_failures: 'RATE_LIMIT_EXCEEDED',
  idempotency_key_reused: 'IDEMPOTENCY_KEY_MISMATCH',
  idempotency_in_progress: 'IDEMPOTENCY_REQUEST_IN_PROGRESS',
  version_mismatch: 'PRECONDITION_FAILED',
  bucket_exists: 'ALREADY_EXISTS',
  object_exists: 'ALREADY_EXISTS',
}

/** Where a failure has a status of its own here. */
const statuses: Record<string, number> = {
  version_mismatch: 412,
  provider_unavailable: 502,
  pgrst201: 300,
  pgrst116: 406,
  not_acceptable: 406,
  method_not_allowed: 405,
  upgrade_required: 426,
  statement_timeout: 504,
}

export const platformStatus = (error: AppError): number => statuses[error.code] ?? error.status

function spell(error: AppError): { code: string; details: unknown } {
  const { faults } = error
  const weak = faults.filter(isWeakness).map((fault) => reasons[fault.code] ?? 'length')
  if (weak.length > 0) return { code: 'WEAK_PASSWORD', details: { reasons: weak } }
  const details = faults.length > 0 ? faults : error.details
  if (faults.some((fault) => fault.code === 'json_invalid')) {
    return { code: 'INVALID_REQUEST_BODY', details }
  }
  if (faults.some((fault) => fault.code === 'required')) {
    return { code: 'MISSING_REQUIRED_FIELD', details }
  }
  if (faults.some(isBadId)) return { code: 'INVALID_ID', details }
  return { code: names[error.code] ?? error.code.toUpperCase(), details }
}

/** What the password policy finds; the names are Supabase's. */
const reasons: Record<string, string> = {
  too_short: 'length',
  too_long: 'length',
  too_common: 'pwned',
  too_personal: 'context',
  characters: 'characters',
}

const isWeakness = (fault: Fault): boolean =>
  fault.code in reasons && /^(new_)?password$/.test(fault.path.at(-1) ?? '')

const isBadId = (fault: Fault): boolean =>
  fault.in === 'path' && fault.code === 'format' && /(^|_)id$/.test(fault.path.at(-1) ?? '')
