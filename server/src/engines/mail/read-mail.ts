/** Reads what this server itself has written (RFC 5322, 2045, 2047): no more of MIME than that. */
export interface Part {
  headers: { name: string; value: string }[]
  body: string
}

export interface ReadMail {
  headers: { name: string; value: string }[]
  text: string | null
  html: string | null
}

/** @param raw bytes as Latin-1, so that none is lost */
export function readMail(raw: string): ReadMail {
  const whole = splitPart(raw)
  const parts = leavesOf(whole)
  const find = (type: string) => {
    const part = parts.find((one) => typeOf(one).startsWith(type))
    return part ? decode(part) : null
  }
  return { headers: whole.headers, text: find('text/plain'), html: find('text/html') }
}

export function readHeaders(raw: string): { name: string; value: string }[] {
  return splitPart(raw).headers
}

export const headerOf = (headers: readonly { name: string; value: string }[], name: string) =>
  headers.find((header) => header.name.toLowerCase() === name)?.value

function splitPart(raw: string): Part {
  const end = raw.search(/\r?\n\r?\n/)
  const head = (end < 0 ? raw : raw.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ')
  const body = end < 0 ? '' : raw.slice(end).replace(/^\r?\n\r?\n/, '')
  const headers = head.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) return []
    return [{ name: line.slice(0, colon), value: words(line.slice(colon + 1).trim()) }]
  })
  return { headers, body }
}

const typeOf = ({ headers }: Part): string =>
  (headerOf(headers, 'content-type') ?? 'text/plain').toLowerCase()

function leavesOf(part: Part): Part[] {
  const type = headerOf(part.headers, 'content-type') ?? ''
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (!/^multipart\//i.test(type) || boundary === undefined) return [part]
  const pieces = part.body.split(`--${boundary}`).slice(1, -1)
  return pieces.flatMap((piece) => leavesOf(splitPart(piece.replace(/^\r?\n/, ''))))
}

function decode(part: Part): string {
  const encoding = (headerOf(part.headers, 'content-transfer-encoding') ?? '').toLowerCase()
  const { body } = part
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  const bytes = encoding === 'quoted-printable' ? unquoted(body.replace(/=\r?\n/g, '')) : body
  return Buffer.from(bytes, 'latin1').toString().replace(/\r\n/g, '\n').trimEnd()
}

const unquoted = (text: string): string =>
  text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )

/** Encoded words; a space between two of them belongs to neither (RFC 2047 §6.2). */
const words = (text: string): string =>
  text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('latin1')
        : unquoted(word.replaceAll('_', ' ')),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString())
