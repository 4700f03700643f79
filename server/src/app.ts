import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { makeBlobs } from './engines/blobs/index.ts'
import { Bus } from './engines/bus/index.ts'
import { Catalogs } from './engines/catalog/index.ts'
import { Changes } from './engines/changes/index.ts'
import { backgroundContext, type Ctx, type Engines } from './engines/context.ts'
import { Db } from './engines/db/index.ts'
import { EventBus } from './engines/events/index.ts'
import { Fetcher } from './engines/fetcher/index.ts'
import { Hashing } from './engines/hashing/index.ts'
import { Images } from './engines/images/index.ts'
import { Issuers } from './engines/issuers/index.ts'
import { Limits } from './engines/limits/index.ts'
import { Logs, type LogTap } from './engines/logs/index.ts'
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
import * as captcha from './features/captcha/index.ts'
import * as codes from './features/codes/index.ts'
import * as deviceLogins from './features/device-logins/index.ts'
import * as idempotency from './features/idempotency/index.ts'
import * as identity from './features/identity/index.ts'
import * as impersonation from './features/impersonation/index.ts'
import * as invitations from './features/invitations/index.ts'
import { KeyRing } from './features/keys/index.ts'
import * as listings from './features/listings/index.ts'
import * as mails from './features/mails/index.ts'
import * as marketplaceTokens from './features/marketplace-tokens/index.ts'
import * as meters from './features/meters/index.ts'
import * as migrations from './features/migrations/index.ts'
import * as monitoring from './features/monitoring/index.ts'
import * as oauth from './features/oauth/index.ts'
import * as objects from './features/objects/index.ts'
import * as organizations from './features/organizations/index.ts'
import * as passkeys from './features/passkeys/index.ts'
import * as realtime from './features/realtime/index.ts'
import * as registryEvents from './features/registry-events/index.ts'
import * as saml from './features/saml/index.ts'
import * as sessions from './features/sessions/index.ts'
import { TenantCache } from './features/tenants/index.ts'
import * as usage from './features/usage/index.ts'
import * as users from './features/users/index.ts'
import * as webhooks from './features/webhooks/index.ts'
import { system } from './kernel/caller.ts'
import { Secrets } from './kernel/crypto.ts'
import { describe } from './kernel/openapi.ts'
import type { Surface } from './kernel/route.ts'
import { mountAll } from './kernel/shared.ts'
import { makeAccount } from './surfaces/account/index.ts'
import { makeDashboard } from './surfaces/dashboard/index.ts'
import { buildHttp, closeHttp } from './surfaces/http.ts'
import { makeMetering, makeWidget } from './surfaces/metering/index.ts'
import { makePages } from './surfaces/pages/index.ts'
import { makePlatform } from './surfaces/platform/index.ts'
import { makeProvisioning } from './surfaces/provisioning/index.ts'
import { makeRegistry } from './surfaces/registry/index.ts'
import { sharedPaths } from './surfaces/shared-paths.ts'

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

interface Options {
  fast?: boolean
  /** Of the log: what it collects is stored. */
  tap?: LogTap | undefined
}

/** The whole wiring, on one page. */
export function buildApp(config: Config, log: Logger, options: Options = {}): App {
  const engines = buildEngines(config, log, options)
  const ring = new KeyRing(engines.db, engines.revocations, log)
  const tokens = new sessions.AccessTokens(engines.secrets, engines.instance)
  const tenants = new TenantCache(engines.revocations)
  const books = {
    meters: new meters.MeterCache(engines.revocations),
    recorder: usage.makeRecorder(engines.db),
  }
  const hub = new realtime.Realtime(backgroundContext(engines, system, log))
  const metrics = new Metrics(monitoring.gauges(engines.db, hub))
  const state = { ready: false, document: {} as object }

  const dispatcher = new webhooks.Dispatcher(engines, log)
  registerJobs(engines, dispatcher, log)
  apps.listen(engines.events)
  impersonation.listen(engines.events)
  oauth.listen(engines.events)
  organizations.listen(engines.events)
  saml.listen(engines.events)
  webhooks.listen(engines.events)
  webhooks.follow(engines, log)
  registryEvents.listen(engines.events)

  const surfaces: Surface<Ctx>[] = [
    makePlatform(engines, {
      ring,
      tokens,
      tenants,
      realtime: hub,
      looked: { metrics, realtime: hub, version },
      isReady: () => state.ready,
      metrics: () => metrics.text(),
      document: () => state.document,
    }),
    makeMetering(engines, { ring, tokens, tenants, books }),
    makeWidget(engines),
    makeAccount(engines, { ring, tokens }),
    makeRegistry(engines, { ring, tokens, tenants }),
    ...makeProvisioning(engines, { ring, tokens, apps: new apps.AppCache(engines.revocations) }),
    makePages(engines, tenants),
    makeDashboard(engines, fileURLToPath(new URL('../../dashboard/dist', import.meta.url))),
  ]
  state.document = describe(surfaces, {
    title: 'Flumen',
    version,
    description: 'One self-hosted backend server over one PostgreSQL.',
  })

  const { trustedProxies } = config
  const observe = metrics.observe.bind(metrics)
  const http = buildHttp({ trustedProxies, observe }, log)
  mountAll(http, surfaces, sharedPaths)

  return {
    http,
    engines,
    surfaces,
    document: state.document,
    async start() {
      await engines.db.start()
      await engines.revocations.start()
      await engines.catalogs.start()
      await engines.blobs.start()
      await engines.bus.start()
      await engines.changes.start()
      if (config.migrationsDir) {
        await migrations.applyFolder(backgroundContext(engines, system, log), config.migrationsDir)
      }
      await hub.start()
      await engines.mail.start()
      await metrics.start()
      engines.logs.start()
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
      await hub.stop()
      await closeHttp(http)
      await engines.queue.stop()
      await dispatcher.stop()
      await ring.stop()
      await engines.limits.stop()
      await engines.changes.stop()
      await engines.bus.stop()
      await engines.images.stop()
      await engines.blobs.stop()
      await engines.catalogs.stop()
      await engines.revocations.stop()
      await engines.mail.stop()
      await engines.fetcher.stop()
      await engines.operatorFetcher.stop()
      await engines.logs.stop()
      await engines.db.stop()
    },
  }
}

