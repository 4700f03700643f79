import { join } from 'node:path'
import Fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import ipaddr from 'ipaddr.js'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { backgroundContext, type Ctx, type Engines } from './engines/context.ts'
import { Db } from './engines/db/index.ts'
import { EventBus } from './engines/events/index.ts'
import { Fetcher } from './engines/fetcher/index.ts'
import { Hashing } from './engines/hashing/index.ts'
import { Issuers } from './engines/issuers/index.ts'
import { Limits } from './engines/limits/index.ts'
import { Mail } from './engines/mail/index.ts'
import { Metrics } from './engines/metrics/index.ts'
import { OAuthClients } from './engines/oauth/index.ts'
import { Queue } from './engines/queue/index.ts'
import { Revocations } from './engines/revocations/index.ts'
import { Settings } from './engines/settings/index.ts'
import { Sms } from './engines/sms/index.ts'
import * as administration from './features/administration/index.ts'
import * as apps from './features/apps/index.ts'
import * as audit from './features/audit/index.ts'
import * as codes from './features/codes/index.ts'
import * as identity from './features/identity/index.ts'
import * as impersonation from './features/impersonation/index.ts'
import * as invitations from './features/invitations/index.ts'
import { KeyRing } from './features/keys/index.ts'
import * as mails from './features/mails/index.ts'
import * as oauth from './features/oauth/index.ts'
import * as sessions from './features/sessions/index.ts'
import { readForm, readJson } from './kernel/body.ts'
import { system } from './kernel/caller.ts'
import { Secrets } from './kernel/crypto.ts'
import { uuid } from './kernel/ids.ts'
import { describe } from './kernel/openapi.ts'
import { mount, type Surface } from './kernel/route.ts'
import { makeAccount } from './surfaces/account/index.ts'
import { notFoundBody } from './surfaces/not-found.ts'
import { makePages } from './surfaces/pages/index.ts'
import { makePlatform } from './surfaces/platform/index.ts'
import { makeProvisioning } from './surfaces/provisioning/index.ts'

export const version = '0.1.0'

export interface App {
  http: FastifyInstance
  engines: Engines
  surfaces: readonly Surface<Ctx>[]
  document: object
  /** Starts the engines; the routes answer from here on, by `http.inject` or after `listen`. */
  start(): Promise<void>
  /** @returns the address listened on */
  listen(): Promise<string>
  /** The set-up token, while nobody has used it. */
  pendingSetUp(): Promise<string | undefined>
  /** Finishes what is in flight, then stops the engines in reverse order. */
  stop(): Promise<void>
}

/** The whole wiring, on one page. */
export function buildApp(config: Config, log: Logger, options: { fast?: boolean } = {}): App {
  const engines = buildEngines(config, log, options)
  const metrics = new Metrics()
  const ring = new KeyRing(engines.db, engines.revocations, log)
  const tokens = new sessions.AccessTokens(engines.secrets, engines.instance)
  const state = { ready: false, document: {} as object }

  registerJobs(engines, log)
  apps.listen(engines.events)
  impersonation.listen(engines.events)

  const surfaces: Surface<Ctx>[] = [
    makePlatform(engines, {
      ring,
      tokens,
      isReady: () => state.ready,
      metrics: () => metrics.text(),
      document: () => state.document,
    }),
    makeAccount(engines, { ring, tokens }),
    ...makeProvisioning(engines, { ring, tokens, apps: new apps.AppCache(engines.revocations) }),
    makePages(engines),
  ]
  state.document = describe(surfaces, {
    title: 'Flumen',
    version,
    description: 'One self-hosted backend server over one PostgreSQL.',
  })

  const http = buildHttp(config, log, metrics)
  for (const surface of surfaces) mount(http, surface)

  return {
    http,
    engines,
    surfaces,
    document: state.document,
    async start() {
      await engines.db.start()
      await engines.revocations.start()
      await engines.mail.start()
      await metrics.start()
      engines.limits.start()
      ring.start()
      await http.ready()
      state.ready = true
    },
    async listen() {
      const options = {
        port: config.port,
        host: config.host,
        // Workers share the port; the kernel spreads the connections.
        reusePort: config.isWorker,
        listenTextResolver: (address: string) => `listening at ${address}`,
      }
      const address = await http.listen(options)
      engines.instance.publicUrl = config.publicUrl ?? address
      await engines.queue.start()
      return address
    },
    async pendingSetUp() {
      const ctx = backgroundContext(engines, system, log)
      const { needs_setup } = await administration.setUpStatus(ctx)
      return needs_setup ? administration.setUpToken(ctx) : undefined
    },
    async stop() {
      state.ready = false
      await closeHttp(http)
      await engines.queue.stop()
      await ring.stop()
      await engines.limits.stop()
      await engines.revocations.stop()
      await engines.mail.stop()
      await engines.fetcher.stop()
      await engines.operatorFetcher.stop()
      await engines.db.stop()
    },
  }
}

