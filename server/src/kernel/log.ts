import { type Logger, pino } from 'pino'

export type Log = Logger

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
export function makeLog(level: string): Log {
  return pino({ level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
