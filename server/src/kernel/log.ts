import { type Logger, pino } from 'pino'

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

/** Structured JSON lines on standard output; `silent` in tests. */
export function makeLog(level: string): Logger {
  return pino({ level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
