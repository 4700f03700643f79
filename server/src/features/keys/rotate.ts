import type { Ctx } from '../../engines/context.ts'
import { conflict, invalidField } from '../../kernel/errors.ts'
import type { ManagedKey } from './managed.ts'
import * as managed from './managed.ts'
import { asDeprecated, lockOwner, selectNames } from './queries.ts'
import { tenantOf } from './rights.ts'
import { type KeyWithSecret, make, mayMake, scopesFor, withKey } from './service-keys.ts'

/** How the keys of a tenant leave: with a grace period, and perhaps a successor. */

const graceHours = { usual: 24, most: 720 }

/**
 * Lets a key die when its grace period is over; in hours, from now on.
 * @throws invalid out of range; not_found; conflict `conflict` for one that has ended
 */
export function deprecate(
  ctx: Ctx,
  id: string,
  hours: number | undefined,
): Promise<{ deprecated_at: Date; grace_period_ends_at: Date }> {
  const grace = mustBeGrace(hours)
  return withKey(ctx, id, async (ctx, key) => {
    mustBeInGrace(key)
    const set = asDeprecated(grace, null)
    const { deprecated_at, grace_period_ends_at } = await managed.change(ctx, key, set, {
      type: 'deprecated',
    })
    if (!deprecated_at || !grace_period_ends_at) throw new Error('the key was not deprecated')
    return { deprecated_at, grace_period_ends_at }
  })
}

function mustBeGrace(hours = graceHours.usual): number {
  if (hours >= 0 && hours <= graceHours.most) return hours
  const message = `Must be 0 to ${graceHours.most}`
  throw invalidField('grace_period_hours', 'range', message)
}

function mustBeInGrace(key: ManagedKey): void {
  managed.mustNotBeRevoked(key)
  if (key.grace_period_ends_at === null || key.grace_period_ends_at > new Date()) return
  throw conflict('conflict', 'The grace period of this key is over')
}

/**
 * Makes a key like this one, which dies when its grace period is over (24 hours by default). Of
 * racing rotations one wins.
 * @throws as `create`; invalid; not_found; conflict `conflict` for one that has ended or was replaced
 */
export function rotate(
  ctx: Ctx,
  id: string,
  given: {
    name?: string | undefined
    scopes?: readonly string[] | undefined
    hours?: number | undefined
  },
): Promise<KeyWithSecret> {
  const grace = mustBeGrace(given.hours)
  return withKey(ctx, id, async (ctx, key) => {
    mustBeInGrace(key)
    if (key.replaced_by) throw conflict('conflict', 'This key is already replaced')
    const scopes = given.scopes ? scopesFor(key.kind, given.scopes) : key.scopes
    await mayMake(ctx, key.kind, scopes, key.allowed_namespaces)
    const name = given.name ?? (await nameAfter(ctx, key.name))
    const fresh = await make(ctx, key.kind, { ...likeIt(key), name, scopes })
    await managed.change(ctx, key, asDeprecated(grace, fresh.id), { type: 'rotated' })
    return fresh
  })
}

/** The settings of a key; its successor lives as long as it was meant to. */
const likeIt = (key: ManagedKey) => ({
  description: key.description,
  allowedNamespaces: key.allowed_namespaces,
  perMinute: key.rate_limit_per_minute,
  perHour: key.rate_limit_per_hour,
  enabled: key.enabled,
  expiresAt:
    key.expires_at && new Date(Date.now() + key.expires_at.getTime() - key.created_at.getTime()),
})

const suffix = / \(rotated \d{4}-\d\d-\d\d(, \d+)?\)$/

/** `worker` → `worker (rotated 2026-01-05)`, and the same for the next one after it. */
async function nameAfter(ctx: Ctx, name: string): Promise<string> {
  const tenantId = tenantOf(ctx)
  await ctx.db.run(lockOwner({ tenantId }))
  const base = `${name.replace(suffix, '').slice(0, 70)} (rotated ${today()}`
  const rows = await ctx.db.rows<{ name: string }>(selectNames(tenantId, base))
  const taken = new Set(rows.map((row) => row.name))
  let fresh = `${base})`
  for (let n = 2; taken.has(fresh); n++) fresh = `${base}, ${n})`
  return fresh
}

const today = () => new Date().toISOString().slice(0, 10)
