import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import type { EventBus } from '../../engines/events/index.ts'
import { notFound, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { mainRealm, self } from '../identity/index.ts'
import * as sessions from '../sessions/index.ts'
import {
  countSome,
  endOfTarget,
  endOpen,
  endOverdue,
  type Filter,
  type Reach,
  selectOpen,
  selectSome,
  selectTarget,
} from './queries.ts'
import type { Impersonation, Target, TargetUser } from './schema.ts'
import { readRefreshToken, refreshTokenOf, signFor } from './tokens.ts'

export { type Impersonation, impersonationTypes, type Target } from './schema.ts'
export { type Started, start } from './start.ts'
export { isRefreshToken, subjectOf } from './tokens.ts'

/** Which one the caller means: with its own token that one, else the one they started. */
const own = ({ caller }: Ctx): { id: string } | { adminId: string } =>
  caller.impersonatedBy === undefined
    ? { adminId: caller.userId ?? '' }
    : { id: caller.sessionId ?? '' }

interface Open extends Impersonation {
  target_email: string | null
  seconds_left: number
  admin_session_id: string
  admin_version: number
}

const targetOf = ({ target_user_id, target_email, target_role }: Open): Target | null =>
  target_user_id === null ? null : { id: target_user_id, email: target_email, role: target_role }

/** The impersonation that goes on, if any. */
export async function current(
  ctx: Ctx,
): Promise<{ session: Impersonation; target: Target | null } | undefined> {
  if (ctx.caller.userId === undefined && ctx.caller.impersonatedBy === undefined) return undefined
  const open = await ctx.db.row<Open>(selectOpen(own(ctx)))
  return open && { session: open, target: targetOf(open) }
}

/** Ends it; its tokens are dead at once, on every process. @throws not_found when none goes on */
export function stop(ctx: Ctx): Promise<Impersonation> {
  return inTransaction(ctx, async (ctx) => {
    const isSomebody = ctx.caller.userId !== undefined || ctx.caller.impersonatedBy !== undefined
    const ended = isSomebody ? await ctx.db.row<Impersonation>(endOpen(own(ctx))) : undefined
    if (!ended) throw notFound('not_found', 'No impersonation goes on')
    await end(ctx, 'session', [ended.id])
    const { id, admin_user_id, target_user_id } = ended
    const details = { id, admin_user_id }
    await record(ctx, 'impersonation.ended', { userId: target_user_id ?? undefined, details })
    return ended
  })
}

/** Fresh tokens of an impersonation that goes on. @throws unauthenticated `invalid_token` */
export async function refresh(ctx: Ctx, token: string) {
  const refused = () => unauthenticated('invalid_token', 'This impersonation is over')
  const id = readRefreshToken(ctx, token)
  const open = id && (await ctx.db.row<Open>(selectOpen({ id })))
  if (!open) throw refused()
  const userId = open.target_user_id
  const target =
    userId === null ? undefined : await ctx.db.row<TargetUser>(selectTarget(userId, mainRealm))
  if ((userId !== null && !target) || target?.is_protected) throw refused()
  const version = target?.token_version ?? 0
  if (!(await sessions.isImpersonating(ctx, open.id, version))) throw refused()
  const expires_in = Math.min(sessions.accessSeconds, Math.floor(open.seconds_left))
  const actor = { sessionId: open.admin_session_id, version: open.admin_version }
  const access_token = signFor(ctx, open, actor, target, expires_in)
  const refresh_token = refreshTokenOf(ctx.secrets.current, open.id)
  const user = userId === null ? undefined : await self(actingAs(ctx, userId))
  return { session: open as Impersonation, user, access_token, refresh_token, expires_in }
}

/** Who is acted as, for use cases about oneself. */
function actingAs(ctx: Ctx, userId: string): Ctx {
  const within: Ctx = Object.create(ctx)
  within.caller = { kind: 'user', userId }
  return within
}

/** Impersonations the caller may look over, newest first. */
export async function list(
  ctx: Ctx,
  filter: Filter,
): Promise<{ sessions: Impersonation[]; total: number }> {
  const reach = reachOf(ctx)
  const rows = await ctx.db.rows<Impersonation>(selectSome(reach, filter))
  const count = await ctx.db.row<{ total: number }>(countSome(reach, filter))
  return { sessions: rows, total: count?.total ?? 0 }
}

function reachOf({ caller }: Ctx): Reach {
  const { role, tenantId, userId = '' } = caller
  if (role === 'instance_admin') return tenantId === undefined ? 'all' : { tenantId }
  return role === 'tenant_admin' && tenantId !== undefined ? { tenantId } : { adminId: userId }
}

/** Every request of an impersonated caller is written down, with both of them. */
export const note = (ctx: Ctx, route: string): Promise<void> =>
  record(ctx, 'impersonation.used', {
    details: { route, id: ctx.caller.sessionId, role: ctx.caller.role },
  })

/** Nobody goes on as somebody whose account is closed. */
export function listen(events: EventBus<Ctx>): void {
  events.on('user.closed', async (ctx, { userId }) => {
    const ended = await ctx.db.rows<{ id: string }>(endOfTarget(userId))
    await end(
      ctx,
      'session',
      ended.map(({ id }) => id),
    )
  })
}

export const jobs = {
  'impersonation.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(endOverdue)
  },
}