function buildEngines(config: Config, log: Logger, { fast = false }: { fast?: boolean }): Engines {
  const secrets = new Secrets(config.secrets)
  const { databaseUrl, dataDir } = config
  const db = new Db({ databaseUrl, dataDir, secrets, log, fast })
  const revocations = new Revocations(db, log)
  const { allowLoopback } = config
  const fetcher = new Fetcher({ allowLoopback, trustedOrigins: [] })
  const operatorFetcher = new Fetcher({ allowLoopback, trustedOrigins: operatorOrigins(config) })
  return {
    db,
    secrets,
    fetcher,
    operatorFetcher,
    hashing: new Hashing(),
    limits: new Limits({ db, log, on: config.rateLimit }),
    revocations,
    settings: new Settings(db, revocations),
    queue: new Queue(db, log),
    events: new EventBus(),
    mail: new Mail({
      smtpUrl: config.smtpUrl,
      from: config.mailFrom,
      outboxDir: join(dataDir, 'outbox'),
      log,
    }),
    sms: new Sms({ baseUrl: config.preludeUrl, fetcher: operatorFetcher }),
    issuers: new Issuers({ fetcher: operatorFetcher }),
    oauth: new OAuthClients({ fetcher, operatorFetcher }),
    instance: {
      publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
      brand: 'Flumen',
      providers: config.providers,
      appTokenIssuer: config.appTokenIssuer,
      firebaseUrl: config.firebaseUrl,
      preludeApiKey: config.preludeApiKey,
      setupToken: config.setupToken,
    },
  }
}

/** Addresses the operator wrote into the configuration are dialled even when they are not public. */
function operatorOrigins(config: Config): string[] {
  const urls = [
    config.preludeUrl,
    config.firebaseUrl,
    ...Object.values(config.providers).map((provider) => provider.issuer),
  ]
  return urls.flatMap((url) => (url ? [new URL(url).origin] : []))
}

function registerJobs(engines: Engines, log: Logger): void {
  const tasks = {
    ...mails.jobs,
    ...identity.jobs,
    ...audit.jobs,
    ...codes.jobs,
    ...sessions.jobs,
    ...apps.jobs,
    ...oauth.jobs,
    ...impersonation.jobs,
    ...invitations.jobs,
  }
  for (const [task, work] of Object.entries(tasks)) {
    engines.queue.handle(task, (payload: never, signal) =>
      work(backgroundContext(engines, system, log, signal), payload),
    )
    if (task.endsWith('.sweep')) engines.queue.repeat({ task, everyMs: 600_000 })
  }
}

function buildHttp(config: Config, log: Logger, metrics: Metrics): FastifyInstance {
  const http = makeServer(config, log)
  http.removeAllContentTypeParsers()
  const parse = (read: (bytes: Buffer) => unknown) => async (_request: unknown, body: Buffer) =>
    read(body)
  http.addContentTypeParser('application/json', { parseAs: 'buffer' }, parse(readJson))
  http.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    parse(readForm),
  )
  // Callbacks, not promises: these run for every request.
  http.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(safeHeaders)
    done()
  })
  http.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.config as { name?: string }
    const name = route.name ?? 'unmatched'
    metrics.observe(name, request.method, reply.statusCode, reply.elapsedTime / 1000)
    request.log.info(
      { route: name, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 },
      'request',
    )
    done()
  })
  http.setNotFoundHandler(async (request, reply) => {
    reply.code(404).type('application/json; charset=utf-8')
    return JSON.stringify(notFoundBody(request.url, request.id))
  })
  return http
}

const makeServer = (config: Config, log: Logger): FastifyInstance =>
  Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) =>
      refuseUnreadable(error, request, reply as unknown as FastifyReply),
    genReqId: (request) => acceptId(request.headers['x-request-id']) ?? uuid(),
    trustProxy: trustOnly(config.trustedProxies),
    // Fastify's own defaults are none: a slow client would hold its socket for ever.
    connectionTimeout: 60_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 500, caseSensitive: true },
    return503OnClosing: true,
    exposeHeadRoutes: true,
  }) as unknown as FastifyInstance

/** Paths that cannot be read, or are endless: ours to answer, without repeating them. */
function refuseUnreadable(
  error: { statusCode?: number | undefined },
  request: { id: string },
  reply: FastifyReply,
): void {
  const body = { error: 'This path cannot be read', code: 'BAD_PATH', request_id: request.id }
  reply
    .headers({ 'x-request-id': request.id, ...safeHeaders })
    .code(error.statusCode ?? 400)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
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
async function closeHttp(http: FastifyInstance): Promise<void> {
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
