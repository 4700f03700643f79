import { randomBytes } from 'node:crypto'
import { randomSecret } from '../../kernel/ids.ts'
import type { Surface } from './schema.ts'
import { bare, fluveo, type Signed, standard, timed } from './signatures.ts'

/** What differs from surface to surface; everything else is one engine. */
export interface Scheme {
  userAgent: string
  /** Before the second attempt, the third, … ; after the last one it has failed. */
  delaysSeconds: readonly number[]
  /** Events are shown to their owner, also those that nobody subscribed to. */
  keepsEvents: boolean
  /** An endpoint is told this often at most; the rest waits ten seconds. */
  perMinute: number
  makeSecret(prefix?: string): string
  headers(signed: Signed): Record<string, string>
}

const minute = 60
const hour = 60 * minute

const standardHeaders = (signed: Signed): Record<string, string> => ({
  'webhook-id': signed.eventId,
  'webhook-timestamp': String(signed.at),
  ...(signed.secrets.length === 0 ? {} : { 'webhook-signature': standard(signed) }),
})

const makeStandardSecret = (prefix = 'whsec_'): string =>
  prefix + randomBytes(32).toString('base64')

export const schemes: Record<Surface, Scheme> = {
  /** The headers of the contract, and those of Standard Webhooks beside them. */
  platform: {
    userAgent: 'Fluxbase-Webhooks/1.0',
    delaysSeconds: [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour],
    keepsEvents: false,
    perMinute: 6_000,
    makeSecret: makeStandardSecret,
    headers: (signed) => ({
      ...standardHeaders(signed),
      ...(signed.secrets.length === 0
        ? {}
        : { 'x-fluxbase-signature': timed(signed), 'x-webhook-signature': bare(signed) }),
    }),
  },
  /** As receivers of metering check it. */
  metering: {
    userAgent: 'Fluxrate-Webhooks/1.0',
    delaysSeconds: [30, 2 * minute, 10 * minute, hour, 6 * hour],
    keepsEvents: false,
    perMinute: 6_000,
    makeSecret: makeStandardSecret,
    headers: (signed) => ({
      'x-fluxrate-signature': bare(signed),
      'x-fluxrate-delivery': signed.deliveryId,
    }),
  },
  /** As receivers of the registry check it. */
  registry: {
    userAgent: 'Fluveo-Webhooks/1.0',
    delaysSeconds: [
      ...[minute, 5 * minute, 30 * minute],
      ...[2 * hour, 8 * hour, 24 * hour, 72 * hour],
    ],
    keepsEvents: true,
    perMinute: 6_000,
    makeSecret: (prefix = 'whsec_') => prefix + randomSecret(32),
    headers: (signed) => {
      const signature = fluveo(signed)
      return {
        'fluveo-signature': signature,
        'x-signature': signature,
        'webhook-id': signed.eventId,
      }
    },
  },
}

/** What an endpoint itself says about trying again goes before its surface's schedule. */
export interface Patience {
  max_retries: number | null
  retry_backoff_seconds: number | null
}

/** All attempts together. */
export const attemptsOf = (surface: Surface, { max_retries }: Patience): number =>
  max_retries ?? schemes[surface].delaysSeconds.length + 1

const usualBackoffSeconds = 5

/** The wait after attempt `n`; undefined when that was the last. */
export function delayAfter(
  surface: Surface,
  { max_retries, retry_backoff_seconds }: Patience,
  n: number,
): number | undefined {
  if (max_retries === null) return schemes[surface].delaysSeconds[n - 1]
  return n < max_retries ? (retry_backoff_seconds ?? usualBackoffSeconds) * n : undefined
}
