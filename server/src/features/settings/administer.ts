import type { Ctx } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import * as grants from '../grants/index.ts'
import { authDefaults, authPrefix } from './auth.ts'
import { type NewSetting, set, unset } from './change.ts'
import { mustBeOverridable } from './overridable.ts'
import { byKey, inForce, layerOf } from './read.ts'
import { unwrap } from './rules.ts'

/** A setting as administrators see it: in force, and whose word it is. */
export interface Entry {
  key: string
  value: unknown
  source: 'default' | 'instance' | 'tenant'
  is_public: boolean
  description: string | null
  updated_at: Date | null
}

/** Everything in force here, also what nobody has set yet, by key. */
export async function entries(ctx: Ctx, prefix = ''): Promise<Entry[]> {
  const found = new Map(Object.entries(authDefaults).map(toDefault))
  for (const row of (await inForce(ctx)).values()) found.set(row.key, toEntry(row))
  return [...found.values()].filter(({ key }) => key.startsWith(prefix)).sort(byKey)
}

/** @throws not_found for what is neither set nor known */
export async function entry(ctx: Ctx, key: string): Promise<Entry> {
  const found = (await entries(ctx, key)).find((entry) => entry.key === key)
  if (!found) throw notFound('not_found', 'No such setting')
  return found
}

/**
 * @throws forbidden to whom neither instance nor tenant is given; invalid for a tenant's setting
 * that the instance keeps to itself; the rest as `set`
 */
export async function change(ctx: Ctx, given: NewSetting): Promise<Entry> {
  await mustAdminister(ctx)
  if (layerOf(ctx) !== null) await mustBeOverridable(ctx, given.key)
  return toEntry(await set(ctx, { ...given, value: unwrap(given.value) }))
}

/**
 * Back to what the instance says, or to the default.
 * @throws forbidden as `change`; not_found where it was not set here
 */
export async function reset(ctx: Ctx, key: string): Promise<void> {
  await mustAdminister(ctx)
  if (!(await unset(ctx, key))) throw notFound('not_found', 'Not set here')
}

/** The instance's settings are its administrators'; a tenant's also those of whom it was given to. */
async function mustAdminister(ctx: Ctx): Promise<void> {
  const { role, userId } = ctx.caller
  if (role === 'instance_admin') return
  const tenantId = layerOf(ctx)
  if (tenantId && userId) {
    const held = await grants.list(ctx, userId)
    if (held.some((grant) => grant.role === 'tenant_admin' && grant.tenant_id === tenantId)) return
  }
  throw forbidden('insufficient_permissions', 'These settings are not yours to change')
}

const toDefault = ([name, value]: [string, unknown]): [string, Entry] => {
  const key = authPrefix + name
  const entry: Entry = {
    key,
    value,
    source: 'default',
    is_public: false,
    description: null,
    updated_at: null,
  }
  return [key, entry]
}

const toEntry = ({ tenant_id, ...row }: SettingRow): Entry => ({
  ...row,
  source: tenant_id === null ? 'instance' : 'tenant',
})
