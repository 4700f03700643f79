import { type Ctx, inTransaction } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import * as tenants from '../tenants/index.ts'
import type { Membership } from './schema.ts'

/**
 * The organization in which somebody works: the one they name, else their own. Somebody else's never
 * takes the place of it unasked, or being taken in would make people write into other people's books.
 * Who has none gets the personal one that every account has.
 * @throws not_found for an organization they are not in
 */
export async function choose(
  ctx: Ctx,
  cache: tenants.TenantCache,
  userId: string,
  named?: string,
): Promise<Membership> {
  const standings = await cache.standingsOf(ctx, userId)
  const found = standings.flatMap(toMembership).sort(byClaim)
  if (named === undefined) return found[0] ?? makePersonal(ctx, userId)
  const one = found.find(({ id }) => id === named.toLowerCase())
  if (!one) throw notFound('organization_not_found', 'You are not in an organization of this id')
  return one
}

type Claim = Membership & Pick<tenants.Standing, 'is_own' | 'is_personal' | 'member_since'>

/** All organizations somebody is in, the one they work in by default first. */
export async function listOf(
  ctx: Ctx,
  cache: tenants.TenantCache,
  userId: string,
): Promise<Membership[]> {
  return (await cache.standingsOf(ctx, userId)).flatMap(toMembership).sort(byClaim)
}

const toMembership = ({ tenant_id, member_role, ...standing }: tenants.Standing): Claim[] =>
  member_role === null ? [] : [{ ...standing, id: tenant_id, role: member_role }]

/** What they made, then their personal one, then those that took them in; the longest first. */
const byClaim = (a: Claim, b: Claim): number =>
  rankOf(a) - rankOf(b) || Number(a.member_since) - Number(b.member_since)

const rankOf = ({ is_own, is_personal }: Claim): number => (is_personal ? 1 : is_own ? 0 : 2)

const makePersonal = async (ctx: Ctx, userId: string): Promise<Membership> => ({
  id: await inTransaction(ctx, (ctx) => tenants.personalTenant(ctx, userId)),
  name: 'Personal',
  role: 'owner',
})
