import type { Answer } from './answer.ts'
import type { Outgoing } from './message.ts'

/** A `fetch` of the web platform over a guarded one. Failures are AppErrors, an abort its reason. */
export function makeFetch(
  send: (url: string, init: Outgoing) => Promise<Answer>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    try {
      return await exchange(request, send)
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason
      throw error
    }
  }
}

async function exchange(
  request: Request,
  send: (url: string, init: Outgoing) => Promise<Answer>,
): Promise<Response> {
  const body = request.body === null ? {} : { body: Buffer.from(await request.arrayBuffer()) }
  const answer = await send(request.url, {
    method: request.method,
    headers: Object.fromEntries(request.headers),
    signal: request.signal,
    redirects: request.redirect === 'follow' ? 3 : 0,
    ...body,
  })
  if (request.redirect === 'error' && answer.headers.location !== undefined) {
    throw new TypeError('Unexpected redirect')
  }
  return toResponse(answer)
}

/** Statuses that `Response` accepts only without a body. */
const bodiless = [204, 205, 304]

function toResponse(answer: Answer): Response {
  const body = bodiless.includes(answer.status) ? null : new Uint8Array(answer.body)
  return new Response(body, { status: answer.status, headers: answer.headers })
}
