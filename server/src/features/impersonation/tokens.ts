import type { Ctx } from '../../engines/context.ts'
import { equalInConstantTime, type SecretRoot } from '../../kernel/crypto.ts'
import { isUuid } from '../../kernel/ids.ts'
import { mainRealm } from '../identity/index.ts'
import * as sessions from '../sessions/index.ts'
import type { Impersonation, TargetUser } from './schema.ts'

const prefix = 'imp_'

/** Whom tokens name where nobody in particular is meant. */
const nobodyIds = {
  anon: '00000000-0000-0000-0000-000000000000',
  service_role: '00000000-0000-0000-0000-000000000001',
  tenant_service: '00000000-0000-0000-0000-000000000002',
} as const

/** Whose id stands in the tokens of an impersonation. */
export function subjectOf({ target_user_id, target_role }: Impersonation): string {
  if (target_user_id !== null) return target_user_id
  return target_role in nobodyIds
    ? nobodyIds[target_role as keyof typeof nobodyIds]
    : nobodyIds.anon
}

/** What of the administrator stands behind an impersonation. */
export interface Actor {
  sessionId: string
  version: number
}

/** An access token with both in it: who is meant, and who acts (RFC 8693 §4.1). */
export function signFor(
  ctx: Ctx,
  impersonation: Impersonation,
  actor: Actor,
  target: Omit<TargetUser, 'is_protected'> | undefined,
  lifeSeconds: number,
): string {
  const { id, admin_user_id: admin, tenant_id: tenantId } = impersonation
  const claims = {
    sub: subjectOf(impersonation),
    session_id: id,
    realm_id: mainRealm,
    ...(target?.username ? { username: target.username } : {}),
    ...(target?.email ? { email: target.email } : {}),
    role: impersonation.target_role,
    ver: target?.token_version ?? 0,
    ...(target?.is_anonymous ? { is_anonymous: true as const } : {}),
    impersonated_by: admin,
    impersonation_type: impersonation.impersonation_type,
    act: { sub: admin, session_id: actor.sessionId, ver: actor.version },
    ...(tenantId === null ? {} : { tenant_id: tenantId }),
    aal: 'aal1' as const,
    amr: ['impersonation'],
  }
  return sessions.signAccess(ctx.secrets, ctx.instance.publicUrl, claims, lifeSeconds)
}

/** Derived, not stored; good as long as the impersonation goes on. */
export const refreshTokenOf = (root: SecretRoot, id: string): string =>
  `${prefix}${id}.${root.hmac('refresh', `impersonation:${id}`).toString('base64url')}`

export const isRefreshToken = (token: string): boolean => token.startsWith(prefix)

/** The impersonation that a refresh token of ours belongs to. */
export function readRefreshToken(ctx: Ctx, token: string): string | undefined {
  const id = token.length > 120 ? '' : token.slice(prefix.length, prefix.length + 36)
  if (!isUuid(id)) return undefined
  const genuine = ctx.secrets.all.some((root) =>
    equalInConstantTime(refreshTokenOf(root, id), token),
  )
  return genuine ? id : undefined
}
