import { validateHeaderName } from 'node:http'
import { type AppError, invalidField } from '../../../kernel/errors.ts'

const mostHeaders = 50
const longestValue = 8192

/** What HTTP itself decides. */
const forbidden =
  /^(content-length|host|transfer-encoding|connection|keep-alive|proxy-.*|te|trailers?|upgrade|expect|content-encoding)$/

/** What says who sent it and that it is genuine is ours to say. */
const own = /^(webhook-.*|content-type|user-agent|x-flumen-.*|x-fluxbase-.*|x-webhook-signature)$/

/** Headers of an owner's choice, their names in lower case. @throws invalid naming the header */
export function acceptHeaders(given: Record<string, string>): Record<string, string> {
  const entries = Object.entries(given)
  if (entries.length > mostHeaders) {
    throw invalidField('headers', 'too_many', `At most ${mostHeaders} headers`)
  }
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const fault = faultOf(name.toLowerCase(), value)
      if (fault) throw refuse(name, fault)
      return [name.toLowerCase(), value]
    }),
  )
}

const refuse = (name: string, message: string): AppError =>
  invalidField('headers', 'header', `${name.slice(0, 100)}: ${message}`)

function faultOf(name: string, value: string): string | undefined {
  if (!isName(name)) return 'this is no name of a header'
  if (forbidden.test(name) || own.test(name)) return 'this header is not yours to set'
  if (Buffer.byteLength(value) > longestValue) return `at most ${longestValue} bytes`
  // Printable and Latin-1: what Node would refuse at every delivery is refused here.
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value) ? undefined : 'has characters that are not allowed'
}

function isName(name: string): boolean {
  try {
    validateHeaderName(name)
    return name.length <= 256
  } catch {
    return false
  }
}
