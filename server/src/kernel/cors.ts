/** What pages of other sites may do with a surface (Fetch standard, CORS protocol). */
export interface Cors {
  origin: '*'
  /** Headers that they may send. */
  headers: readonly string[]
  /** Headers of answers that they may read. */
  exposed?: readonly string[]
}

export function allowReading(
  reply: { header(name: string, value: string): unknown },
  { origin, exposed }: Cors,
): void {
  reply.header('access-control-allow-origin', origin)
  if (exposed) reply.header('access-control-expose-headers', exposed.join(', '))
}
