import { type Ctx, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { AppError, conflict, gone, invalid, notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import * as identity from '../identity/index.ts'
import * as members from '../members/index.ts'
import * as settings from '../settings/index.ts'
import { claim, selectByHash, setAcceptedBy } from './queries.ts'
import { type Invitation, isMemberRole } from './schema.ts'

/** Instance admins without a second factor have longer passwords. */
const operatorPasswordLength = 15

interface Found extends Invitation {
  expired: boolean
  tenant_lives: boolean
  tenant_name: string | null
  /** The proven account of the address, if there is one. */
  account_id: string | null
}

export type Looked =
  | { valid: true; invitation: Invitation; to: string; hasAccount: boolean; leastLength: number }
  | { valid: false; why: AppError }

/** What a link is worth; looking changes nothing. */
export async function look(ctx: Ctx, token: string): Promise<Looked> {
  ctx.limits.rate(`invitation:${clientNetwork(ctx.origin.address)}`, 30)
  try {
    const found = await mustFind(ctx, token)
    const { password_min_length: leastLength } = await rulesFor(ctx, found)
    const hasAccount = found.account_id !== null
    return { valid: true, invitation: found, to: nameOf(ctx, found), hasAccount, leastLength }
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { valid: false, why: error }
    throw error
  }
}

/** To what somebody is invited: members of a tenant to that, administrators to the server. */
const nameOf = (ctx: Ctx, { role, tenant_name }: Found): string =>
  (isMemberRole(role) && tenant_name) || ctx.instance.brand

export interface Accepted {
  userId: string
  invitation: Invitation
}

/**
 * Accepts an invitation. Where the address has no account, makes one with this password, its
 * mailbox proven by the link; where it has one, the password must be that account's and stays.
 * No session: `identity.enter` comes next.
 * @throws not_found; conflict `already_accepted`; AppError `expired`; as `checkPassword`;
 *   as `provePassword` for a wrong password of an existing account
 */
export async function accept(
  ctx: Ctx,
  given: { token: string; password: string; name: string },
): Promise<Accepted> {
  ctx.limits.rate(`invitation:${clientNetwork(ctx.origin.address)}`, 30)
  const found = await mustFind(ctx, given.token)
  const { account_id } = found
  if (account_id === null) return join(ctx, found, given)
  return confirm(ctx, { ...found, account_id }, given.password)
}

async function mustFind(ctx: Ctx, token: string): Promise<Found> {
  const found = await ctx.db.row<Found>(selectByHash(sha256(token), identity.mainRealm))
  if (!found || found.discarded_at || !found.tenant_lives) {
    throw notFound('not_found', 'This invitation does not exist any more')
  }
  if (found.accepted_at) throw conflict('conflict', 'This invitation was accepted already')
  if (found.expired || !(await isBacked(ctx, found))) {
    throw gone('expired', 'This invitation has expired: ask for a new one')
  }
  return found
}

/** It counts as long as whoever gave it still has that right themselves. */
async function isBacked(ctx: Ctx, { invited_by, role, tenant_id }: Invitation): Promise<boolean> {
  if (invited_by === null) return true
  if (isMemberRole(role)) {
    const inviter = await members.roleOf(ctx, tenant_id ?? '', invited_by)
    return inviter === 'owner' || (inviter === 'admin' && role !== 'owner')
  }
  const held = await grants.list(ctx, invited_by)
  if (held.some((grant) => grant.role === 'instance_admin')) return true
  if (role === 'instance_admin' || tenant_id === null) return false
  return held.some((grant) => grant.role === 'tenant_admin' && grant.tenant_id === tenant_id)
}

async function join(
  ctx: Ctx,
  found: Found,
  given: { password: string; name: string },
): Promise<Accepted> {
  const { email } = found
  const password = await acceptPassword(ctx, found, given.password)
  const passwordHash = await ctx.hashing.hash(password)
  return inTransaction(ctx, async (ctx) => {
    await mustClaim(ctx, found)
    const user = await identity.establish(ctx, { email, fullName: given.name, passwordHash })
    // Somebody made the account meanwhile: its password is not for this link to set.
    if (user.password_hash !== passwordHash) throw taken()
    return finish(ctx, found, user.id)
  })
}

async function rulesFor(ctx: Ctx, { role }: Invitation): Promise<settings.AuthSettings> {
  const policy = await settings.auth(ctx)
  const least = role === 'instance_admin' ? operatorPasswordLength : 0
  return { ...policy, password_min_length: Math.max(policy.password_min_length, least) }
}

/** One code for everything that is wrong with the password. */
async function acceptPassword(ctx: Ctx, found: Found, password: string): Promise<string> {
  const rules = await rulesFor(ctx, found)
  try {
    return await identity.checkPassword(password, { email: found.email }, 'password', rules)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalid('validation_failed', error.message, { cause: error })
  }
}

async function confirm(
  ctx: Ctx,
  found: Found & { account_id: string },
  password: string,
): Promise<Accepted> {
  const userId = found.account_id
  await identity.provePassword(ctx, userId, password)
  return inTransaction(ctx, async (ctx) => {
    await mustClaim(ctx, found)
    return finish(ctx, found, userId)
  })
}

const taken = () => conflict('conflict', 'The account of this address changed: open the link again')

async function mustClaim(ctx: Ctx, { id }: Found): Promise<void> {
  if ((await ctx.db.run(claim(id))) === 1) return
  throw conflict('conflict', 'This invitation was accepted already')
}

async function finish(ctx: Ctx, invitation: Found, userId: string): Promise<Accepted> {
  const { id, role, tenant_id: tenantId, invited_by } = invitation
  await give(ctx, invitation, userId)
  await ctx.db.run(setAcceptedBy(id, userId))
  const details = { id, role, invited_by }
  await record(ctx, 'invitation.accepted', { userId, ...(tenantId ? { tenantId } : {}), details })
  return { userId, invitation }
}

async function give(ctx: Ctx, { role, tenant_id: tenantId }: Found, userId: string): Promise<void> {
  if (isMemberRole(role)) return members.join(ctx, tenantId ?? '', userId, role)
  if (role === 'tenant_admin' && tenantId) return members.place(ctx, tenantId, userId, role)
  await grants.give(ctx, userId, { role, tenant_id: null })
  if (tenantId) await members.place(ctx, tenantId, userId, 'tenant_member')
}
