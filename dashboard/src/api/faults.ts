import { FlumenError } from '@flumen/client'

/** What the page itself has to say, at a field where it is about one. */
export class Told extends Error {
  readonly field: string | undefined

  constructor(message: string, field?: string) {
    super(message)
    this.field = field
  }
}

/** What is wrong, by the name of the field: every surface of the server says it in its own shape. */
export function faultsOf(error: unknown): Record<string, string> {
  if (error instanceof Told) return error.field ? { [error.field]: error.message } : {}
  if (!(error instanceof FlumenError)) return {}
  const { code, details, message } = error
  if (code === 'WEAK_PASSWORD') return { password: message, new_password: message }
  const faults = Array.isArray(details) ? details : listIn(details)
  return Object.fromEntries(faults.flatMap(readFault))
}

const listIn = (details: unknown): unknown[] => {
  if (!isObject(details)) return []
  if (Array.isArray(details.faults)) return details.faults
  if (typeof details.param === 'string') return [{ path: [details.param], message: 'Not accepted' }]
  return Object.entries(details).map(([field, fault]) => ({ path: [field], ...Object(fault) }))
}

/** `{in, path, message}` of the platform, `{loc, msg}` of metering and accounts. */
function readFault(fault: unknown): [field: string, message: string][] {
  if (!isObject(fault)) return []
  const path = Array.isArray(fault.path)
    ? fault.path
    : Array.isArray(fault.loc)
      ? fault.loc.slice(1)
      : []
  const message = fault.message ?? fault.msg
  const field = path.join('.')
  return field && typeof message === 'string' ? [[field, message]] : []
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** What went wrong and what to do about it, in a sentence or two. */
export function explain(error: unknown): { title: string; advice: string; requestId?: string } {
  if (error instanceof Told) return { title: error.message, advice: tryAgain }
  if (!(error instanceof FlumenError)) {
    return {
      title: 'Something went wrong in this page',
      advice: String((error as Error)?.message ?? error),
    }
  }
  const { status, message, requestId } = error
  const told = { title: message, ...(requestId && { requestId }) }
  if (status === 0)
    return {
      title: 'The server cannot be reached',
      advice: 'Check that it runs and that you are online; then try again.',
    }
  if (status === 401) return { ...told, advice: 'Sign in again.' }
  if (status === 403)
    return {
      ...told,
      advice: 'Ask an instance admin for the right to do this, or choose another tenant.',
    }
  if (status === 404)
    return { ...told, advice: 'It may have been deleted, or belong to another tenant.' }
  if (status === 409)
    return { ...told, advice: 'Choose another name, or reload to see what is there now.' }
  if (status === 429)
    return {
      ...told,
      advice: `Too many requests. Try again ${error.retryAfter ? `in ${error.retryAfter} s` : 'shortly'}.`,
    }
  if (status >= 500)
    return { ...told, advice: 'The reason stands in the log of the server, under this request id.' }
  return { ...told, advice: hintOf(error) }
}

const tryAgain = 'Change it, or try again.'

function hintOf(error: FlumenError): string {
  const { details } = error
  if (isObject(details) && typeof details.hint === 'string') return details.hint
  const isMarked = Object.keys(faultsOf(error)).length > 0
  return isMarked ? 'Change what is marked and try again.' : tryAgain
}
