import type { AppError } from '../../kernel/errors.ts'

/** `{error, code, request_id, details?}` (contract fluxbase-auth §1.2, its Build line). */
export function platformError(error: AppError, requestId: string): { body: unknown } {
  const details = error.faults.length > 0 ? error.faults : error.details
  return {
    body: {
      error: error.message,
      code: error.code.toUpperCase(),
      request_id: requestId,
      ...(details === undefined ? {} : { details }),
    },
  }
}
