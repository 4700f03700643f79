import { type Logger, multistream, pino } from 'pino'
import type { LogTap } from './log-tap.ts'

/** What everything logs to; the framework's request loggers fit, too. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** Secrets never reach a log line, whatever object is logged by accident. */
const redact = [
  'password',
  'code',
  'token',
  'authorization',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
  '*.password',
  '*.code',
  '*.token',
]

/** Structured JSON lines on standard output, and into the tap where there is one; `silent` in tests. */
export function makeLog(level: string, tap?: LogTap): Logger {
  const options = {
    level,
    redact,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  }
  if (!tap) return pino(options)
  const streams = [pino.destination(1), tap].map((stream) => ({ stream, level: 'trace' as const }))
  return pino(options, multistream(streams))
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/**
 * The log of one request, with its id on every line: made when there is something to say, because
 * most requests say nothing.
 */
class RequestLog {
  readonly #parent: Logger
  readonly #bindings: object
  #made: Logger | undefined

  constructor(parent: Logger, bindings: object) {
    this.#parent = parent
    this.#bindings = bindings
  }

  get #own(): Logger {
    this.#made ??= this.#parent.child(this.#bindings)
    return this.#made
  }

  child(bindings: object): Logger {
    return this.#own.child(bindings)
  }

  static {
    for (const level of levels) {
      Object.defineProperty(RequestLog.prototype, level, {
        value(this: RequestLog, ...line: [string]) {
          if (this.#parent.isLevelEnabled(level)) this.#own[level](...line)
        },
      })
    }
  }
}

export const requestLog = (parent: Logger, bindings: object): Logger =>
  new RequestLog(parent, bindings) as unknown as Logger

/** What a log may say of an error. Its other fields can be anything: whole connections, values. */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return {
    type: name,
    message,
    stack,
    // Not `code`: six-digit codes are called that, and redacted.
    ...(typeof code === 'string' ? { reason: code } : {}),
    ...(cause !== undefined && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}),
  }
}
