import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, invalid, invalidField, notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as settings from '../settings/index.ts'
import { get, isOperator } from './administer.ts'
import {
  deleteSecret,
  selectSecret,
  selectSecretPaths,
  selectSettings,
  upsertSecret,
} from './queries.ts'
import type { Tenant } from './schema.ts'

const pathPattern = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/

export interface SettingView {
  value: unknown
  source: 'tenant' | 'instance' | 'config'
  is_overridable: boolean
}

interface Row {
  key: string
  value: unknown
  created_at: Date
  updated_at: Date
}

/** The same caller with the settings of this tenant before them; the default's are the instance's. */
function inside(ctx: Ctx, tenant: Tenant): Ctx {
  const { tenantId: _, ...caller } = ctx.caller
  const within: Ctx = Object.create(ctx)
  within.caller = tenant.is_default ? caller : { ...caller, tenantId: tenant.id }
  return within
}

/** What this tenant set itself; secrets only by name. @throws as `get` */
export async function showSettings(ctx: Ctx, ref: string) {
  const tenant = await get(ctx, ref)
  const open = await settings.overridable(ctx)
  const rows = tenant.is_default
    ? await instanceRows(ctx)
    : await ctx.db.rows<Row>(selectSettings(tenant.id))
  const secrets = await ctx.db.rows<Row & { path: string }>(selectSecretPaths(tenant.id))
  const values = [
    ...rows.map(({ key, value }) => ({ path: key, value })),
    ...secrets.map(({ path }) => ({ path, value: { is_secret: true } })),
  ]
  const times = [...rows, ...secrets]
  return {
    tenant_id: tenant.id,
    tenant_name: tenant.name,
    settings: grow(values, open),
    overridable_settings: open,
    created_at: earliest(times.map((row) => row.created_at)) ?? tenant.created_at,
    updated_at: latest(times.map((row) => row.updated_at)) ?? tenant.updated_at,
  }
}

const instanceRows = async (ctx: Ctx): Promise<Row[]> =>
  (await ctx.settings.rows(null)).map((row) => ({ ...row, created_at: row.updated_at }))

const earliest = (times: Date[]): Date | undefined => times.sort((a, b) => +a - +b)[0]
const latest = (times: Date[]): Date | undefined => times.sort((a, b) => +b - +a)[0]

/** Dotted paths as one object for each of their first words. */
function grow(values: { path: string; value: unknown }[], open: readonly string[] | null) {
  const top: Record<string, SettingView> = {}
  for (const { path, value } of values) {
    const [first = '', ...rest] = path.split('.')
    const view = top[first] ?? {
      value: {},
      source: 'tenant',
      is_overridable: settings.isOverridable(path, open),
    }
    view.is_overridable ||= settings.isOverridable(path, open)
    view.value = plant(view.value, rest, value)
    top[first] = view
  }
  return top
}

function plant(into: unknown, path: readonly string[], value: unknown): unknown {
  const [next, ...rest] = path
  if (next === undefined) return value
  const object = isObject(into) ? into : {}
  return { ...object, [next]: plant(object[next], rest, value) }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Sets settings and secrets of a tenant: all of them or none.
 * @throws invalid for no change, a bad path, or one that the instance keeps to itself
 */
export async function changeSettings(
  ctx: Ctx,
  ref: string,
  given: {
    settings?: Record<string, unknown> | undefined
    secrets?: Record<string, string> | undefined
  },
): Promise<void> {
  const tenant = await mustSet(ctx, ref)
  if (!given.settings && !given.secrets) {
    throw invalidField('settings', 'required', 'Send settings, secrets, or both')
  }
  const values = Object.entries(given.settings ?? {})
  const secrets = Object.entries(given.secrets ?? {})
  const open = tenant.is_default ? null : await settings.overridable(ctx)
  for (const [path] of [...values, ...secrets]) mustBeOpen(path, open)
  await inTransaction(inside(ctx, tenant), async (ctx) => {
    for (const [key, value] of values) await settings.set(ctx, { key, value })
    for (const [path, text] of secrets) {
      const sealed = ctx.secrets.seal(about(tenant.id, path), text)
      await ctx.db.run(
        upsertSecret({ tenantId: tenant.id, path, sealed, by: ctx.caller.userId ?? null }),
      )
      await record(ctx, 'setting.changed', {
        tenantId: tenant.id,
        details: { key: path, isSecret: true },
      })
    }
  })
}

/** Settings of the default tenant are the instance's: only operators set them. */
async function mustSet(ctx: Ctx, ref: string): Promise<Tenant> {
  const tenant = await get(ctx, ref)
  if (!tenant.is_default || isOperator(ctx)) return tenant
  throw forbidden('access_denied', 'Only instance admins change settings of the default tenant')
}

function mustBeOpen(path: string, open: readonly string[] | null): void {
  if (path.length > 200 || !pathPattern.test(path)) {
    throw invalid('invalid_input', `${path.slice(0, 200)} is not a path of a setting`)
  }
  if (!settings.isOverridable(path, open))
    throw invalid('invalid_input', `${path} cannot be set by a tenant`)
}

/** One setting as it holds in a tenant. @throws not_found where it is set nowhere */
export async function showSetting(ctx: Ctx, ref: string, path: string) {
  const tenant = await get(ctx, ref)
  const rows = await ctx.settings.rows(tenant.is_default ? null : tenant.id)
  const row = rows.findLast(({ key }) => key === path)
  const isSecret = !row && (await ctx.db.row(selectSecret(tenant.id, path))) !== undefined
  const fallback = defaults[path]
  if (!row && !isSecret && fallback === undefined) throw notFound('not_found', `${path} is not set`)
  const isOwn = isSecret || row?.tenant_id === tenant.id
  return {
    tenant_id: tenant.id,
    path,
    ...(isSecret ? { is_secret: true } : { value: row ? row.value : fallback }),
    source: isOwn ? ('tenant' as const) : row ? ('instance' as const) : ('config' as const),
    is_overridable: settings.isOverridable(path, await settings.overridable(ctx)),
  }
}

const defaults: Record<string, unknown> = Object.fromEntries(
  Object.entries(settings.authDefaults).map(([name, value]) => [settings.authPrefix + name, value]),
)

/** Back to what the instance says; nothing to take back is no fault. @throws as `get` */
export async function unsetSetting(ctx: Ctx, ref: string, path: string): Promise<void> {
  const tenant = await mustSet(ctx, ref)
  await inTransaction(inside(ctx, tenant), async (ctx) => {
    await settings.unset(ctx, path)
    await ctx.db.run(deleteSecret(tenant.id, path))
  })
}

/** The text of a tenant's secret setting, for features that use it; never for a surface. */
export async function openSecret(
  ctx: Ctx,
  tenantId: string,
  path: string,
): Promise<string | undefined> {
  const row = await ctx.db.row<{ sealed: string }>(selectSecret(tenantId, path))
  return row && ctx.secrets.open(about(tenantId, path), row.sealed)
}

const about = (tenantId: string, path: string) => `auth.tenant_secrets:${tenantId}.${path}:sealed`
