import { type Ctx, inTransaction } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import { mainRealm, mustBeEmail } from '../identity/index.ts'
import * as keys from '../keys/index.ts'
import * as mails from '../mails/index.ts'
import * as members from '../members/index.ts'
import * as tenants from '../tenants/index.ts'
import { write } from './invite.ts'

export interface OpenedTenant {
  tenant: tenants.Tenant
  /** Shown this once. */
  keys: { anon_key: string; service_key: string } | undefined
  /** Whether a mail went out to the first admin. */
  invited: boolean
  email: string | undefined
}

const keysNotMailed = () =>
  new AppError(
    'not_implemented',
    'not_implemented',
    'Keys are never mailed: they stand in the answer, this once',
  )

/**
 * Makes a tenant with its first admins: all or nothing but the mail, which a used-up budget stops.
 * @throws as `tenants.create` and `members.assign`
 */
export async function openTenant(
  ctx: Ctx,
  given: tenants.NewTenant & {
    makeKeys: boolean
    /** Not done, and not overlooked: mailboxes are no place for secrets. */
    mailKeys: boolean
    adminUserId: string | undefined
    adminEmail: string | undefined
  },
): Promise<OpenedTenant> {
  if (given.mailKeys) throw keysNotMailed()
  const { adminUserId: userId } = given
  const email =
    given.adminEmail === undefined ? undefined : mustBeEmail(given.adminEmail, 'admin_email')
  const invited = email !== undefined && (await mails.hasBudget(ctx, mainRealm, email))
  return inTransaction(ctx, async (ctx) => {
    const tenant = await tenants.create(ctx, given)
    if (userId !== undefined) await members.assign(ctx, tenant.id, { userId, role: 'tenant_admin' })
    if (invited) await write(ctx, { email, role: 'tenant_admin', tenantId: tenant.id }, true)
    const made = given.makeKeys ? await keys.serviceKeys.createFirst(ctx, tenant.id) : undefined
    return { tenant, keys: made, invited, email }
  })
}
