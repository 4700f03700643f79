import { randomBytes } from 'node:crypto'
import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { shortId, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as keys from '../keys/index.ts'
import * as sessions from '../sessions/index.ts'
import * as tenants from '../tenants/index.ts'
import { defaultMethods, defaultSteps } from './methods.ts'
import {
  closeApps,
  insertApp,
  insertRealm,
  replaceSecret,
  selectOpenOf,
  selectOwned,
  selectSummaries,
} from './queries.ts'
import type { App, AppSummary } from './schema.ts'
import { jwtSecretOf, sealFor } from './secrets.ts'

/** An app with its public key. */
export type WithKey<T> = T & { api_key: string }

/** 384 bits as text; the text's bytes are the HMAC key, as JWT libraries take it. */
const newJwtSecret = (): string => randomBytes(48).toString('base64url')

/** Makes an app of the caller's, with a directory of users, a public key and a secret of its own. */
export function create(ctx: Ctx, name: string): Promise<WithKey<App>> {
  return inTransaction(ctx, async (ctx) => {
    const userId = ctx.caller.userId ?? ''
    const id = shortId()
    const realmId = uuid()
    await ctx.db.run(insertRealm(realmId))
    await ctx.db.run(
      insertApp({
        id,
        tenant_id: await tenants.personalTenant(ctx, userId),
        realm_id: realmId,
        name,
        auth_methods: defaultMethods(),
        registration_steps: defaultSteps(),
        jwt_secret: sealFor(ctx, id, 'jwt_secret', newJwtSecret()),
      }),
    )
    const { secret } = await keys.create(ctx, 'app', { appId: id }, { name: 'default' })
    const app = await mustOwn(ctx, id)
    await record(ctx, 'app.created', { appId: id, tenantId: app.tenant_id })
    return { ...app, api_key: secret }
  })
}

/** The caller's apps, newest first. */
export async function list(ctx: Ctx): Promise<WithKey<AppSummary>[]> {
  const apps = await ctx.db.rows<AppSummary>(selectSummaries(ctx.caller.userId ?? ''))
  const ids = apps.map((app) => app.id)
  const secrets = await keys.revealAppKeys(ctx, ids)
  return apps.map((app) => ({ ...app, api_key: secrets.get(app.id) ?? '' }))
}

/** One of the caller's apps and its secret, in clear; that it was shown is written down. */
export async function reveal(ctx: Ctx, id: string): Promise<WithKey<App> & { secret: string }> {
  const app = await mustOwn(ctx, id)
  await record(ctx, 'app.secret_shown', { appId: id, tenantId: app.tenant_id })
  return { ...(await withKey(ctx, app)), secret: jwtSecretOf(ctx, app) }
}

/** Ends the app's key, at once and everywhere, and makes another. */
export function rotateKey(ctx: Ctx, id: string): Promise<WithKey<App>> {
  return inTransaction(ctx, async (ctx) => {
    const app = await mustOwn(ctx, id, true)
    await keys.revokeOfApps(ctx, [id])
    const { secret } = await keys.create(ctx, 'app', { appId: id }, { name: 'default' })
    await record(ctx, 'app.key_rotated', { appId: id, tenantId: app.tenant_id })
    return { ...app, api_key: secret }
  })
}

/** Signs with a new secret from now on; what the old one signed is good for another hour. */
export function rotateSecret(ctx: Ctx, id: string): Promise<WithKey<App>> {
  return inTransaction(ctx, async (ctx) => {
    const app = await mustOwn(ctx, id, true)
    const fresh = sealFor(ctx, id, 'jwt_secret', newJwtSecret())
    const old = sealFor(ctx, id, 'old_jwt_secret', jwtSecretOf(ctx, app))
    await ctx.db.run(replaceSecret(id, fresh, old))
    await end(ctx, 'app', [id])
    await record(ctx, 'app.secret_rotated', { appId: id, tenantId: app.tenant_id })
    return withKey(ctx, app)
  })
}

/** Closes an app: its key and all sign-ins of its users end at once. */
export function remove(ctx: Ctx, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const app = await mustOwn(ctx, id, true)
    await close(ctx, app.tenant_id, [app])
  })
}

/** Ends what the caller has here: all apps with their users, all tokens. The account stays. */
export function removeAll(ctx: Ctx): Promise<void> {
  const userId = ctx.caller.userId ?? ''
  return inTransaction(ctx, async (ctx) => {
    await closeAllOf(ctx, userId)
    await keys.revokeAllOf(ctx, [userId], 'pat')
    await record(ctx, 'key.revoked', { userId, details: { kind: 'pat', id: 'all' } })
  })
}

/** Closes every app of an account. In the caller's transaction. */
export async function closeAllOf(ctx: Ctx, userId: string): Promise<void> {
  const tenantId = await tenants.findPersonalTenant(ctx, userId)
  if (!tenantId) return
  await close(
    ctx,
    tenantId,
    await ctx.db.rows<Pick<App, 'id' | 'realm_id'>>(selectOpenOf(tenantId)),
  )
}

async function close(
  ctx: Ctx,
  tenantId: string,
  apps: readonly Pick<App, 'id' | 'realm_id'>[],
): Promise<void> {
  if (apps.length === 0) return
  const ids = apps.map((app) => app.id)
  await keys.revokeOfApps(ctx, ids)
  for (const app of apps) await sessions.revokeAllIn(ctx, app.realm_id)
  await ctx.db.run(closeApps(ids))
  await end(ctx, 'app', ids)
  for (const appId of ids) await record(ctx, 'app.deleted', { appId, tenantId })
}

/** @throws not_found for an app that is unknown, closed, or somebody else's */
export async function mustOwn(ctx: Ctx, id: string, lock = false): Promise<App> {
  const app = await ctx.db.row<App>(selectOwned(ctx.caller.userId ?? '', id, lock))
  if (!app) throw notFound('app_not_found', 'No such app')
  return app
}

export async function withKey<T extends { id: string }>(ctx: Ctx, app: T): Promise<WithKey<T>> {
  const secrets = await keys.revealAppKeys(ctx, [app.id])
  return { ...app, api_key: secrets.get(app.id) ?? '' }
}
