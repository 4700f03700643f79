import type { FastifyRequest } from 'fastify'
import {
  type CaptchaProof,
  type Ctx,
  type Engines,
  makeContext,
  type Origin,
} from '../engines/context.ts'
import { pickLanguage } from '../features/mails/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { clientOf } from '../kernel/client.ts'

/** The context of one request: who calls is known, where from is read when somebody asks. */
export function requestContext(
  engines: Engines,
  request: FastifyRequest,
  surface: string,
  caller: Caller,
): Ctx {
  return makeContext(engines, {
    caller,
    log: request.log,
    client: clientOf(request),
    origin: new RequestOrigin(request, surface),
  })
}

/** Read when asked for: most requests ask for little of it. (What derives from one reads it, too.) */
class RequestOrigin implements Origin {
  readonly surface: string
  readonly request: FastifyRequest
  proof: CaptchaProof | undefined = undefined
  // One shape for all: adding them later would cost each request.
  room: Origin['room'] = undefined
  apiVersion: Origin['apiVersion'] = undefined
  idempotencyKey: Origin['idempotencyKey'] = undefined

  constructor(request: FastifyRequest, surface: string) {
    this.request = request
    this.surface = surface
  }

  get requestId(): string {
    return this.request.id
  }

  get address(): string {
    return this.request.ip
  }

  get device(): string {
    return header(this.request, 'user-agent')?.slice(0, 300) ?? ''
  }

  get hops(): number {
    return Number(/^\d{1,3}$/.exec(header(this.request, 'x-flumen-hops') ?? '')?.[0] ?? 0)
  }

  get captcha(): CaptchaProof {
    this.proof ??= captchaOf(this.request)
    return this.proof
  }

  get language(): string {
    return pickLanguage(header(this.request, 'accept-language'))
  }
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
