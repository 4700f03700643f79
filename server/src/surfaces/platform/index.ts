import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import * as impersonation from '../../features/impersonation/index.ts'
import type { Looked } from '../../features/monitoring/index.ts'
import type { Realtime } from '../../features/realtime/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { finallyKnown, whenKnown } from '../../kernel/known.ts'
import type { Route, Surface } from '../../kernel/route.ts'
import { requestContext } from '../request.ts'
import { type Access, type Rule, rules, security } from './access.ts'
import { adminRoutes } from './admin.ts'
import { adminAuditRoutes } from './admin-audit.ts'
import { adminMailRoutes } from './admin-mail.ts'
import { adminQueueRoutes } from './admin-queue.ts'
import { adminSchemaRoutes } from './admin-schema.ts'
import { makeSqlRoutes } from './admin-sql.ts'
import { makeStatsRoutes } from './admin-stats.ts'
import { adminUserRoutes } from './admin-users.ts'
import { adminCredentialRoutes } from './admin-users-credentials.ts'
import { advisorRoutes } from './advisor.ts'
import { anonymousRoutes } from './anonymous.ts'
import { authRoutes } from './auth.ts'
import { authenticate, type Parts } from './authenticate.ts'
import { captchaRoutes } from './captcha.ts'
import { clientKeyRoutes } from './client-keys.ts'
import { csrfRoutes } from './csrf.ts'
import { deviceLoginRoutes } from './device-logins.ts'
import { makeDocRoutes } from './docs.ts'
import { platformError, platformStatus } from './errors.ts'
import { makeExplainRoutes } from './explain-access.ts'
import { graphiqlRoutes } from './graphiql.ts'
import { makeGraphqlRoutes } from './graphql.ts'
import { makeHealthRoutes } from './health.ts'
import { idTokenRoutes } from './id-token.ts'
import { identityRoutes } from './identities.ts'
import { impersonationRoutes } from './impersonate.ts'
import { invitationRoutes } from './invitations.ts'
import { logRoutes } from './logs.ts'
import { magicLinkRoutes } from './magic-link.ts'
import { mailTemplateRoutes } from './mail-templates.ts'
import { migrationRoutes } from './migrations.ts'
import { makeMonitoringRoutes } from './monitoring.ts'
import { makeOAuthRoutes } from './oauth.ts'
import { oauthProviderRoutes } from './oauth-providers.ts'
import { otpRoutes } from './otp.ts'
import { passkeyRoutes } from './passkeys.ts'
import { passwordResetRoutes } from './password-reset.ts'
import { profileRoutes } from './profile.ts'
import { makeRealtimeRoutes, realtimeTableRoutes } from './realtime.ts'
import { withRetries } from './retries.ts'
import { samlRoutes } from './saml.ts'
import { samlProviderRoutes } from './saml-providers.ts'
import { secretRoutes } from './secrets.ts'
import { serviceKeyRoutes } from './service-keys.ts'
import { settingRoutes } from './settings.ts'
import { storageRoutes } from './storage.ts'
import { bucketRoutes } from './storage-buckets.ts'
import { chunkRoutes } from './storage-chunks.ts'
import { resumableRoutes } from './storage-resumable.ts'
import { shareRoutes } from './storage-shares.ts'
import { signedRoutes } from './storage-signed.ts'
import { uploadRoutes } from './storage-uploads.ts'
import { tableRoutes } from './tables.ts'
import { tableManyRoutes } from './tables-many.ts'
import { chooseTenant } from './tenant.ts'
import { tenantRoutes } from './tenants.ts'
import { tenantMemberRoutes } from './tenants-members.ts'
import { tenantSettingRoutes } from './tenants-settings.ts'
import { twoFactorRoutes } from './two-factor.ts'
import { verifyEmailRoutes } from './verify-email.ts'
import { webhookRoutes } from './webhooks.ts'
import { webhookDeliveryRoutes } from './webhooks-deliveries.ts'
import { githubWebhookRoutes } from './webhooks-github.ts'

