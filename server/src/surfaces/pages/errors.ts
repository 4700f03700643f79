import type { AppError } from '../../kernel/errors.ts'
import { soon, type Voice, voiceOf } from './languages.ts'
import { failure, pageHeaders, writePage } from './layout.ts'

/**
 * The language of the person a failure is told to. What fails before the request is ours (a body
 * that no form of these pages sends) is told in English.
 */
const languages = new WeakMap<AppError, string>()

/** @returns the same error */
export function keepLanguage(error: AppError, language: string): AppError {
  languages.set(error, language)
  return error
}

/** A failure as a page, with what to do now. */
export function pageError(
  error: AppError,
  brand: string,
): { body: string; headers: Record<string, string> } {
  const voice = voiceOf(languages.get(error) ?? 'en', brand)
  const page = failure(messageOf(error, voice), error.status)
  return { body: writePage(voice, page), headers: pageHeaders(voice.language) }
}

function messageOf(error: AppError, { texts, language }: Voice): { title: string; text: string } {
  const { errors } = texts
  const waiting = () => errors.tryAgain(soon(language, error.retryAfter ?? 60))
  if (error.kind === 'rate_limited') return { title: errors.tooMany, text: waiting() }
  if (error.kind === 'unavailable') return { title: errors.unavailable, text: waiting() }
  return error.status >= 500 ? errors.failed : errors.unreadable
}
