import { detailErrors } from '../detail-errors.ts'

/** Codes a client must branch on: there `detail` is an object. */
export const accountError = detailErrors(
  new Set([
    'email_not_verified',
    'plan_required',
    'quota_exceeded',
    'password_required',
    'mfa_required',
  ]),
)
