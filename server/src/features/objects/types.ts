import { AppError } from '../../kernel/errors.ts'

/** Types whose bytes begin in a way of their own: who declares one of them must send it. */
const telling = /^(image\/(png|jpeg|gif|webp|avif|tiff|bmp|heic)|application\/pdf|video\/mp4)$/

/** What may hold something more special than its first bytes tell. */
const container = /^(application\/(zip|xml|gzip|x-cfb|octet-stream|x-tar)|text\/xml)$/

const aliases: Record<string, string> = { 'image/jpg': 'image/jpeg', 'image/x-png': 'image/png' }

/** Without parameters, in lower case; '' for what is none. */
export function essenceOf(type: string | undefined): string {
  const essence = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!/^[\w.+-]{1,63}\/[\w.+-]{1,100}$/.test(essence)) return ''
  return aliases[essence] ?? essence
}

/** The type of what begins with these bytes, where they tell. */
export async function sniff(head: Buffer): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  return found && essenceOf(found.mime)
}

const allows = (allowed: readonly string[], type: string): boolean =>
  allowed.some((one) => {
    const wanted = one.toLowerCase()
    return (
      wanted === '*/*' ||
      wanted === type ||
      (wanted.endsWith('/*') && type.startsWith(wanted.slice(0, -1)))
    )
  })

/**
 * The type a file is stored under: what its bytes say stands above what was declared, and where a
 * bucket takes only some types both must be among them.
 * @throws unsupported `mime_type_not_allowed`
 */
export function settleType(
  declared: string,
  sniffed: string | undefined,
  allowed: readonly string[] | null,
): string {
  const claimed = declared || sniffed || 'application/octet-stream'
  const isFalse = sniffed === undefined ? telling.test(claimed) : contradicts(claimed, sniffed)
  const real = isFalse ? (sniffed ?? 'application/octet-stream') : claimed
  if (allowed && !(allows(allowed, claimed) && allows(allowed, real))) {
    throw new AppError(
      'unsupported',
      'mime_type_not_allowed',
      'The bucket takes no files of this type',
      {
        details: { allowed_mime_types: allowed, content_type: claimed, detected: real },
      },
    )
  }
  return real
}

const contradicts = (claimed: string, sniffed: string): boolean =>
  claimed !== sniffed &&
  (telling.test(claimed) || telling.test(sniffed) || !container.test(sniffed))

const byExtension: Record<string, string> = {
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  xml: 'application/xml',
  md: 'text/markdown',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  zip: 'application/zip',
  wasm: 'application/wasm',
}

export const guessType = (key: string): string =>
  byExtension[/\.([a-z0-9]+)$/i.exec(key)?.[1]?.toLowerCase() ?? ''] ?? ''
