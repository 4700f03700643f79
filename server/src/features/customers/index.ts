import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { conflict, invalid, notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import {
  countCustomers,
  deleteCustomer,
  insertCustomer,
  selectByExternalId,
  selectCustomer,
  selectCustomers,
  updateCustomer,
} from './queries.ts'
import type { Customer, CustomerChanges, NewCustomer, Range, Reach, Reachable } from './schema.ts'

export * from './schema.ts'
export { openWidget, type WidgetToken, widgetToken } from './widget.ts'

/** The caller's organization, and whether its live or its test data: a key says which. */
export const reachOf = (ctx: Ctx): Reach => ({
  tenantId: tenantOf(ctx.caller),
  live: ctx.caller.mode !== 'test',
})

/** @throws conflict `already_exists` for an external id that is taken */
export const create = (ctx: Ctx, given: NewCustomer): Promise<Customer> =>
  unlessTaken(async () => {
    const made = await ctx.db.row<Customer>(insertCustomer(reachOf(ctx), given))
    return made ?? Promise.reject(new Error('nothing was inserted'))
  })

/** Newest first; `search` looks in names and addresses, or is an external id. */
export async function list(
  ctx: Ctx,
  range: Range,
  search?: string,
): Promise<{ rows: Customer[]; total: number }> {
  const reach = reachOf(ctx)
  const rows = await ctx.db.rows<Customer>(selectCustomers(reach, search, range))
  const counted = await ctx.db.row<{ total: number }>(countCustomers(reach, search))
  return { rows, total: counted?.total ?? 0 }
}

/** By its id a person reaches a customer of either mode; who is of one mode, those of that alone. */
function reachById(ctx: Ctx): Reachable {
  const { tenantId, live } = reachOf(ctx)
  return ctx.caller.mode === undefined ? { tenantId } : { tenantId, live }
}

/** @throws not_found, also for another organization's */
export const get = async (ctx: Ctx, id: string): Promise<Customer> =>
  (await ctx.db.row<Customer>(selectCustomer(reachById(ctx), id))) ?? unknown()

/** The customer of this id in the caller's mode. @throws not_found */
export async function getInMode(ctx: Ctx, id: string): Promise<Customer> {
  return (await ctx.db.row<Customer>(selectCustomer(reachOf(ctx), id))) ?? unknown()
}

/** @throws not_found */
export async function getByExternalId(ctx: Ctx, externalId: string): Promise<Customer> {
  return (await ctx.db.row<Customer>(selectByExternalId(reachOf(ctx), externalId))) ?? unknown()
}

/** Changes what is given. @throws invalid for no change; not_found; conflict as `create` */
export function change(ctx: Ctx, id: string, changes: CustomerChanges): Promise<Customer> {
  if (Object.keys(changes).length === 0) throw invalid('invalid_input', 'Nothing to change')
  const reach = reachById(ctx)
  return unlessTaken(
    async () => (await ctx.db.row<Customer>(updateCustomer(reach, id, changes))) ?? unknown(),
  )
}

/**
 * Forgets a customer for good, with its quotas. What was counted stays counted: usage of the past
 * does not change because somebody left.
 * @throws not_found
 */
export const remove = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { tenantId, live } = reachById(ctx)
    if ((await ctx.db.run(deleteCustomer({ tenantId, live }, id))) === 0) unknown()
    const { installationId: installation } = ctx.caller
    await record(ctx, 'customer.deleted', { tenantId, details: { customer_id: id, installation } })
  })

function unknown(): never {
  throw notFound('customer_not_found', 'Customer not found')
}

async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isDuplicate(error, 'customers_tenant_id_live_external_id_key')) throw error
    throw conflict('already_exists', 'A customer with this external_id exists already')
  }
}
