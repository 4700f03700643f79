import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import * as keys from '../keys/index.ts'
import * as mails from '../mails/index.ts'
import * as sessions from '../sessions/index.ts'
import { close } from './mailbox.ts'
import { mustReauthenticate } from './providers.ts'
import { selectById, selectSummary, setNames, type User } from './queries.ts'

export interface AccountSummary {
  id: string
  username: string
  email: string
  email_verified: boolean
  full_name: string | null
  google_linked: boolean
  has_password: boolean
  created_at: Date
}

/**
 * What an account is and how it signs in; one look-up.
 * @throws unauthenticated when it is gone
 */
export async function summarize(ctx: Ctx): Promise<AccountSummary> {
  const row = await ctx.db.lookUp<AccountSummary>(selectSummary(ctx.caller.userId ?? ''))
  if (!row) throw unauthenticated('invalid_token', 'This account does not exist any more')
  return row
}

/** The caller's own account. @throws unauthenticated when it is gone */
export async function self(ctx: Ctx): Promise<User> {
  const user = await ctx.db.row<User>(selectById(ctx.caller.userId ?? ''))
  if (!user) throw unauthenticated('invalid_token', 'This account does not exist any more')
  return user
}

/** Changes the caller's own names; what is left out stays. */
export async function rename(
  ctx: Ctx,
  names: { firstName?: string | undefined; lastName?: string | undefined },
): Promise<User> {
  const user = await ctx.db.row<User>(setNames(ctx.caller.userId ?? '', names))
  if (!user) throw unauthenticated('invalid_token', 'This account does not exist any more')
  return user
}

/** @throws forbidden `email_not_verified` while nobody has proven the mailbox */
export async function mustBeProven(ctx: Ctx): Promise<User> {
  const user = await self(ctx)
  if (!user.email_verified_at) {
    throw forbidden('email_not_verified', 'Verify your e-mail address first')
  }
  return user
}

/**
 * Notices go to proven mailboxes, a stranger's is not written to; and so many an hour at most,
 * however many keys are made. Asked before the transaction begins.
 */
export async function toTell(ctx: Ctx, { email, email_verified_at, language }: User) {
  const mayTell =
    email !== null && email_verified_at !== null && (await mails.hasNoticeBudget(ctx, email))
  return { email: mayTell ? email : null, language }
}

/** Makes a key for the caller and tells them by mail. The secret is shown this once. */
export async function createKey(
  ctx: Ctx,
  kind: keys.KeyKindName,
  given: { name: string; expiresAt?: Date | undefined },
): Promise<{ record: keys.NewKeyRecord; secret: string }> {
  const user = await self(ctx)
  const recipient = await toTell(ctx, user)
  return inTransaction(ctx, async (ctx) => {
    const made = await keys.create(ctx, kind, { userId: user.id }, given)
    await record(ctx, 'key.created', { userId: user.id, details: { kind, id: made.record.id } })
    await mails.send(ctx, 'key_created', recipient, {
      keyName: `${made.record.name} (${made.record.prefix}…)`,
      ...mails.whence(ctx),
    })
    return made
  })
}

/**
 * Ends a key of the caller; at once, everywhere. @throws not_found for a foreign or unknown one
 * @returns whether it was live until now
 */
export async function revokeKey(ctx: Ctx, kind: keys.KeyKindName, id: string): Promise<boolean> {
  const user = await self(ctx)
  const recipient = await toTell(ctx, user)
  return inTransaction(ctx, async (ctx) => {
    const { name, prefix, fresh } = await keys.revoke(ctx, kind, user.id, id)
    if (!fresh) return false
    await record(ctx, 'key.revoked', { userId: user.id, details: { kind, id } })
    await mails.send(ctx, 'key_revoked', recipient, {
      keyName: `${name} (${prefix}…)`,
      ...mails.whence(ctx),
    })
    return true
  })
}

/** Ends one session of the caller. @throws not_found */
export function revokeSession(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await sessions.revoke(ctx, ctx.caller.userId ?? '', id)
    await record(ctx, 'session.revoked', { details: { id } })
  })
}

/** Ends all sessions of the caller but the one that asks. */
export function revokeOtherSessions(ctx: Ctx): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await sessions.revokeAllOf(ctx, [ctx.caller.userId ?? ''], ctx.caller.sessionId)
    await record(ctx, 'session.revoked', { details: { id: 'others' } })
  })
}

/**
 * Closes the caller's account, with fresh proof of who they are. Kept for thirty days, then gone.
 * @throws conflict `last_instance_admin`
 */
export async function deleteAccount(
  ctx: Ctx,
  given: { password?: string | undefined; credential?: string | undefined },
): Promise<void> {
  const user = await self(ctx)
  await mustReauthenticate(ctx, user, given)
  await inTransaction(ctx, async (ctx) => {
    await grants.mustLeaveAnAdmin(ctx, user.id)
    await close(ctx, [user.id])
    await record(ctx, 'account.deleted', { userId: user.id })
    await mails.send(ctx, 'account_deleted', user, mails.whence(ctx))
  })
}
