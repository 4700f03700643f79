import type { Ctx } from '../../../engines/context.ts'
import { defaultTenantId } from '../../../kernel/caller.ts'
import { mainRealm } from '../../identity/index.ts'
import { rowBody } from './bodies.ts'
import { emit } from './emit.ts'
import { selectAccount } from './queries.ts'

/** What the audit log calls it, and what the contract does. */
const names: Record<string, string> = {
  'account.registered': 'user.created',
  'account.proven': 'email.verified',
  'account.deleted': 'user.deleted',
  'profile.changed': 'user.updated',
  'email.changed': 'user.updated',
  'sign_in.succeeded': 'auth.login',
  'session.revoked': 'auth.logout',
  'password.reset': 'password.reset',
}

export interface AccountEvent {
  event: string
  user_id: string
  at: string
  audit_id: number
  details: { isTaken?: boolean; webhook_hops?: number }
}

/**
 * Tells of what happened to an account: administrators of the instance, and the person. A sign-up
 * over an address that is taken made no account.
 */
export async function tellOfAccount(
  ctx: Ctx,
  { event, user_id, at, audit_id, details }: AccountEvent,
): Promise<void> {
  const type = names[event]
  if (!type || details.isTaken) return
  const account = await ctx.db.row<object>(selectAccount(user_id, mainRealm))
  if (!account) return
  const body = rowBody(
    { operation: type, table: 'users', schema: 'auth' },
    { record: JSON.stringify(account), oldRecord: null, at: new Date(at) },
  )
  await emit(withHops(ctx, details.webhook_hops ?? 0), {
    surface: 'platform',
    tenantId: defaultTenantId,
    mode: 'live',
    type,
    id: `evt_account_${audit_id}`,
    owners: [user_id],
    compose: () => body,
  })
}

function withHops(ctx: Ctx, hops: number): Ctx {
  const origin = Object.create(ctx.origin, { hops: { value: hops } })
  return Object.create(ctx, { origin: { value: origin } })
}
