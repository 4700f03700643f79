import { detailErrors } from '../detail-errors.ts'

/** Codes a client must branch on: there `detail` is an object. */
export const meteringError = detailErrors(new Set(['mfa_required', 'email_not_verified']))