/** The server itself: is it well, what can it do. The backend as a service grows here. */
export function makePlatform(
  engines: Engines,
  parts: Parts & {
    tenants: TenantCache
    realtime: Realtime
    looked: Looked
    isReady: () => boolean
    metrics: () => Promise<string>
    document: () => object
  },
): Surface<Ctx, Access> {
  return {
    name: 'platform',
    routes: [
      ...makeHealthRoutes(parts),
      ...makeDocRoutes(engines, parts),
      ...authRoutes,
      ...twoFactorRoutes,
      ...passkeyRoutes,
      ...otpRoutes,
      ...idTokenRoutes,
      ...anonymousRoutes,
      ...csrfRoutes,
      ...captchaRoutes,
      ...magicLinkRoutes,
      ...passwordResetRoutes,
      ...verifyEmailRoutes,
      ...profileRoutes,
      ...identityRoutes,
      ...makeOAuthRoutes(parts),
      ...oauthProviderRoutes,
      ...samlRoutes,
      ...samlProviderRoutes,
      ...adminRoutes,
      ...deviceLoginRoutes,
      ...adminUserRoutes,
      ...makeSqlRoutes(parts),
      ...adminSchemaRoutes,
      ...adminAuditRoutes,
      ...makeStatsRoutes(parts),
      ...makeMonitoringRoutes(parts),
      ...logRoutes,
      ...adminMailRoutes,
      ...adminQueueRoutes,
      ...adminCredentialRoutes,
      ...tenantRoutes,
      ...tenantMemberRoutes,
      ...tenantSettingRoutes,
      ...invitationRoutes,
      ...impersonationRoutes,
      ...serviceKeyRoutes,
      ...clientKeyRoutes,
      ...settingRoutes,
      ...mailTemplateRoutes,
      ...secretRoutes,
      ...migrationRoutes,
      ...webhookRoutes,
      ...webhookDeliveryRoutes,
      ...githubWebhookRoutes,
      ...makeRealtimeRoutes(engines, parts),
      ...realtimeTableRoutes,
      ...advisorRoutes,
      ...makeExplainRoutes(parts),
      ...makeGraphqlRoutes(engines, parts),
      ...graphiqlRoutes,
      ...bucketRoutes,
      ...signedRoutes,
      ...resumableRoutes,
      ...chunkRoutes,
      ...shareRoutes,
      ...uploadRoutes,
      ...storageRoutes,
      ...tableManyRoutes,
      ...tableRoutes,
    ].map(withRetries),
    bodyLimitBytes: 1024 * 1024,
    // What the routes of the contract may need at most.
    bodyLimitOf: ({ path }) => bodyLimits.find(([place]) => place.test(path))?.[1] ?? 1024 * 1024,
    cors: { origin: '*', headers: allowedHeaders, exposed: exposedHeaders },
    errorBody: platformError,
    statusOf: platformStatus,
    security,
    admit: (request, route, reply) => {
      const ctx = requestContext(engines, request, 'platform', { kind: 'nobody', role: 'anon' })
      return finallyKnown(
        () => admit(ctx, parts, request, route),
        () => showRoom(ctx, reply),
      )
    },
  }
}

function admit(
  ctx: Ctx,
  parts: Parts & { tenants: TenantCache },
  request: FastifyRequest,
  route: Route<Ctx, Access>,
): Ctx | Promise<Ctx> {
  if (isDelicate(route.path)) {
    const network = clientNetwork(ctx.origin.address)
    ctx.limits.rate(`platform:auth:${network}`, 120, 60, ctx.origin)
  }
  const rule: Rule = rules[route.access]
  const reads = rule.sessions !== undefined || rule.keys !== undefined
  const caller = reads ? authenticate(ctx, parts, request, rule) : ctx.caller
  const entered = whenKnown(caller, (known) => {
    ctx.caller = known
    return chooseTenant(ctx, parts.tenants, request, rule)
  })
  return whenKnown(entered, () =>
    ctx.caller.impersonatedBy ? impersonation.note(ctx, route.name).then(() => ctx) : ctx,
  )
}

/** What is left of the tightest rate, also where nothing is. */
function showRoom({ origin: { room } }: Ctx, reply: FastifyReply): void {
  if (!room) return
  reply
    .header('x-ratelimit-limit', room.limit)
    .header('x-ratelimit-remaining', room.remaining)
    .header('x-ratelimit-reset', Math.ceil(room.seconds))
}

const bodyLimits: [RegExp, number][] = [
  // 256 kB of XML, as base64 in a form.
  [/^\/api\/v1\/auth\/saml\/(acs|slo)$/, 400 * 1024],
  [/^\/api\/v1\/auth\//, 64 * 1024],
  [/^\/api\/v1\/admin\//, 5 * 1024 * 1024],
  [/^\/api\/v1\/realtime\//, 64 * 1024],
  [/^\/api\/v1\/tables\/.*\/bulk$/, 10 * 1024 * 1024],
]

const isDelicate = (path: string): boolean => /^\/api\/v1\/(auth|admin|invitations)\//.test(path)

/** What the SDK may send from a browser. */
const allowedHeaders = [
  'authorization',
  'content-type',
  'apikey',
  'x-fb-tenant',
  'x-client-key',
  'x-service-key',
  'x-csrf-token',
  'x-impersonation-token',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'prefer',
  'x-request-id',
  'x-fluxbase-branch',
  'x-client-app',
  'accept-profile',
  'content-profile',
  'range',
  'if-range',
  'if-modified-since',
  'x-metadata-only',
  'x-storage-content-type',
  'x-storage-cache-control',
  'x-storage-metadata',
  'x-storage-upsert',
  'x-upsert',
  'tus-resumable',
  'upload-length',
  'upload-metadata',
  'upload-offset',
]

/** What the SDK, or a page, reads from answers in a browser beside their bodies. */
const exposedHeaders = [
  'accept-ranges',
  'last-modified',
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'content-disposition',
  'content-length',
  'content-range',
  'etag',
  'location',
  'preference-applied',
  'retry-after',
  'x-affected-count',
  'x-next-cursor',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
]
