import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type Fault, invalid } from './errors.ts'
import { isRaw, type Static, type TSchema } from './schema.ts'
import { makeSender, type Passed } from './send.ts'
import { makeCheck } from './validate.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a handler may set beside its result. */
export interface Reply {
  status(code: number): void
  header(name: string, value: string): void
}

export interface Input<P, Q, B, H = Record<string, never>> {
  params: P
  query: Q
  body: B
  /** Those that the route declares. */
  headers: H
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
      ): Promise<R extends TSchema ? Static<R> | Passed : void>
    },
  ): Route<C, A> =>
    definition as unknown as Route<C, A>

export interface Cors {
  origin: '*'
  headers: readonly string[]
}

/** One external API: its routes, its credentials, its words for errors. */
export interface Surface<C, A extends string = string> {
  name: string
  routes: readonly Route<C, A>[]
  bodyLimitBytes: number
  /** Where some routes take less or more. */
  bodyLimitOf?(route: Route<C, A>): number
  cors?: Cors
  /** Makes the context with its caller, or throws. Runs before the body is read. */
  admit(request: FastifyRequest, route: Route<C, A>): Promise<C>
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
    for (const route of surface.routes) register(scope, surface, route)
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
  scope.route({ ...registrationOf(surface, route), onRequest: admit, handler: answer })
}

/** How the router knows a route. */
export const registrationOf = <C, A extends string>(
  surface: Surface<C, A>,
  route: Route<C, A>,
) => ({
  method: route.method,
  url: fastifyPath(route),
  bodyLimit: surface.bodyLimitOf?.(route) ?? surface.bodyLimitBytes,
  config: { name: route.name, access: route.access },
})

/** What happens to a request on a route, in two steps: before its body is read, and after. */
export function serve<C, A extends string>(surface: Surface<C, A>, route: Route<C, A>) {
  const check = makeInputCheck(route)
  const send = makeSender(route)
  return {
    admit: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      if (surface.cors) reply.header('access-control-allow-origin', surface.cors.origin)
      mustConsume(route, request)
      const admitted: Admitted<C> = request as never
      admitted.context = await surface.admit(request, route)
    },
    answer: async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const input = check(request)
      const { context: ctx }: Admitted<C> = request as never
      const result = await route.handle(ctx, input, {
        status: (code) => reply.code(code),
        header: (name, value) => reply.header(name, value),
      })
      return send(reply, result)
    },
  }
}

/** A form is read only where a contract asks for one; elsewhere it would be a way around CORS. */
function mustConsume(route: { consumes?: readonly string[] }, request: FastifyRequest): void {
  const type = request.headers['content-type']
  if (!type || request.method === 'GET') return
  const essence = type.split(';')[0]?.trim().toLowerCase() ?? ''
  const accepted = route.consumes ?? ['application/json']
  if (accepted.includes(essence)) return
  throw new AppError('unsupported', 'unsupported_media_type', `Send ${accepted.join(' or ')}`)
}

function makeInputCheck<C, A extends string>(route: Route<C, A>) {
  const parts = [
    { key: 'params', check: route.params && makeCheck(route.params, 'path') },
    { key: 'query', check: route.query && checkOf(route.query, 'query') },
    { key: 'body', check: route.body && checkOf(route.body, 'body') },
    { key: 'headers', check: route.headers && makeCheck(route.headers, 'header') },
  ] as const
  const read = makeReader(route)
  return (request: FastifyRequest): Input<never, never, never, never> => {
    const faults: Fault[] = []
    const input: Record<string, unknown> = {}
    for (const { key, check } of parts) {
      const data = read[key](request)
      input[key] = data
      if (check) faults.push(...check(data))
      else faults.push(...refuseAll(key, data))
    }
    if (faults.length > 0) throw invalid('invalid_input', sentence(faults), { faults })
    return input as unknown as Input<never, never, never, never>
  }
}

/** What comes raw is checked by whoever can read it. */
const checkOf = (schema: TSchema, where: 'query' | 'body') =>
  isRaw(schema) ? () => [] : makeCheck(schema, where)

/** Where each part of the input stands in a request. */
function makeReader(route: Pick<Route, 'path' | 'catchAll' | 'headers' | 'query' | 'body'>) {
  const { path, catchAll, headers } = route
  const last = /\{([a-z_]+)\}$/i.exec(path)?.[1] ?? ''
  const declared = Object.keys((headers?.properties as object | undefined) ?? {})
  return {
    params: (request: FastifyRequest): unknown => {
      if (!catchAll) return request.params
      const { '*': rest, ...params } = request.params as Record<string, string>
      return { ...params, [last]: rest }
    },
    query: isRaw(route.query)
      ? (request: FastifyRequest): unknown => /\?(.*)/s.exec(request.url)?.[1] ?? ''
      : (request: FastifyRequest): unknown => request.query,
    body: isRaw(route.body)
      ? (request: FastifyRequest): unknown => rawBodyOf(request)
      : (request: FastifyRequest): unknown => (request.body === undefined ? {} : request.body),
    headers: (request: FastifyRequest): unknown =>
      Object.fromEntries(
        declared.flatMap((name) => {
          const value = request.headers[name]
          return value === undefined ? [] : [[name, value]]
        }),
      ),
  }
}

/** The bytes were kept beside what was read from them. */
const rawBodyOf = ({ body, rawBody }: FastifyRequest & { rawBody?: Buffer }): unknown =>
  body === undefined ? undefined : { value: body, text: rawBody?.toString('utf8') ?? '' }

/** A route that declares no query or body takes none. */
function refuseAll(key: 'params' | 'query' | 'body' | 'headers', data: unknown): Fault[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return [{ in: 'body', path: [], code: 'type', message: 'Must be an object' }]
  }
  if (key === 'headers') return []
  const where = key === 'params' ? 'path' : key
  return Object.keys(data).map((name) => ({
    in: where,
    path: [name],
    code: 'unknown_field',
    message: 'Unknown field',
  }))
}

function sentence(faults: readonly Fault[]): string {
  const [first] = faults
  if (!first) return 'The input is not valid'
  return first.path.length === 0 ? first.message : `${first.path.join('.')}: ${first.message}`
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
