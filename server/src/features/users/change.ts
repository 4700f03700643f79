import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { conflict, invalidField } from '../../kernel/errors.ts'
import * as apps from '../apps/index.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as grants from '../grants/index.ts'
import * as identity from '../identity/index.ts'
import * as mails from '../mails/index.ts'
import * as settings from '../settings/index.ts'
import { endAll } from './endings.ts'
import { get, mustBeAccount } from './find.ts'
import * as queries from './queries.ts'
import type { NewPerson, Person, PersonChanges } from './schema.ts'

/** What a role of the application may not be called: these are rights of ours. */
const ownRoles = new Set(
  'instance_admin tenant_admin dashboard_user service_role tenant_service anon'.split(' '),
)
/** Long enough to be read after a weekend. */
const invitationMinutes = 7 * 24 * 60
const resetMinutes = 60

/**
 * Makes an account whose mailbox counts as proven, because the administrator vouches for it.
 * @throws conflict `already_exists` over a proven account; invalid for a refused password or role
 */
export async function create(ctx: Ctx, given: NewPerson): Promise<Person> {
  const email = identity.mustBeEmail(given.email)
  mustBeFreeRole(given.role)
  if (given.password !== undefined && given.invite) {
    throw invalidField('invite', 'invalid', 'Set a password, or let them choose one')
  }
  const passwordHash = await hashOf(ctx, given.password, { email }, 'password')
  const { full_name: fullName = null, user_metadata, app_metadata, role } = given
  return inTransaction(ctx, async (ctx) => {
    const { id, isNew } = await identity.establishNew(ctx, { email, fullName, passwordHash })
    if (!isNew) throw taken()
    const more = { userMetadata: user_metadata, appMetadata: app_metadata, role }
    await ctx.db.run(queries.updatePerson(id, more))
    await record(ctx, 'account.registered', { userId: id, details: { by: 'administrator' } })
    if (given.invite) await identity.mailRecovery(ctx, email, invitationMinutes)
    return get(ctx, id)
  })
}

const taken = () => conflict('already_exists', 'An account with this e-mail address exists')

/**
 * Changes an account; what is left out stays, metadata is replaced whole. A new address or password
 * ends all sessions.
 * @throws not_found; conflict `not_an_account`, `already_exists`, `username_taken`
 */
export async function change(ctx: Ctx, id: string, given: PersonChanges): Promise<Person> {
  const before = await mustBeAccount(ctx, id)
  mustBeFreeRole(given.role)
  const email = given.email === undefined ? undefined : identity.mustBeEmail(given.email)
  const hash = await hashOf(ctx, given.password, { ...before, ...given }, 'password')
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.row(queries.lockPerson(id))
    if (email !== undefined && email !== before.email) await takeAddress(ctx, before, email)
    else if (given.email_verified) await identity.proveMailbox(ctx, id, 'own_flow')
    await ctx.db.run(
      queries.updatePerson(id, {
        fullName: given.full_name,
        username: given.username,
        userMetadata: given.user_metadata,
        appMetadata: given.app_metadata,
        role: given.role,
      }),
    )
    if (given.role !== undefined) await grants.renewTokens(ctx, id)
    if (hash !== null) await identity.setPasswordOf(ctx, id, hash)
    const fields = Object.keys(given)
    await record(ctx, 'profile.changed', { userId: id, details: { fields } })
    return get(ctx, id)
  }).catch((error: unknown) => {
    if (isDuplicate(error, 'users_proven_email')) throw taken()
    if (isDuplicate(error, 'users_username')) {
      throw conflict('username_taken', 'Username already taken')
    }
    throw error
  })
}

/** The administrator vouches for the new mailbox; the old one is told. */
async function takeAddress(ctx: Ctx, before: Person, email: string): Promise<void> {
  await ctx.db.run(queries.setAddress(before.id, email))
  await identity.closeRivals(ctx, { ...before, email })
  await codes.discardAll(ctx, [before.id])
  await endAll(ctx, before.id)
  await record(ctx, 'email.changed', { userId: before.id })
  const told = before.email_verified_at ? before.email : null
  await mails.send(ctx, 'email_changed', { ...before, email: told }, mails.whence(ctx))
}

async function hashOf(
  ctx: Ctx,
  password: string | undefined,
  about: { username?: string | null | undefined; email?: string | null | undefined },
  field: string,
): Promise<string | null> {
  if (password === undefined) return null
  const { username = null, email = null } = about
  const rules = await settings.auth(ctx)
  return ctx.hashing.hash(await identity.checkPassword(password, { username, email }, field, rules))
}

function mustBeFreeRole(role: string | undefined): void {
  if (role === undefined || !ownRoles.has(role)) return
  throw invalidField('role', 'reserved', 'A right over the server is a grant, not a role')
}

/** Mails a link to a new password. @throws not_found; conflict `not_an_account`, `no_email` */
export async function invite(ctx: Ctx, id: string): Promise<void> {
  const { email } = await mustBeAccount(ctx, id)
  if (!email) throw conflict('no_email', 'This account has no e-mail address')
  await identity.mailRecovery(ctx, email, resetMinutes)
}

/**
 * Ends a person with all they hold. Rows of accounts stay for thirty days, out of reach; the end user
 * of an app is erased.
 * @throws not_found; conflict `cannot_delete_yourself`, `last_instance_admin`
 */
export function remove(ctx: Ctx, id: string): Promise<void> {
  if (id === ctx.caller.userId) throw conflict('cannot_delete_yourself', 'This is you')
  return inTransaction(ctx, async (ctx) => {
    const person = await get(ctx, id)
    if (person.app_id !== null) {
      await ctx.db.run(queries.liftBan(id, null))
      return apps.eraseUser(ctx, person.app_id, id)
    }
    await grants.mustLeaveAnAdmin(ctx, id)
    await identity.close(ctx, [id])
    await grants.renewTokens(ctx, id)
    await record(ctx, 'account.deleted', { userId: id })
    const told = person.email_verified_at ? person.email : null
    await mails.send(ctx, 'account_deleted', { ...person, email: told }, mails.whence(ctx))
  })
}
