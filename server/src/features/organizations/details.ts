import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { forbidden, invalid, invalidField, notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as tenants from '../tenants/index.ts'
import { renameOrganization, selectOrganization, selectTimezone, upsertDetails } from './queries.ts'
import type { Organization, OrganizationChanges } from './schema.ts'

/** The organization in which the caller works. @throws not_found when it is gone */
export async function get(ctx: Ctx): Promise<Organization> {
  const found = await ctx.db.row<Organization>(selectOrganization(tenantOf(ctx.caller)))
  if (!found) throw notFound('organization_not_found', 'This organization does not exist any more')
  return found
}

/**
 * Changes what is given; null takes an address field away.
 * @throws invalid for no change, and for a currency or time zone that nobody knows; forbidden
 *   `managed_tenant` for another name where administrators look after the tenant
 */
export async function change(ctx: Ctx, changes: OrganizationChanges): Promise<Organization> {
  const fields = Object.keys(changes)
  if (fields.length === 0) throw invalid('invalid_input', 'Nothing to change')
  mustBeCurrency(changes.default_currency)
  const timezone = await acceptTimezone(ctx, changes.timezone)
  const { name, ...details } = { ...changes, ...(timezone === undefined ? {} : { timezone }) }
  const tenantId = tenantOf(ctx.caller)
  return inTransaction(ctx, async (ctx) => {
    if (name !== undefined) await rename(ctx, tenantId, name)
    if (Object.keys(details).length > 0) await ctx.db.run(upsertDetails(tenantId, details))
    await record(ctx, 'tenant.changed', { tenantId, details: { fields } })
    return get(ctx)
  })
}

async function rename(ctx: Ctx, tenantId: string, name: string): Promise<void> {
  if ((await ctx.db.run(renameOrganization(tenantId, name))) === 0) {
    throw forbidden('managed_tenant', 'The name of this organization is set by its administrators')
  }
  await tenants.announce(ctx, tenantId)
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

function mustBeCurrency(code: string | undefined): void {
  if (code === undefined || currencies.has(code)) return
  throw invalidField('default_currency', 'currency', 'Must be a currency code of ISO 4217')
}

/** Both must know it: the database cuts periods by it, we write times in it. */
async function acceptTimezone(ctx: Ctx, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined
  const known = await ctx.db.row<{ name: string }>(selectTimezone(name))
  if (known && isKnownHere(known.name)) return known.name
  throw invalidField('timezone', 'timezone', 'Must be a time zone of the IANA database')
}

function isKnownHere(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined
  } catch {
    return false
  }
}
