import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { noteAnswer } from './client.ts'
import { type Cors, readingHeaders } from './cors.ts'
import { AppError } from './errors.ts'
import { type Input, makeInputCheck } from './input.ts'
import { whenKnown } from './known.ts'
import type { Static, TSchema } from './schema.ts'
import { makeSender, type Passed, type Taken } from './send.ts'
import { isStream, streaming } from './streams.ts'

export type { Input } from './input.ts'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a handler may set beside its result: of the framework's reply no more than this. */
export interface Reply {
  status(code: number): void
  header(name: string, value: string): void
  /** Takes back what is said on every answer. */
  removeHeader(name: string): void
}

/**
 * One endpoint as data. The same object registers it, checks its input, writes its answer and its
 * OpenAPI entry, and names it in logs, metrics and tests.
 */
export interface Route<C = never, A extends string = string> {
  method: Method
  /** OpenAPI spelling: `/v1/me/sessions/{id}`. */
  path: string
  /** The last parameter of the path takes all that is left of it, slashes too. */
  catchAll?: boolean
  /** `noun.verb`, unique over the server. */
  name: string
  /** Who may call it. Required: an open route says `'public'`. */
  access: A
  summary: string
  description?: string
  params?: TSchema
  query?: TSchema
  body?: TSchema
  /** The request headers that mean something here, in lower case. Others are let pass unread. */
  headers?: TSchema
  /** Media types of the body; default JSON. */
  consumes?: readonly string[]
  /** The names of a form reach inside: `metadata[plan]`. */
  nestedForm?: boolean
  /** Schema of the answer. Absent: no content (204). */
  returns?: TSchema
  /** Media type of the answer; anything but JSON is passed on as it is. */
  produces?: string
  /** The answer carries an ETag over its bytes; `If-None-Match` is heard (RFC 9110 §13.1.2). */
  etag?: boolean
  status?: number
  /** Statuses of refusals, for the documentation. */
  errors?: readonly number[]
  /** Kept out of the OpenAPI document (pages for people). */
  hidden?: boolean
  handle(ctx: C, input: Input<never, never, never, never>, reply: Reply): Promise<unknown>
}

type Of<S> = S extends TSchema ? Static<S> : Record<string, never>

/** The `route()` of a surface: its context type and its kinds of access are fixed once. */
export const routesFor =
  <C, A extends string>() =>
  <
    const P extends TSchema | undefined = undefined,
    const Q extends TSchema | undefined = undefined,
    const B extends TSchema | undefined = undefined,
    const R extends TSchema | undefined = undefined,
    const H extends TSchema | undefined = undefined,
  >(
    definition: Omit<
      Route<C, A>,
      'params' | 'query' | 'body' | 'headers' | 'returns' | 'handle'
    > & {
      params?: P
      query?: Q
      body?: B
      headers?: H
      returns?: R
      handle(
        ctx: C,
        input: Input<Of<P>, Of<Q>, Of<B>, Of<H>>,
        reply: Reply,
        // biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer returns nothing
      ): Promise<R extends TSchema ? Static<R> | Passed | Taken : void | Taken>
    },
  ): Route<C, A> =>
    definition as unknown as Route<C, A>

/** One external API: its routes, its credentials, its words for errors. */
export interface Surface<C, A extends string = string> {
  name: string
  routes: readonly Route<C, A>[]
  bodyLimitBytes: number
  /** Where some routes take less or more. */
  bodyLimitOf?(route: Route<C, A>): number
  cors?: Cors
  /** Makes the context with its caller, or throws. Runs before the body is read. */
  admit(request: FastifyRequest, route: Route<C, A>, reply: FastifyReply): C | Promise<C>
  errorBody(
    error: AppError,
    requestId: string,
    route?: string,
  ): { body: unknown; headers?: Record<string, string> }
  /** Where a contract has another status for a failure than its kind. */
  statusOf?(error: AppError): number
  /** OpenAPI security of each kind of access: alternatives, by the name of the scheme. */
  security: Record<A, readonly string[]>
}

/** Registers every route of a surface in a scope of its own, with its own error body. */
export function mount<C, A extends string>(app: FastifyInstance, surface: Surface<C, A>): void {
  app.register(async (scope) => {
    scope.decorateRequest('context', null)
    scope.setErrorHandler((error, request, reply) => sendError(surface, error, request, reply))
    const [streamed, read] = [true, false].map((is) =>
      surface.routes.filter((route) => isStream(route.body) === is),
    )
    for (const route of read ?? []) register(scope, surface, route)
    streaming(scope, (inner) => {
      for (const route of streamed ?? []) register(inner, surface, route)
    })
    for (const [path, methods] of methodsByPath(surface.routes))
      preflight(scope, surface, path, methods)
  })
}

/** What a request carries from its admission to its handler. */
interface Admitted<C> {
  context: C
}

function register<C, A extends string>(
  scope: FastifyInstance,
  surface: Surface<C, A>,
  route: Route<C, A>,
): void {
  const { admit, answer } = serve(surface, route)
  scope.route({ ...registrationOf(surface, route), onRequest: asHook(admit), handler: answer })
}

