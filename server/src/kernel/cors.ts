/** What pages of other sites may do with a surface (Fetch standard, CORS protocol). */
export interface Cors {
  origin: '*'
  /** Headers that they may send. */
  headers: readonly string[]
  /** Headers of answers that they may read. */
  exposed?: readonly string[]
}

/** On every answer of a surface. */
export const readingHeaders = ({ origin, exposed }: Cors): Record<string, string> => ({
  'access-control-allow-origin': origin,
  ...(exposed ? { 'access-control-expose-headers': exposed.join(', ') } : {}),
})
