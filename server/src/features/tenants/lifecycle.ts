import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { AppError, conflict, invalid, invalidField } from '../../kernel/errors.ts'
import { isUuid, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import { get, unknown } from './administer.ts'
import { announce } from './announce.ts'
import {
  countLive,
  deleteTenant,
  insertTenant,
  lockTenants,
  markActive,
  markDeleted,
  selectManaged,
  updateTenant,
} from './queries.ts'
import type { Tenant } from './schema.ts'

/** Slugs that routes would shadow. */
const reserved = new Set(['mine', 'deleted'])
const slugPattern = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/
const defaultLimit = 100

export interface NewTenant {
  slug: string
  name: string
  metadata: Record<string, unknown>
  /** `auto`: rows of the shared database. */
  dbMode: 'auto' | 'existing'
  dbName: string | undefined
}

/**
 * Makes a tenant that instance admins may give to tenant admins. In the caller's transaction.
 * @throws invalid for its slug; conflict `slug_exists` (deleted ones count), `conflict` at the
 *   limit `tenants.max_tenants`; not_implemented for a database of its own
 */
export async function create(ctx: Ctx, given: NewTenant): Promise<Tenant> {
  mustBeSlug(given.slug)
  mustShareDatabase(given)
  const { slug, name, metadata } = given
  return inTransaction(ctx, async (ctx) => {
    await mustHaveRoom(ctx)
    const row = { id: uuid(), slug, name, metadata, by: ctx.caller.userId ?? null }
    const tenant = await ctx.db.row<Tenant>(insertTenant(row))
    if (!tenant) throw new Error('the tenant was not made')
    await record(ctx, 'tenant.created', { tenantId: tenant.id, details: { slug } })
    return tenant
  }).catch((error: unknown) => {
    throw isDuplicate(error, 'tenants_slug_key') ? slugExists(slug) : error
  })
}

const slugExists = (slug: string) =>
  conflict(
    'slug_exists',
    `A tenant with the slug ${slug} exists; a deleted one can be recovered, or deleted for good`,
  )

function mustBeSlug(slug: string): void {
  if (!slugPattern.test(slug)) {
    throw invalidField(
      'slug',
      'pattern',
      'A slug has 1 to 63 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen',
    )
  }
  // A slug that reads as an id would hide the tenant behind it.
  if (reserved.has(slug) || isUuid(slug)) {
    throw invalidField('slug', 'reserved', `The slug ${slug} is reserved`)
  }
}

function mustShareDatabase({ dbMode, dbName }: NewTenant): void {
  if (dbMode === 'existing' && dbName === undefined) {
    throw invalidField('db_name', 'required', 'db_mode existing needs db_name')
  }
  if (dbMode === 'auto' && dbName === undefined) return
  throw new AppError(
    'not_implemented',
    'not_implemented',
    'Tenants with a database of their own are not available yet: leave out db_mode and db_name',
  )
}

/** Under a lock: of two that make the last one, one does. 0: no limit. */
async function mustHaveRoom(ctx: Ctx): Promise<void> {
  await ctx.db.run(lockTenants)
  const rows = await ctx.settings.rows(null)
  const set = rows.find((row) => row.key === 'tenants.max_tenants')?.value
  const limit = typeof set === 'number' ? set : defaultLimit
  const live = await ctx.db.row<{ count: number }>(countLive)
  if (limit > 0 && (live?.count ?? 0) >= limit) {
    throw conflict('conflict', `At most ${limit} tenants may live at a time`)
  }
}

/** Changes name or metadata; metadata is replaced whole. @throws as `get` */
export async function change(
  ctx: Ctx,
  ref: string,
  changes: { name?: string | undefined; metadata?: Record<string, unknown> | undefined },
): Promise<Tenant> {
  const { id } = await get(ctx, ref)
  return inTransaction(ctx, async (ctx) => {
    const tenant = await ctx.db.row<Tenant>(updateTenant(id, changes))
    if (!tenant) throw unknown()
    await record(ctx, 'tenant.changed', { tenantId: id, details: { fields: Object.keys(changes) } })
    await announce(ctx, id)
    return tenant
  })
}

/**
 * Deletes a tenant: its keys, rights and memberships count no more from now on, and everything
 * comes back when it is recovered. `hard`: for good, with all it owns, also when it was deleted
 * before.
 * @throws not_found; invalid for the default tenant
 */
export function remove(ctx: Ctx, ref: string, hard: boolean): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const tenant = await ctx.db.row<Tenant>(selectManaged(ref, true))
    if (!tenant || (tenant.deleted_at && !hard)) throw unknown()
    if (tenant.is_default) throw invalid('invalid_input', 'The default tenant cannot be deleted')
    await ctx.db.run(hard ? deleteTenant(tenant.id) : markDeleted(tenant.id))
    const { id: tenantId, slug } = tenant
    await record(ctx, 'tenant.deleted', { tenantId, details: { slug, hard } })
    await announce(ctx, tenantId)
  })
}

/** Brings a deleted tenant back. @throws invalid where it is not deleted; conflict at the limit */
export function recover(ctx: Ctx, ref: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await mustHaveRoom(ctx)
    const tenant = await ctx.db.row<Tenant>(selectManaged(ref, true))
    if (!tenant?.deleted_at) throw invalid('invalid_input', 'This tenant is not deleted')
    await activate(ctx, tenant, 'tenant.recovered')
  })
}

/** Makes a tenant that went wrong work again. @throws not_found; invalid for the default tenant */
export function repair(ctx: Ctx, ref: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const tenant = await ctx.db.row<Tenant>(selectManaged(ref, true))
    if (!tenant || tenant.deleted_at) throw unknown()
    if (tenant.is_default) throw invalid('invalid_input', 'The default tenant needs no repair')
    await activate(ctx, tenant, 'tenant.repaired')
  })
}

async function activate(
  ctx: Ctx,
  { id, slug }: Tenant,
  event: 'tenant.recovered' | 'tenant.repaired',
): Promise<void> {
  await ctx.db.run(markActive(id))
  await record(ctx, event, { tenantId: id, details: { slug } })
  await announce(ctx, id)
}
