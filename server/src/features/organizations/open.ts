import type { Ctx } from '../../engines/context.ts'
import { randomLowerSecret, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as identity from '../identity/index.ts'
import { insertOrganization } from './queries.ts'
import type { Membership } from './schema.ts'

/**
 * Makes an account and its organization, both or neither; see `identity.signUpByPassword`. They belong
 * to one flow: whoever proves the mailbox another way first gets neither.
 */
export const signUp = (
  ctx: Ctx,
  given: { email: string; password: string; organizationName: string },
): Promise<identity.SignedUp<Membership>> =>
  identity.signUpByPassword(ctx, given, (ctx, user) => open(ctx, user.id, given.organizationName))

/** Makes an organization that this person owns. In the caller's transaction. */
async function open(ctx: Ctx, userId: string, name: string): Promise<Membership> {
  const id = uuid()
  const slug = `org-${randomLowerSecret(12)}`
  await ctx.db.run(insertOrganization({ id, slug, name, by: userId }))
  await record(ctx, 'tenant.created', { userId, tenantId: id, details: { slug } })
  return { id, name, role: 'owner' }
}
