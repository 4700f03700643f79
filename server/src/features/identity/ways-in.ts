import type { Ctx } from '../../engines/context.ts'
import { conflict } from '../../kernel/errors.ts'
import * as passkeys from '../passkeys/index.ts'
import * as settings from '../settings/index.ts'
import { selectOwnIdentities, type User } from './queries.ts'

/**
 * Whether a person can sign in without this identity, or without the passkey that is gone already.
 * Ways in by mail do not count: an operator may switch them off any day. Under the lock of the
 * account.
 * @throws conflict `last_sign_in_method`
 */
export async function mustLeaveAWayIn(ctx: Ctx, user: User, except?: string): Promise<void> {
  const policy = await settings.auth(ctx, null)
  if (user.password_hash && !policy.disable_app_password_login) return
  const linked = await ctx.db.rows<{ id: string }>(selectOwnIdentities(user.id))
  if (linked.some(({ id }) => id !== except)) return
  if (policy.passkeys_enabled && (await passkeys.waysIn(ctx, user.id)) > 0) return
  throw conflict('last_sign_in_method', 'This is the last way to sign in: set a password first')
}
