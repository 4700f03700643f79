import { type AppError, invalid } from '../../kernel/errors.ts'

/** Paths of the API stand where a key would. */
const firsts = new Set(['multipart', 'copy', 'move', 'sign', 'stream', 'chunked'])
const lasts = new Set(['share', 'shares'])
const longestBytes = 1024

/**
 * A key is metadata: bytes lie under ids of ours. It is taken to the letter or refused, never mended.
 * @throws invalid naming the field
 */
export function mustBeKey(key: string, field = 'key'): string {
  const segments = key.split('/')
  const fault = faultOf(key, segments)
  if (fault) throw badKey(field, fault)
  return key
}

function faultOf(key: string, segments: readonly string[]): string | undefined {
  if (key === '') return 'A file needs a name'
  if (Buffer.byteLength(key) > longestBytes) return `A name has at most ${longestBytes} bytes`
  if (!key.isWellFormed() || /\p{Cc}/u.test(key)) return 'A name holds no control characters'
  if (segments.some((one) => one === '.' || one === '..')) return 'A name holds no . or ..'
  if (segments.slice(0, -1).includes('')) return 'A name holds no empty folder'
  if (segments.length > 1 && firsts.has(segments[0] ?? '')) return `${segments[0]}/ is reserved`
  if (firsts.has(key)) return `${key} is reserved`
  if (lasts.has(segments.at(-1) ?? '')) return `${segments.at(-1)} is reserved as a last name`
  return undefined
}

export const badKey = (field: string, message: string): AppError =>
  invalid('invalid_input', `${field}: ${message}`, {
    faults: [{ in: 'path', path: [field], code: 'invalid', message }],
  })

/** For a header: plain ASCII, and the whole name beside it (RFC 6266, RFC 8187). */
export function disposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_').slice(0, 200) || 'file'
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}

export const fileName = (key: string): string => key.split('/').filter(Boolean).at(-1) ?? 'file'
