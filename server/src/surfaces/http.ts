import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import ipaddr from 'ipaddr.js'
import type { Logger } from 'pino'
import { readForm, readJson } from '../kernel/body.ts'
import type { Caller } from '../kernel/caller.ts'
import { uuid } from '../kernel/ids.ts'
import { requestLog } from '../kernel/log.ts'
import { hasten } from './hasten.ts'
import { closeIdle } from './idle.ts'
import { notFoundBody } from './not-found.ts'
import { isWebSocket, serveUpgrades } from './upgrade.ts'

export interface HttpOptions {
  /** Addresses or networks whose forwarding headers count. */
  trustedProxies: readonly string[]
  /** Told of every answer: surface, route name, method, status, seconds. */
  observe(surface: string, route: string, method: string, status: number, seconds: number): void
}

/** The HTTP server below all surfaces: ids, headers, bodies, proxies, time limits, the log line. */
export function buildHttp(options: HttpOptions, log: Logger): FastifyInstance {
  const http = makeServer(options, log)
  closeIdle(http.server)
  http.removeAllContentTypeParsers()
  http.decorateRequest('rawBody')
  const parse =
    (read: (bytes: Buffer) => unknown) =>
    (
      request: FastifyRequest,
      body: Buffer,
      done: (error: Error | null, body?: unknown) => void,
    ) => {
      const keeping: { rawBody?: Buffer } = request as never
      keeping.rawBody = body
      let value: unknown
      try {
        value = read(body)
      } catch (error) {
        done(error as Error)
        return
      }
      done(null, value)
    }
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, parse(readJson))
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    parse(readForm),
  )
  // Callbacks, not promises: these run for every request.
  http.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(safeHeaders)
    if (hasTwoHosts(request.raw.rawHeaders)) refuseUnreadable({}, request, reply)
    else {
      hasten(request)
      done()
    }
  })
  http.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.config as { name?: string; surface?: string }
    const name = route.name ?? 'unmatched'
    const surface = route.surface ?? 'none'
    const { id, method, routeOptions } = request
    options.observe(surface, name, method, reply.statusCode, reply.elapsedTime / 1000)
    if (!log.isLevelEnabled('info')) return done()
    log.info(
      {
        reqId: id,
        surface,
        route: name,
        method,
        // The template: paths themselves can hold what is secret.
        path: routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ...callerOf(request),
      },
      'request',
    )
    done()
  })
  serveUpgrades(http)
  http.setNotFoundHandler(async (request, reply) => {
    reply.code(404).type('application/json; charset=utf-8')
    return JSON.stringify(notFoundBody(request.url, request.id))
  })
  return http
}

const makeServer = ({ trustedProxies }: HttpOptions, log: Logger): FastifyInstance =>
  Fastify({
    loggerInstance: log,
    childLoggerFactory: (parent, bindings) => requestLog(parent as Logger, bindings),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) =>
      refuseUnreadable(error, request, reply as unknown as FastifyReply),
    genReqId: (request) => acceptId(request.headers['x-request-id']) ?? uuid(),
    trustProxy: trustOnly(trustedProxies),
    // Other protocols are answered as if nothing else had been offered (RFC 9110 §7.8).
    http: { shouldUpgradeCallback: isWebSocket },
    // Fastify's own defaults are none: a slow client would hold its socket for ever.
    connectionTimeout: 60_000,
    // Files take as long as they take: `hasten` sets the time of all other bodies.
    requestTimeout: 0,
    keepAliveTimeout: 72_000,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 500, caseSensitive: true },
    return503OnClosing: true,
    exposeHeadRoutes: true,
  }) as unknown as FastifyInstance

/** Who was let in, as far as the request came. */
function callerOf(request: object): {
  user_id?: string | undefined
  tenant_id?: string | undefined
} {
  const { context } = request as { context?: { caller: Caller } | null }
  if (!context) return {}
  const { userId, tenantId } = context.caller
  return { user_id: userId, tenant_id: tenantId }
}

/** Paths that cannot be read, or are endless; heads that say two things: answered without repeating them. */
function refuseUnreadable(
  error: { statusCode?: number | undefined },
  request: { id: string },
  reply: FastifyReply,
): void {
  const body = { error: 'This request cannot be read', code: 'BAD_REQUEST', request_id: request.id }
  reply
    .headers({ 'x-request-id': request.id, ...safeHeaders })
    .code(error.statusCode ?? 400)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
}

/** Two readers may take different ones (RFC 9112 §3.2). */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts > 1
}

const acceptId = (id: string | string[] | undefined): string | undefined =>
  typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? id : undefined

/** Nobody unless configured: else any client could claim any address. */
function trustOnly(proxies: readonly string[]): false | ((address: string) => boolean) {
  if (proxies.length === 0) return false
  const ranges = proxies.map((proxy) => {
    const range = proxy.includes('/')
      ? proxy
      : `${proxy}/${ipaddr.parse(proxy).kind() === 'ipv4' ? 32 : 128}`
    return ipaddr.parseCIDR(range)
  })
  return (address) => {
    if (!ipaddr.isValid(address)) return false
    const client = ipaddr.process(address)
    return ranges.some(
      ([net, bits]) => client.kind() === net.kind() && client.match([net, bits] as never),
    )
  }
}

/** Connections that were busy when the closing began are hung up as they fall idle. */
export async function closeHttp(http: FastifyInstance): Promise<void> {
  const timer = setInterval(() => http.server.closeIdleConnections(), 50)
  await http.close().finally(() => clearInterval(timer))
}

/** On every answer; a page that needs more room sets its own policy. */
const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