/** For the router a hook is either a promise, always, or a callback: most requests are admitted at once. */
const asHook =
  (admit: (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>) =>
  (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    let admitted: void | Promise<void>
    try {
      admitted = admit(request, reply)
    } catch (error) {
      done(error as Error)
      return
    }
    if (admitted instanceof Promise) admitted.then(() => done(), done)
    else done()
  }

/** How the router knows a route. */
export const registrationOf = <C, A extends string>(
  surface: Surface<C, A>,
  route: Route<C, A>,
) => ({
  method: route.method,
  url: fastifyPath(route),
  bodyLimit: surface.bodyLimitOf?.(route) ?? surface.bodyLimitBytes,
  config: {
    name: route.name,
    surface: surface.name,
    access: route.access,
    streams: isStream(route.body),
  },
})

/** What happens to a request on a route, in two steps: before its body is read, and after. */
export function serve<C, A extends string>(surface: Surface<C, A>, route: Route<C, A>) {
  const check = makeInputCheck(route)
  const send = makeSender(route)
  const reading = surface.cors && readingHeaders(surface.cors)
  return {
    admit: (request: FastifyRequest, reply: FastifyReply): void | Promise<void> => {
      if (reading) reply.headers(reading)
      mustBePlain(request, reply)
      mustConsume(route, request)
      noteAnswer(request, reply.raw)
      return whenKnown(surface.admit(request, route, reply), (context) => {
        const admitted: Admitted<C> = request as never
        admitted.context = context
      })
    },
    answer: async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const input = check(request)
      const { context: ctx }: Admitted<C> = request as never
      return send(reply, await route.handle(ctx, input, reply))
    },
  }
}

/** No body is inflated: a few bytes would become any number, and a file would be stored as another. */
export function mustBePlain({ method, headers }: FastifyRequest, reply: FastifyReply): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (method === 'GET' || method === 'HEAD' || encoding === '' || encoding === 'identity') return
  // What is taken instead (RFC 9110 §15.5.16).
  reply.header('accept-encoding', 'identity')
  const message = 'Send the body as it is, without a Content-Encoding'
  throw new AppError('unsupported', 'unsupported_content_encoding', message)
}

/** A form is read only where a contract asks for one; elsewhere it would be a way around CORS. */
function mustConsume(
  route: { consumes?: readonly string[]; body?: TSchema },
  request: FastifyRequest,
): void {
  if (isStream(route.body)) return
  const type = request.headers['content-type']
  if (!type || request.method === 'GET') return
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? ''
  const accepted = route.consumes ?? ['application/json']
  if (accepted.includes(essence)) return
  throw new AppError('unsupported', 'unsupported_media_type', `Send ${accepted.join(' or ')}`)
}

export function sendError<C, A extends string>(
  surface: Pick<Surface<C, A>, 'errorBody' | 'statusOf'>,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const error = asAppError(thrown)
  if (error.status >= 500) request.log.error({ err: thrown }, error.message)
  else request.log.debug({ err: thrown }, error.message)
  const { body, headers = {} } = surface.errorBody(error, request.id, routeNameOf(request))
  if (error.retryAfter !== undefined) reply.header('retry-after', Math.ceil(error.retryAfter))
  for (const [name, value] of Object.entries(headers)) reply.header(name, value)
  reply.code(surface.statusOf?.(error) ?? error.status)
  if (body === undefined) return reply.send()
  return typeof body === 'string'
    ? reply.type('text/html; charset=utf-8').send(body)
    : reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
}

const routeNameOf = ({ routeOptions }: FastifyRequest): string | undefined =>
  (routeOptions.config as { name?: string }).name

/** Every failure in our own terms; what nobody foresaw is `internal` and tells nothing. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const { code, statusCode } = thrown as { code?: string; statusCode?: number }
  const known = code ? frameworkErrors[code] : undefined
  if (known) return new AppError(...known)
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new AppError('invalid', 'bad_request', 'The request could not be read')
  }
  return new AppError('internal', 'internal', 'Something went wrong on our side', { cause: thrown })
}

const frameworkErrors: Record<string, ConstructorParameters<typeof AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'body_too_large', 'The body is too large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported',
    'unsupported_media_type',
    'Send the body as application/json',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'invalid',
    'bad_content_length',
    'The length of the body is not what its header says',
  ],
}

const fastifyPath = ({ path, catchAll }: Pick<Route, 'path' | 'catchAll'>) =>
  (catchAll ? path.replace(/\{[a-z_]+\}$/i, '*') : path).replace(/\{([a-z_]+)\}/gi, ':$1')

/** By the spelling of the router. */
function methodsByPath(
  routes: readonly Pick<Route, 'path' | 'catchAll' | 'method'>[],
): Map<string, Method[]> {
  const methods = new Map<string, Method[]>()
  for (const route of routes) {
    const path = fastifyPath(route)
    methods.set(path, [...(methods.get(path) ?? []), route.method])
  }
  return methods
}

/** OPTIONS answers for the path it is asked about (Fetch standard, CORS preflight). */
export function preflight<C, A extends string>(
  scope: FastifyInstance,
  surface: Surface<C, A>,
  path: string,
  methods: Method[],
): void {
  const { cors } = surface
  if (!cors) return
  scope.options(path, { config: { name: 'preflight' } }, async (_request, reply) => {
    reply
      .header('access-control-allow-origin', cors.origin)
      .header('access-control-allow-methods', methods.join(', '))
      .header('access-control-allow-headers', cors.headers.join(', '))
      .header('access-control-max-age', '86400')
      .code(204)
    return reply.send()
  })
}
