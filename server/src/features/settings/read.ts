import type { Ctx } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { notFound } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import { type AuthSettings, authDefaults, authPrefix } from './auth.ts'

/** The settings of the default tenant are those of the instance. */
export function layerOf(ctx: Ctx): string | null {
  const { tenantId } = ctx.caller
  return tenantId === undefined || tenantId === defaultTenantId ? null : tenantId
}

/** What is set here, by key: the tenant's word before the instance's. */
export async function inForce(ctx: Ctx): Promise<Map<string, SettingRow>> {
  const rows = await ctx.settings.rows(layerOf(ctx))
  return new Map(rows.map((row) => [row.key, row]))
}

/**
 * How people sign in here and now: the tenant's word, else the instance's, else the default.
 * @param layer null: the instance's word alone
 */
export async function auth(ctx: Ctx, layer = layerOf(ctx)): Promise<AuthSettings> {
  const found: Record<string, unknown> = { ...authDefaults }
  for (const { key, value } of await ctx.settings.rows(layer)) {
    if (key.startsWith(authPrefix)) found[key.slice(authPrefix.length)] = value
  }
  return found as AuthSettings
}

type Demand = 'second_factor_required' | 'second_factor_required_of_admins'

/** Whether one of these is said here or for the whole instance: a tenant asks for more, never for less. */
export function isDemanded(ctx: Ctx, names: readonly Demand[]): boolean | Promise<boolean> {
  const isIn = (rows: readonly SettingRow[]) =>
    rows.some(({ key, value }) => value === true && names.some((name) => key === authPrefix + name))
  const rows = ctx.settings.rows(layerOf(ctx))
  return whenKnown(rows, isIn)
}

const readersOfAll = ['admin', 'tenant_admin', 'instance_admin', 'tenant_service', 'service_role']

const mayRead = (ctx: Ctx, row: SettingRow): boolean =>
  row.is_public || readersOfAll.includes(ctx.caller.role ?? '')

/**
 * A setting of the tenant or the instance.
 * @throws not_found where there is none, or none for this caller
 */
export async function find(ctx: Ctx, key: string): Promise<SettingRow> {
  const row = (await inForce(ctx)).get(key)
  if (row && mayRead(ctx, row)) return row
  throw notFound('not_found', 'No such setting')
}

/** Those of the keys that are there for this caller, in the order asked for. */
export async function findMany(ctx: Ctx, keys: readonly string[]): Promise<SettingRow[]> {
  const rows = await inForce(ctx)
  return [...new Set(keys)].flatMap((key) => {
    const row = rows.get(key)
    return row && mayRead(ctx, row) ? [row] : []
  })
}

/** Everything this caller may read, by key. */
export async function list(
  ctx: Ctx,
  { prefix, limit }: { prefix: string; limit: number },
): Promise<SettingRow[]> {
  const rows = [...(await inForce(ctx)).values()]
  return rows
    .filter((row) => row.key.startsWith(prefix) && mayRead(ctx, row))
    .sort(byKey)
    .slice(0, limit)
}

export const byKey = (a: { key: string }, b: { key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0
