import { METHODS, validateHeaderName, validateHeaderValue } from 'node:http'
import { refused } from './failures.ts'

/** One request as it is written, before it is known where it goes. */
export interface Message {
  method: string
  /** Lower-case names. */
  headers: Record<string, string>
  body: Buffer | undefined
}

export interface Outgoing {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  timeoutMs?: number
  maxBytes?: number
  /** Of a longer body the beginning is taken, and the rest not read; default: that is an error. */
  cutsBody?: boolean
  signal?: AbortSignal
  /**
   * Follow at most so many redirects, each one checked anew; another origin gets no credentials.
   * Default 0: a 3xx is returned as it is.
   */
  redirects?: number
}

/** What the fetcher itself decides, as in browsers ("forbidden header names" of the Fetch standard). */
const own =
  /^(host|connection|content-length|transfer-encoding|te|trailer|upgrade|expect|keep-alive|accept-encoding|proxy-.*)$/

const forbiddenMethods = ['CONNECT', 'TRACE']

/** Checks and normalises what a caller wants to send. @throws unavailable `outgoing_refused` */
export function compose(outgoing: Outgoing, userAgent: string): Message {
  const method = (outgoing.method ?? 'GET').toUpperCase()
  if (!METHODS.includes(method) || forbiddenMethods.includes(method)) {
    throw refused('This method is not allowed.')
  }
  const headers: Record<string, string> = { 'user-agent': userAgent, accept: '*/*' }
  for (const [name, value] of Object.entries(outgoing.headers ?? {})) {
    if (!own.test(name.toLowerCase())) headers[checkedName(name, value)] = value
  }
  const body = typeof outgoing.body === 'string' ? Buffer.from(outgoing.body) : outgoing.body
  return { method, headers, body }
}

/** A line break in a value would be a second header (or request) of the caller's making. */
function checkedName(name: string, value: string): string {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch (cause) {
    throw refused('A header holds characters that are not allowed.', cause)
  }
  return name.toLowerCase()
}
