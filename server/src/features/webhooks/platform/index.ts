import type { Ctx } from '../../../engines/context.ts'
import { tenantOf } from '../../../kernel/caller.ts'
import { forbidden, invalidField } from '../../../kernel/errors.ts'
import * as keys from '../../keys/index.ts'
import * as endpoints from '../endpoints/index.ts'
import { mustBeWatchable } from '../rows/names.ts'
import type { Endpoint, Whose } from '../schema.ts'
import { type GivenEvents, parse } from './subscriptions.ts'

export { accountEvents, type GivenEvents, type GivenTable } from './subscriptions.ts'

/**
 * Webhooks of the platform: everybody has their own, who administers
 * a tenant sees all of it.
 */

/** @throws forbidden for a key that stands for nobody in particular */
export async function reach(ctx: Ctx): Promise<Whose> {
  const whose = { surface: 'platform', mode: 'live', tenantId: tenantOf(ctx.caller) } as const
  if (await keys.isAdminHere(ctx)) return whose
  const { userId } = ctx.caller
  if (userId === undefined) throw denied('This key stands for nobody')
  return { ...whose, userId }
}

const denied = (why: string) => forbidden('insufficient_permissions', why)

export interface Given {
  name?: string | undefined
  url: string
  description?: string | null | undefined
  /** Null or '': unsigned. */
  secret?: string | null | undefined
  enabled?: boolean | undefined
  is_active?: boolean | undefined
  events?: GivenEvents | undefined
  max_retries?: number | null | undefined
  retry_backoff_seconds?: number | undefined
  timeout_seconds?: number | undefined
  headers?: Record<string, string> | undefined
  scope?: 'user' | 'global' | undefined
}

/** @throws as `endpoints.create`; forbidden for what only administrators may hear */
export async function create(ctx: Ctx, given: Given): Promise<endpoints.Made> {
  const whose = await reach(ctx)
  const wanted = await parse(ctx, given.events ?? [])
  // A key that stands for nobody owns nothing: what it makes is the tenant's.
  const scope = given.scope ?? (ctx.caller.userId === undefined ? 'global' : 'user')
  mustBeAllowed(whose, scope, wanted.isDelicate)
  await mustBeWatchable(ctx, wanted.subscriptions.tables)
  return endpoints.create(ctx, whose, {
    ...common(given),
    url: given.url,
    name: given.name ?? hostOf(given.url),
    subscriptions: wanted.subscriptions,
    topics: wanted.topics,
    scope,
  })
}

/** Changes what is given. @throws as `create`; not_found */
export async function change(ctx: Ctx, id: string, given: Partial<Given>): Promise<Endpoint> {
  const whose = await reach(ctx)
  const { name, url, scope, events } = given
  const wanted = events === undefined ? undefined : await parse(ctx, events)
  mustBeAllowed(whose, scope ?? 'user', wanted?.isDelicate ?? false)
  await mustBeWatchable(ctx, wanted?.subscriptions.tables ?? [])
  const asked = wanted && { subscriptions: wanted.subscriptions, topics: wanted.topics }
  return endpoints.change(ctx, whose, id, { ...common(given), name, url, scope, ...asked })
}

/** Everybody's rows, and tables of accounts, are for administrators. */
function mustBeAllowed(whose: Whose, scope: 'user' | 'global', isDelicate: boolean): void {
  if (whose.userId === undefined) return
  if (scope === 'global') throw denied('Only administrators hear of what is everybody’s')
  if (isDelicate) throw denied('Only administrators watch these tables')
}

const common = (given: Partial<Given>) => ({
  description: given.description,
  secret: given.secret === '' ? null : given.secret,
  isEnabled: switchOf(given),
  maxRetries: given.max_retries === 0 ? usualRetries : given.max_retries,
  retryBackoffSeconds: given.retry_backoff_seconds,
  timeoutSeconds: given.timeout_seconds,
  headers: given.headers,
})

/** What nought stands for there. */
const usualRetries = 3

/** Two names of one switch. */
function switchOf({ enabled, is_active }: Partial<Given>): boolean | undefined {
  if (enabled !== undefined && is_active !== undefined && enabled !== is_active) {
    throw invalidField('is_active', 'contradiction', 'enabled and is_active say different things')
  }
  return enabled ?? is_active
}

const hostOf = (url: string): string => URL.parse(url)?.host.slice(0, 200) || 'Webhook'
