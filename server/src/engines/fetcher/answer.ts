import type { IncomingMessage } from 'node:http'
import { unavailable } from '../../kernel/errors.ts'

/** What came back, whole: never more than the size limit. */
export interface Answer {
  status: number
  /** Lower-case names; several values of one name joined by `, `. */
  headers: Record<string, string>
  /** As sent: a `content-encoding` is not undone. */
  body: Buffer
  text(): string
  /** @throws unavailable `bad_answer` when the body is not JSON */
  json(): unknown
}

export function makeAnswer(response: IncomingMessage, body: Buffer): Answer {
  const text = () => body.toString('utf8')
  return {
    status: response.statusCode ?? 0,
    headers: flatten(response.headers),
    body,
    text,
    json: () => parse(text()),
  }
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : `${value}`]),
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unavailable('bad_answer', 'The other server did not answer with JSON.', { cause })
  }
}
