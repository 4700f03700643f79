import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { forbidden, invalid, invalidField, notFound, unauthenticated } from '../../kernel/errors.ts'
import { isUuid, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import { mainRealm, self } from '../identity/index.ts'
import * as sessions from '../sessions/index.ts'
import { endOfAdmin, insertImpersonation, isMember, lockAdmin, selectTarget } from './queries.ts'
import type { Impersonation, Target, TargetUser } from './schema.ts'
import { refreshTokenOf, signFor } from './tokens.ts'

/** Not longer, whatever is refreshed. */
const lifeSeconds = 3600
const shortestReason = 10

export type Wanted = { type: 'user'; userId: string } | { type: 'anon' } | { type: 'service' }

export interface Started {
  session: Impersonation
  target: Target | null
  access_token: string
  refresh_token: string
  /** Seconds. */
  expires_in: number
}

/**
 * Lets somebody who administers act as an ordinary person, as nobody, or as the service, in the
 * tenant they are in; ends what they had started before. Never onto who administers anything.
 * @throws invalid without a reason, and onto oneself; not_found; forbidden `access_denied`
 */
export async function start(ctx: Ctx, wanted: Wanted, reason: string): Promise<Started> {
  const why = reason.trim()
  if (why.length < shortestReason) {
    throw invalidField('reason', 'too_short', `Give a reason of ${shortestReason} characters`)
  }
  return inTransaction(ctx, async (ctx) => {
    const adminId = ctx.caller.userId ?? ''
    const admin = await ctx.db.row<{ token_version: number }>(lockAdmin(adminId))
    if (!admin || !ctx.caller.sessionId) throw unauthenticated('invalid_token', 'Sign in again')
    const tenantId = ctx.caller.tenantId ?? null
    await mustMay(ctx, tenantId, wanted)
    const target = wanted.type === 'user' ? await mustFind(ctx, tenantId, wanted.userId) : undefined
    await endBefore(ctx, adminId)
    const actor = { sessionId: ctx.caller.sessionId, version: admin.token_version }
    const session = await write(ctx, {
      adminId,
      adminSessionId: actor.sessionId,
      adminVersion: actor.version,
      targetId: target?.id ?? null,
      type: wanted.type,
      role: target?.role ?? (wanted.type === 'anon' ? 'anon' : serviceRole(tenantId)),
      tenantId,
      reason: why,
    })
    const expires_in = sessions.accessSeconds
    return {
      session,
      target: target ? { id: target.id, email: target.email, role: target.role } : null,
      access_token: signFor(ctx, session, actor, target, expires_in),
      refresh_token: refreshTokenOf(ctx.secrets.current, session.id),
      expires_in,
    }
  })
}

const serviceRole = (tenantId: string | null) =>
  tenantId === null ? 'service_role' : 'tenant_service'

const denied = (why: string) => forbidden('access_denied', why)

/** Rights are read afresh, under the lock: what the token says may be over. */
async function mustMay(ctx: Ctx, tenantId: string | null, wanted: Wanted): Promise<void> {
  const { role, id } = await self(ctx)
  if (role === 'instance_admin') return
  if (wanted.type === 'service') throw denied('Only instance admins act as the service')
  if (role === 'admin' && tenantId === null) return
  const held = await grants.list(ctx, id)
  const here = ctx.caller.role === 'tenant_admin'
  if (here && held.some((g) => g.role === 'tenant_admin' && matches(g.tenant_id, tenantId))) return
  throw denied('You do not administer this tenant')
}

/** The default tenant is no tenant in a caller, and a row like others in a grant. */
const matches = (granted: string | null, current: string | null): boolean =>
  granted === (current ?? defaultTenantId)

async function mustFind(ctx: Ctx, tenantId: string | null, userId: string): Promise<TargetUser> {
  if (userId === ctx.caller.userId) throw invalid('invalid_input', 'This is you')
  const target = isUuid(userId)
    ? await ctx.db.row<TargetUser>(selectTarget(userId, mainRealm))
    : undefined
  if (!target) throw notFound('not_found', 'No such person')
  if (target.is_protected) throw denied('Who administers anything cannot be impersonated')
  if (tenantId !== null && !(await ctx.db.row(isMember(tenantId, target.id)))) {
    throw denied('This person does not belong to the tenant')
  }
  return target
}

async function endBefore(ctx: Ctx, adminId: string): Promise<void> {
  const ended = await ctx.db.rows<{ id: string }>(endOfAdmin(adminId))
  await end(
    ctx,
    'session',
    ended.map(({ id }) => id),
  )
}

async function write(
  ctx: Ctx,
  row: Omit<Parameters<typeof insertImpersonation>[0], 'id' | 'address' | 'device' | 'lifeSeconds'>,
): Promise<Impersonation> {
  const address = clientNetwork(ctx.origin.address)
  const device = ctx.origin.device
  const made = await ctx.db.row<Impersonation>(
    insertImpersonation({ ...row, id: uuid(), address, device, lifeSeconds }),
  )
  if (!made) throw new Error('the impersonation was not written')
  const { id, impersonation_type: type, admin_user_id, reason } = made
  await record(ctx, 'impersonation.started', {
    ...(made.target_user_id === null ? {} : { userId: made.target_user_id }),
    details: { id, type, admin_user_id, reason },
  })
  return made
}