function buildEngines(config: Config, log: Logger, { fast = false, tap }: Options): Engines {
  const secrets = new Secrets(config.secrets)
  const { databaseUrl, dataDir } = config
  const db = new Db({ databaseUrl, dataDir, secrets, log, fast })
  const revocations = new Revocations(db, log)
  const { allowLoopback, natsUrl, isWorker } = config
  const namespace = secrets.current.hmac('bus', 'namespace').toString('hex').slice(0, 24)
  const bus = new Bus({ natsUrl, namespace, isWorker, log })
  const fetcher = new Fetcher({ allowLoopback, trustedOrigins: [] })
  const operatorFetcher = new Fetcher({ allowLoopback, trustedOrigins: operatorOrigins(config) })
  return {
    db,
    catalogs: new Catalogs(db, revocations, log),
    blobs: makeBlobs({ dir: join(dataDir, 'blobs'), s3: config.s3 }),
    images: new Images(),
    bus,
    changes: new Changes({ db, revocations, bus, log }),
    secrets,
    fetcher,
    operatorFetcher,
    hashing: new Hashing(),
    limits: new Limits({ db, log, on: config.rateLimit }),
    revocations,
    settings: new Settings(db, revocations),
    queue: new Queue(db, log),
    events: new EventBus(),
    logs: new Logs({ db, tap, log }),
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
      contentUrl: config.contentUrl,
      brand: 'Flumen',
      providers: config.providers,
      appTokenIssuer: config.appTokenIssuer,
      firebaseUrl: config.firebaseUrl,
      captcha: { isOff: !config.captcha, verifyUrl: config.captchaUrl },
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
    config.captchaUrl,
    ...Object.values(config.providers).map((provider) => provider.issuer),
  ]
  return urls.flatMap((url) => (url ? [new URL(url).origin] : []))
}

function registerJobs(engines: Engines, dispatcher: webhooks.Dispatcher, log: Logger): void {
  const tasks = {
    ...mails.jobs,
    ...identity.jobs,
    ...users.jobs,
    ...audit.jobs,
    ...captcha.jobs,
    ...codes.jobs,
    ...sessions.jobs,
    ...apps.jobs,
    ...oauth.jobs,
    ...deviceLogins.jobs,
    ...saml.jobs,
    ...organizations.jobs,
    ...passkeys.jobs,
    ...impersonation.jobs,
    ...invitations.jobs,
    ...idempotency.jobs,
    ...webhooks.makeJobs(dispatcher),
    ...listings.jobs,
    ...marketplaceTokens.jobs,
    ...meters.jobs,
    ...usage.jobs,
    ...realtime.jobs,
    ...monitoring.jobs,
    ...objects.jobs,
  }
  for (const [task, work] of Object.entries(tasks)) {
    engines.queue.handle(task, (payload: never, signal) =>
      work(backgroundContext(engines, system, log, signal), payload),
    )
    if (task.endsWith('.sweep')) engines.queue.repeat({ task, everyMs: 600_000 })
  }
  engines.queue.repeat({ task: 'webhooks.wake', everyMs: webhooks.lookEveryMs })
  engines.queue.repeat({ task: 'objects.repair', everyMs: 6 * 3_600_000 })
  engines.queue.repeat({ task: 'usage.roll_up', everyMs: 5_000 })
}
