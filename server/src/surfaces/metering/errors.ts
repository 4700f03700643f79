import type { AppError } from '../../kernel/errors.ts'
import { detailErrors } from '../detail-errors.ts'

/** Codes a client must branch on: there `detail` is an object. */
const inWords = detailErrors(new Set(['mfa_required', 'email_not_verified']))

/** Its Go client reads `detail` as a text, and takes anything else for no answer at all. */
const texts = new Set(['metering.track'])

export function meteringError(error: AppError, _requestId: string, route = '') {
  const answer = inWords(error)
  if (error.code === 'quota_exceeded') return quotaError(error)
  return texts.has(route) ? { ...answer, body: { detail: error.message } } : answer
}

/** What is left, also for programs. */
const quotaError = ({ message, details }: AppError) => ({ body: { detail: message, ...details } })
