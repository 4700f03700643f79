import type { Ctx } from '../../engines/context.ts'
import { invalid } from '../../kernel/errors.ts'

/** What tenants may set for themselves where the instance says nothing of it. */
const openByDefault = ['ai', 'app.auth', 'auth.oidc', 'auth.saml', 'email', 'storage']

/** What would change for people of other tenants, too: their accounts are the same. */
const instanceOnly = [
  'app.auth.passkey_origins',
  'app.auth.second_factor_required_of_admins',
  'email.templates',
]

const isBelow = (key: string, prefix: string): boolean =>
  key === prefix || key.startsWith(`${prefix}.`)

const overridableKey = 'instance.overridable_settings'

/** The prefixes below which a tenant's word counts; null: all. */
export async function overridable(ctx: Ctx): Promise<string[] | null> {
  const row = (await ctx.settings.rows(null)).find(({ key }) => key === overridableKey)
  if (!row) return openByDefault
  return Array.isArray(row.value) ? row.value.map(String) : null
}

/** Prefixes end where a word ends. */
export const isOverridable = (key: string, open: readonly string[] | null): boolean =>
  !instanceOnly.some((prefix) => isBelow(key, prefix)) &&
  (open === null || open.some((prefix) => isBelow(key, prefix)))

/** @throws invalid for a key that the instance keeps to itself */
export async function mustBeOverridable(ctx: Ctx, key: string): Promise<void> {
  if (isOverridable(key, await overridable(ctx))) return
  throw invalid('invalid_input', `${key} cannot be set by a tenant`)
}
