import type { FastifyRequest } from 'fastify'

const longestMs = 30_000

/**
 * A body that is read whole must be there in time; one that is streamed only must not stand still. Most
 * bodies came with their head and have been read by the end of this turn: only others have a timer.
 */
export function hasten({ raw, routeOptions }: FastifyRequest): void {
  if (raw.complete || !hasBody(raw.headers)) return
  if ((routeOptions.config as { streams?: boolean }).streams) return
  setImmediate(() => {
    if (raw.complete || raw.destroyed) return
    const timer = setTimeout(() => raw.readableEnded || raw.destroy(), longestMs)
    timer.unref()
    const forget = () => clearTimeout(timer)
    raw.once('end', forget).once('close', forget)
  })
}

const hasBody = (headers: FastifyRequest['raw']['headers']): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
