import type { Span } from '../../engines/blobs/index.ts'

/** More are nobody's honest question (RFC 9110 §14.2 lets a server refuse). */
const mostRanges = 8

/**
 * What a Range header asks for: undefined where all is to be sent, `unsatisfiable` where nothing of
 * it is there. Those that touch are sent as one.
 */
export function readRanges(
  header: string | undefined,
  size: number,
): Span[] | 'unsatisfiable' | undefined {
  const list = /^bytes=([\d,\s-]+)$/i.exec(header?.trim() ?? '')?.[1]
  if (list === undefined) return undefined
  const parts = list.split(',').map((one) => /^(\d*)-(\d*)$/.exec(one.trim()))
  if (parts.length > mostRanges) return 'unsatisfiable'
  const spans: Span[] = []
  for (const part of parts) {
    const [, from = '', to = ''] = part ?? []
    if (
      !part ||
      (from === '' && to === '') ||
      (from !== '' && to !== '' && Number(from) > Number(to))
    )
      return undefined
    const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
    const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
    if (first <= last && !(from === '' && Number(to) === 0)) spans.push({ first, last })
  }
  return spans.length === 0 ? 'unsatisfiable' : joined(spans)
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const before = result.at(-1)
    if (before && span.first <= before.last + 1) before.last = Math.max(before.last, span.last)
    else result.push({ ...span })
  }
  return result
}

/** The state of a file as validators see it. */
export interface State {
  etag: string
  modifiedAt: Date
}

export interface Conditions {
  'if-match'?: string | undefined
  'if-none-match'?: string | undefined
  'if-modified-since'?: string | undefined
  'if-unmodified-since'?: string | undefined
  'if-range'?: string | undefined
  range?: string | undefined
}

/** In the order of RFC 9110 §13.2.2. */
export function judge(given: Conditions, { etag, modifiedAt }: State): 304 | 412 | undefined {
  const seconds = Math.floor(modifiedAt.getTime() / 1000) * 1000
  const match = given['if-match']
  if (match !== undefined && !lists(match, etag, false)) return 412
  const unmodified = Date.parse(given['if-unmodified-since'] ?? '')
  if (match === undefined && seconds > unmodified) return 412
  const none = given['if-none-match']
  if (none !== undefined) return lists(none, etag, true) ? 304 : undefined
  return seconds <= Date.parse(given['if-modified-since'] ?? '') ? 304 : undefined
}

const lists = (header: string, etag: string, weak: boolean): boolean =>
  header.split(',').some((entry) => {
    const one = entry.trim()
    return one === '*' || (weak ? one.replace(/^W\//, '') : one) === etag
  })

/** A range counts only for the bytes it was asked about (RFC 9110 §13.1.5). */
export function rangeApplies(given: Conditions, { etag, modifiedAt }: State): boolean {
  const condition = given['if-range']?.trim()
  if (condition === undefined) return true
  if (condition.startsWith('"') || condition.startsWith('W/')) return condition === etag
  return Date.parse(condition) === Math.floor(modifiedAt.getTime() / 1000) * 1000
}
