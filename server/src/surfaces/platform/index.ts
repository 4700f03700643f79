import type { Ctx, Engines } from '../../engines/context.ts'
import * as impersonation from '../../features/impersonation/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { Surface } from '../../kernel/route.ts'
import { requestContext } from '../request.ts'
import { type Access, type Rule, rules, security } from './access.ts'
import { adminRoutes } from './admin.ts'
import { anonymousRoutes } from './anonymous.ts'
import { authRoutes } from './auth.ts'
import { authenticate, type Parts } from './authenticate.ts'
import { captchaRoutes } from './captcha.ts'
import { clientKeyRoutes } from './client-keys.ts'
import { csrfRoutes } from './csrf.ts'
import { makeDocRoutes } from './docs.ts'
import { platformError, platformStatus } from './errors.ts'
import { graphqlRoutes } from './graphql.ts'
import { makeHealthRoutes } from './health.ts'
import { idTokenRoutes } from './id-token.ts'
import { identityRoutes } from './identities.ts'
import { impersonationRoutes } from './impersonate.ts'
import { invitationRoutes } from './invitations.ts'
import { magicLinkRoutes } from './magic-link.ts'
import { migrationRoutes } from './migrations.ts'
import { makeOAuthRoutes } from './oauth.ts'
import { oauthProviderRoutes } from './oauth-providers.ts'
import { otpRoutes } from './otp.ts'
import { passkeyRoutes } from './passkeys.ts'
import { passwordResetRoutes } from './password-reset.ts'
import { profileRoutes } from './profile.ts'
import { secretRoutes } from './secrets.ts'
import { serviceKeyRoutes } from './service-keys.ts'
import { settingRoutes } from './settings.ts'
import { tableRoutes } from './tables.ts'
import { tableManyRoutes } from './tables-many.ts'
import { chooseTenant } from './tenant.ts'
import { tenantRoutes } from './tenants.ts'
import { tenantMemberRoutes } from './tenants-members.ts'
import { tenantSettingRoutes } from './tenants-settings.ts'
import { twoFactorRoutes } from './two-factor.ts'
import { verifyEmailRoutes } from './verify-email.ts'

/** The server itself: is it well, what can it do. The backend as a service grows here. */
export function makePlatform(
  engines: Engines,
  parts: Parts & {
    tenants: TenantCache
    isReady: () => boolean
    metrics: () => Promise<string>
    document: () => object
  },
): Surface<Ctx, Access> {
  const { tenants } = parts
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
      ...adminRoutes,
      ...tenantRoutes,
      ...tenantMemberRoutes,
      ...tenantSettingRoutes,
      ...invitationRoutes,
      ...impersonationRoutes,
      ...serviceKeyRoutes,
      ...clientKeyRoutes,
      ...settingRoutes,
      ...secretRoutes,
      ...migrationRoutes,
      ...graphqlRoutes,
      ...tableManyRoutes,
      ...tableRoutes,
    ],
    bodyLimitBytes: 1024 * 1024,
    // Contract fluxbase-auth §1.2.
    bodyLimitOf: ({ path }) => bodyLimits.find(([place]) => place.test(path))?.[1] ?? 1024 * 1024,
    cors: { origin: '*', headers: allowedHeaders },
    errorBody: platformError,
    statusOf: platformStatus,
    security,
    admit: async (request, { access, path, name }) => {
      const ctx = requestContext(engines, request, 'platform', { kind: 'nobody', role: 'anon' })
      if (isDelicate(path)) {
        ctx.limits.rate(`platform:auth:${clientNetwork(ctx.origin.address)}`, 120)
      }
      const rule: Rule = rules[access]
      if (rule.sessions || rule.keys) ctx.caller = await authenticate(ctx, parts, request, rule)
      await chooseTenant(ctx, tenants, request, rule)
      if (ctx.caller.impersonatedBy) await impersonation.note(ctx, name)
      return ctx
    },
  }
}

const bodyLimits: [RegExp, number][] = [
  [/^\/api\/v1\/auth\//, 64 * 1024],
  [/^\/api\/v1\/admin\//, 5 * 1024 * 1024],
  [/^\/api\/v1\/tables\/.*\/bulk$/, 10 * 1024 * 1024],
]

const isDelicate = (path: string): boolean => /^\/api\/v1\/(auth|admin|invitations)\//.test(path)

/** What the SDK may send from a browser (contract fluxbase-auth §1.1). */
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
]
