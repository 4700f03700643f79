import type { Ctx } from '../../../engines/context.ts'
import { AppError } from '../../../kernel/errors.ts'
import { openHeaders, openSecrets } from '../endpoints/sealed.ts'
import { schemes } from '../schemes.ts'
import type { Taken } from './queries.ts'

/** How an attempt ended. */
export interface Outcome {
  isDelivered: boolean
  statusCode: number | null
  responseBody: string | null
  error: string | null
  /** What the receiver asked for; seconds. */
  retryAfterSeconds: number | null
  /** 410: nobody wants to hear of this any more. */
  isGone: boolean
}

/** So much of an answer is kept; the rest is not even read. */
const mostKeptBytes = 64 * 1024

/**
 * One attempt: the same bytes and id as ever, the time and the signature of now. Only to a public
 * address, looked up anew; a redirect is a failure.
 */
export async function attempt(ctx: Ctx, given: Taken, signal: AbortSignal): Promise<Outcome> {
  try {
    const answer = await ctx.fetcher.fetch(given.url, {
      method: 'POST',
      headers: headersOf(ctx, given),
      body: given.body,
      timeoutMs: given.timeout_seconds * 1000,
      maxBytes: mostKeptBytes,
      cutsBody: true,
      signal,
    })
    return judge(answer)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...unanswered, error: error.kind === 'invalid' ? notPublic : error.message }
  }
}

/** Whatever is wrong with where it leads: one sentence, and nothing was dialled. */
const notPublic = 'The URL does not lead to a public address'

const unanswered: Outcome = {
  isDelivered: false,
  statusCode: null,
  responseBody: null,
  error: null,
  retryAfterSeconds: null,
  isGone: false,
}

function headersOf(ctx: Ctx, given: Taken): Record<string, string> {
  const scheme = schemes[given.surface]
  const endpoint = { ...given, id: given.endpoint_id }
  return {
    ...openHeaders(ctx, endpoint),
    'content-type': 'application/json',
    'user-agent': scheme.userAgent,
    'x-flumen-hops': String(given.hops + 1),
    ...scheme.headers({
      eventId: given.event_id,
      deliveryId: given.delivery_id,
      at: Math.floor(Date.now() / 1000),
      body: given.body,
      secrets: openSecrets(ctx, endpoint),
    }),
  }
}

function judge({
  status,
  headers,
  text,
}: {
  status: number
  headers: Record<string, string>
  text(): string
}): Outcome {
  const isDelivered = status >= 200 && status < 300
  const asksToWait = status === 429 || status === 503
  return {
    isDelivered,
    statusCode: status,
    // PostgreSQL keeps no NUL in a text.
    responseBody: text().replaceAll('\0', '\ufffd'),
    error: isDelivered ? null : `The receiver answered with ${status}`,
    retryAfterSeconds: asksToWait ? secondsOf(headers['retry-after']) : null,
    isGone: status === 410,
  }
}

const longestWaitSeconds = 24 * 3600

/** Seconds, or a date (RFC 9110 §10.2.3); at most a day. */
function secondsOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return seconds > 0 ? Math.min(Math.ceil(seconds), longestWaitSeconds) : null
}
