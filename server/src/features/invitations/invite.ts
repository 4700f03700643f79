import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { conflict, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { isUuid, randomSecret, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import { mainRealm, mustBeEmail } from '../identity/index.ts'
import * as mails from '../mails/index.ts'
import * as tenants from '../tenants/index.ts'
import { discardOne, discardOpen, insertInvitation, selectAll, selectOpen } from './queries.ts'
import { type AnyRole, type Invitation, type InvitationRole, invitationRoles } from './schema.ts'

const weekSeconds = 7 * 86_400
/** 43 characters of base62: 256 bits. */
const tokenLength = 43

export interface NewInvitation {
  email: string
  /** As it was sent: `invalid_role` is the answer to nonsense. */
  role: string
  tenantId?: string | undefined
  lifeSeconds?: number | undefined
}

export interface Invited {
  invitation: Invitation
  /**
   * What the mail links to. Whoever opens it counts as the owner of the mailbox: it is shown only to
   * operators, who vouch for that; others must leave it to the mail.
   */
  link: string | undefined
  mailed: boolean
}

/**
 * Invites an address; an open invitation of it to the same tenant is replaced.
 * @throws invalid `invalid_role`; forbidden `access_denied` for a right the caller does not have
 *   themselves; not_found for an unknown tenant
 */
export async function create(ctx: Ctx, given: NewInvitation): Promise<Invited> {
  const email = mustBeEmail(given.email)
  const role = mustBeRole(given.role)
  const tenantId = await tenantFor(ctx, role, given.tenantId)
  await mustMayGive(ctx, role, tenantId)
  const mailed = await mails.hasBudget(ctx, mainRealm, email)
  const lifeSeconds = given.lifeSeconds ?? weekSeconds
  return write(ctx, { email, role, tenantId, lifeSeconds }, mailed)
}

/** Writes the invitation and its mail. In the caller's transaction; their right is not asked for. */
export async function write(
  ctx: Ctx,
  given: {
    email: string
    role: AnyRole
    tenantId: string | null
    lifeSeconds?: number
    /** To what, where that is not the server as a whole. */
    brand?: string
  },
  mailed: boolean,
): Promise<Invited> {
  const { email, role, tenantId, lifeSeconds = weekSeconds } = given
  const token = randomSecret(tokenLength)
  const link = `${ctx.instance.publicUrl}/invite/${token}`
  const row = { id: uuid(), hash: sha256(token), by: ctx.caller.userId ?? null, lifeSeconds }
  const invitation = await inTransaction(ctx, async (ctx) => {
    await ctx.db.run(discardOpen(email, tenantId))
    const made = await ctx.db.row<Invitation>(insertInvitation({ ...row, email, role, tenantId }))
    if (!made) throw new Error('the invitation was not made')
    const details = { id: made.id, role }
    await record(ctx, 'invitation.created', { ...(tenantId ? { tenantId } : {}), details })
    const to = { email, language: ctx.origin.language }
    const { brand = ctx.instance.brand } = given
    if (mailed) await mails.send(ctx, 'invitation', to, { link, brand })
    return made
  }).catch((error: unknown) => {
    throw isDuplicate(error, 'invitations_open') ? justInvited() : error
  })
  return { invitation, link: tenants.isOperator(ctx) ? link : undefined, mailed }
}

const justInvited = () => conflict('conflict', 'This address was invited at the same moment')

function mustBeRole(text: string): InvitationRole {
  const role = invitationRoles.find((known) => known === text)
  if (role) return role
  throw invalid('invalid_role', `The role must be one of ${invitationRoles.join(', ')}`)
}

/** Of which tenant it is: the named one, else that of the caller; rights over the instance have none. */
async function tenantFor(
  ctx: Ctx,
  role: InvitationRole,
  named: string | undefined,
): Promise<string | null> {
  if (role === 'instance_admin') {
    if (named === undefined) return null
    throw invalid(
      'invalid_input',
      'An instance admin administers every tenant: leave out tenant_id',
    )
  }
  if (named !== undefined) return (await tenants.get(ctx, named)).id
  const current = ctx.caller.tenantId ?? null
  return role === 'tenant_admin' ? (current ?? tenants.defaultTenant) : current
}

/** Nobody gives more than they have. */
async function mustMayGive(ctx: Ctx, role: InvitationRole, tenantId: string | null): Promise<void> {
  if (tenants.isOperator(ctx)) return
  if (role === 'instance_admin' || tenantId === null) {
    throw forbidden('access_denied', 'You cannot give more rights than you have')
  }
  await tenants.mustAdminister(ctx, tenantId)
}

/** Invitations the caller may see, newest first. */
export async function list(
  ctx: Ctx,
  with_: { accepted: boolean; expired: boolean },
): Promise<Invitation[]> {
  const seen = tenants.isOperator(ctx) ? 'all' : { tenantIds: await ownTenants(ctx) }
  return ctx.db.rows<Invitation>(selectAll(seen, with_))
}

const ownTenants = async (ctx: Ctx): Promise<string[]> =>
  (await grants.list(ctx, ctx.caller.userId ?? '')).flatMap(({ tenant_id }) => tenant_id ?? [])

/** Takes an open invitation back. @param ref its id or its token @throws not_found */
export function remove(ctx: Ctx, ref: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const by = isUuid(ref) ? { id: ref } : { hash: sha256(ref) }
    const found = await ctx.db.row<Invitation>(selectOpen(by))
    if (!found || !(await maySee(ctx, found))) throw notFound('not_found', 'No such invitation')
    await ctx.db.run(discardOne(found.id))
    await record(ctx, 'invitation.revoked', { details: { id: found.id } })
  })
}

const maySee = async (ctx: Ctx, { tenant_id }: Invitation): Promise<boolean> =>
  tenants.isOperator(ctx) || (tenant_id !== null && (await tenants.administers(ctx, tenant_id)))
