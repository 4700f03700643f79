import type { FastifyRequest } from 'fastify'
import { type CaptchaProof, type Ctx, type Engines, makeContext } from '../engines/context.ts'
import { pickLanguage } from '../features/mails/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { signalOf } from '../kernel/signals.ts'

/** The context of one request: who calls is known, where from is read when somebody asks. */
export function requestContext(
  engines: Engines,
  request: FastifyRequest,
  surface: string,
  caller: Caller,
): Ctx {
  let captcha: CaptchaProof | undefined
  let signal: AbortSignal | undefined
  return makeContext(engines, {
    caller,
    log: request.log,
    signal: () => {
      signal ??= signalOf(request)
      return signal
    },
    origin: {
      surface,
      requestId: request.id,
      get address() {
        return request.ip
      },
      get device() {
        return header(request, 'user-agent')?.slice(0, 300) ?? ''
      },
      get hops() {
        return Number(/^\d{1,3}$/.exec(header(request, 'x-flumen-hops') ?? '')?.[0] ?? 0)
      },
      get captcha() {
        captcha ??= captchaOf(request)
        return captcha
      },
      get language() {
        return pickLanguage(header(request, 'accept-language'))
      },
    },
  })
}

/** Every surface takes it in headers; bodies that have fields for it come first. */
function captchaOf(request: FastifyRequest): CaptchaProof {
  const token = header(request, 'x-captcha-token')?.slice(0, 4096)
  return { token, challengeId: header(request, 'x-captcha-challenge')?.slice(0, 100) }
}

/** The same call with what solves a CAPTCHA from its body, where its contract puts it. */
export function withCaptcha(ctx: Ctx, body: CaptchaProof): Ctx {
  const { token = ctx.origin.captcha?.token, challengeId = ctx.origin.captcha?.challengeId } = body
  const origin: Ctx['origin'] = Object.create(ctx.origin, {
    captcha: { value: { token, challengeId }, writable: true },
  })
  return Object.create(ctx, { origin: { value: origin, writable: true } })
}

/** The one value of a header; undefined when it is absent. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The token after `Bearer`; '' for another scheme or an empty one; undefined without the header. */
export function bearer(request: FastifyRequest): string | undefined {
  const value = header(request, 'authorization')
  if (value === undefined) return undefined
  return /^bearer +([^\s,]+) *$/i.exec(value)?.[1] ?? ''
}
