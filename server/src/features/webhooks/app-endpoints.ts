import type { Ctx } from '../../engines/context.ts'
import type { Sql } from '../../kernel/sql.ts'
import * as endpoints from './endpoints/index.ts'
import { columnOfPart } from './endpoints/queries.ts'
import { openSecrets } from './endpoints/sealed.ts'
import { subscribed } from './registry.ts'
import type { Endpoint, Mode, Whose } from './schema.ts'

/**
 * Where an app of the registry hears of things: one endpoint, which holds its address, what it
 * subscribed to and its secrets. Nothing of it is written down anywhere else.
 */
export interface Place {
  id: string
  tenant_id: string
  mode: Mode
}

const ofApp = ({ id, tenant_id, mode }: Place): Whose => ({
  surface: 'registry',
  tenantId: tenant_id,
  mode,
  ref: id,
})

/** For statements that show apps: the address of app `id`, and its subscriptions. */
export const urlOf = (id: Sql): Sql => columnOfPart('registry', 'url', id)
export const topicsOf = (id: Sql): Sql => columnOfPart('registry', 'topics', id)

async function find(ctx: Ctx, app: Place): Promise<Endpoint | undefined> {
  const { rows } = await endpoints.list(ctx, ofApp(app), { limit: 1, offset: 0 })
  return rows[0]
}

/**
 * Sets what is given. An address that is set anew, be it the same, is switched on again; without an
 * address there is no endpoint. In the caller's transaction, with the app's row held; the address has
 * been judged.
 * @returns the secret, where one was made
 */
export async function set(
  ctx: Ctx,
  app: Place,
  { url, events }: { url?: string | null | undefined; events?: readonly string[] | undefined },
): Promise<string | undefined> {
  const known = await find(ctx, app)
  if (url === null) {
    if (known) await endpoints.remove(ctx, ofApp(app), known.id)
    return undefined
  }
  const asked = events && subscribed(events)
  if (known) {
    const address = url === undefined ? {} : { url, isEnabled: true }
    await endpoints.alter(ctx, ofApp(app), known.id, { ...address, ...asked })
    return undefined
  }
  if (url === undefined) return undefined
  const { secret } = await endpoints.add(ctx, ofApp(app), {
    name: URL.parse(url)?.host || 'Webhook',
    url,
    secretPrefix: 'whsec_app_',
    apiVersion: ctx.origin.apiVersion ?? null,
    ...subscribed(events ?? []),
  })
  return secret
}

/** @returns the new secret; undefined where there is no endpoint */
export async function rotate(ctx: Ctx, app: Place): Promise<string | undefined> {
  const known = await find(ctx, app)
  if (!known) return undefined
  return (await endpoints.rotate(ctx, ofApp(app), known.id, { prefix: 'whsec_app_' })).secret
}

/** Those in force, the newest first; for a day after a rotation there are two. */
export async function secretsOf(ctx: Ctx, app: Place): Promise<string[]> {
  const known = await find(ctx, app)
  return known ? openSecrets(ctx, known) : []
}
