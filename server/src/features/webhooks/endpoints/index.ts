import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { type Page, type Range, readPage } from '../../../kernel/cursors.ts'
import { AppError, conflict, invalidField, notFound } from '../../../kernel/errors.ts'
import { uuid } from '../../../kernel/ids.ts'
import { record } from '../../audit/index.ts'
import { cover, release } from '../rows/watching.ts'
import type { Endpoint, EndpointChanges, NewEndpoint, Whose } from '../schema.ts'
import { schemes } from '../schemes.ts'
import { acceptHeaders } from './headers.ts'
import {
  type Assignments,
  count,
  countOwn,
  deleteEndpoint,
  failWaiting,
  insertEndpoint,
  listing,
  lockOwner,
  rotateSecret,
  selectMany,
  selectOne,
  updateEndpoint,
} from './queries.ts'
import { sealHeaders, sealSecret } from './sealed.ts'

/** Endpoints of any surface: who asks, and for what, its surface has judged. */

/** Newest first. */
export async function list(
  ctx: Ctx,
  whose: Whose,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: Endpoint[]; total: number }> {
  const rows = await ctx.db.rows<Endpoint>(selectMany(whose, limit, offset))
  const counted = await ctx.db.row<{ total: number }>(count(whose))
  return { rows, total: counted?.total ?? 0 }
}

/** The same with cursors. @throws invalid for a cursor that is none of them */
export const page = (ctx: Ctx, whose: Whose, range: Range): Promise<Page<Endpoint>> =>
  readPage<Endpoint>(ctx.db, listing(whose), range)

/** @throws not_found, also for an endpoint of somebody else */
export async function get(ctx: Ctx, whose: Whose, id: string): Promise<Endpoint> {
  const found = await ctx.db.row<Endpoint>(selectOne(whose, id))
  if (!found) throw unknown()
  return found
}

const unknown = () => notFound('not_found', 'No such webhook')

export interface Made {
  endpoint: Endpoint
  /** Set where the secret was made here; it is shown this once. */
  secret: string | undefined
}

/**
 * @throws invalid for a URL that does not lead to a public address, and for headers that are not the
 *   owner's to set; conflict `too_many_webhooks`
 */
export async function create(ctx: Ctx, whose: Whose, given: NewEndpoint): Promise<Made> {
  await mustLeadOut(ctx, given.url)
  return add(ctx, whose, given)
}

/** The same where the address has been judged. @throws as `create` */
export async function add(ctx: Ctx, whose: Whose, given: NewEndpoint): Promise<Made> {
  const headers = acceptHeaders(given.headers ?? {})
  const id = uuid()
  const createdBy = whose.surface === 'platform' ? (ctx.caller.userId ?? null) : null
  const secret =
    given.secret === undefined ? schemes[whose.surface].makeSecret(given.secretPrefix) : undefined
  return inTransaction(ctx, async (ctx) => {
    await mustHaveRoom(ctx, whose, createdBy)
    const endpoint = await ctx.db.row<Endpoint>(
      insertEndpoint({
        id,
        surface: whose.surface,
        mode: whose.mode,
        tenantId: whose.tenantId,
        createdBy,
        ref: whose.ref ?? null,
        name: given.name,
        description: given.description ?? null,
        url: given.url,
        subscriptions: given.subscriptions,
        topics: given.topics,
        scope: given.scope ?? 'global',
        sealedSecret: sealSecret(
          ctx,
          id,
          given.secret === undefined ? (secret ?? null) : given.secret,
        ),
        sealedHeaders: sealHeaders(ctx, id, headers),
        isEnabled: given.isEnabled ?? true,
        maxRetries: given.maxRetries ?? null,
        retryBackoffSeconds: given.retryBackoffSeconds ?? null,
        timeoutSeconds: given.timeoutSeconds ?? 30,
        apiVersion: given.apiVersion ?? null,
      }),
    )
    if (!endpoint) throw new Error('the webhook was not made')
    await write(ctx, 'webhook.created', endpoint)
    await cover(ctx, endpoint)
    return { endpoint, secret }
  })
}

/** Asked again at each delivery: where a name leads can change. */
async function mustLeadOut(ctx: Ctx, url: string): Promise<void> {
  try {
    await ctx.fetcher.check(url)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalidField(
      'url',
      'address',
      'The URL must be http or https and lead to a public address',
    )
  }
}

/** How many endpoints a person may have, and anybody else: an event is told so often at most. */
const mostOfPerson = 20
const mostOfTenant = 100

async function mustHaveRoom(ctx: Ctx, whose: Whose, createdBy: string | null): Promise<void> {
  const most = whose.userId === undefined ? mostOfTenant : mostOfPerson
  await ctx.db.run(lockOwner(whose, createdBy))
  const { total = 0 } = (await ctx.db.row<{ total: number }>(countOwn(whose, createdBy))) ?? {}
  if (total >= most) throw conflict('too_many_webhooks', `At most ${most} webhooks`)
}

/** Changes what is given. @throws as `create`; not_found */
export async function change(
  ctx: Ctx,
  whose: Whose,
  id: string,
  changes: EndpointChanges,
): Promise<Endpoint> {
  if (changes.url !== undefined) await mustLeadOut(ctx, changes.url)
  return alter(ctx, whose, id, changes)
}

/** The same where the address has been judged. @throws as `change` */
export async function alter(
  ctx: Ctx,
  whose: Whose,
  id: string,
  changes: EndpointChanges,
): Promise<Endpoint> {
  const set = assignmentsOf(ctx, id, changes)
  return inTransaction(ctx, async (ctx) => {
    const endpoint = await ctx.db.row<Endpoint>(updateEndpoint(whose, id, set))
    if (!endpoint) throw unknown()
    if (changes.isEnabled === false) await ctx.db.run(failWaiting(id))
    await write(ctx, 'webhook.changed', endpoint, { fields: Object.keys(set) })
    if (set.topics !== undefined || set.is_enabled !== undefined) await cover(ctx, endpoint)
    return endpoint
  })
}

function assignmentsOf(ctx: Ctx, id: string, changes: EndpointChanges): Assignments {
  const { secret, headers, subscriptions } = changes
  const plain = {
    name: changes.name,
    description: changes.description,
    url: changes.url,
    topics: changes.topics && [...changes.topics],
    scope: changes.scope,
    is_enabled: changes.isEnabled,
    max_retries: changes.maxRetries,
    retry_backoff_seconds: changes.retryBackoffSeconds,
    timeout_seconds: changes.timeoutSeconds,
    subscriptions: subscriptions && JSON.stringify(subscriptions),
    sealed_secret: secret === undefined ? undefined : sealSecret(ctx, id, secret),
    sealed_headers: headers && sealHeaders(ctx, id, acceptHeaders(headers)),
  }
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
}

const longestOverlapHours = 24

/**
 * A new secret; for `overlapHours` deliveries carry signatures by both, so that none is refused
 * while receivers change. @throws not_found
 */
export async function rotate(
  ctx: Ctx,
  whose: Whose,
  id: string,
  given: { secret?: string | undefined; overlapHours?: number | undefined; prefix?: string } = {},
): Promise<{ endpoint: Endpoint; secret: string }> {
  const secret = given.secret ?? schemes[whose.surface].makeSecret(given.prefix)
  const sealed = sealSecret(ctx, id, secret) ?? ''
  const overlapSeconds = (given.overlapHours ?? longestOverlapHours) * 3600
  return inTransaction(ctx, async (ctx) => {
    const endpoint = await ctx.db.row<Endpoint>(rotateSecret(whose, id, sealed, overlapSeconds))
    if (!endpoint) throw unknown()
    await write(ctx, 'webhook.secret_rotated', endpoint)
    return { endpoint, secret }
  })
}

/** With what it was told so far. @throws not_found */
export const remove = (ctx: Ctx, whose: Whose, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const gone = await ctx.db.row<Pick<Endpoint, 'id' | 'url'>>(deleteEndpoint(whose, id))
    if (!gone) throw unknown()
    await write(ctx, 'webhook.deleted', { ...gone, tenant_id: whose.tenantId })
    await release(ctx, whose.surface)
  })

const write = (
  ctx: Ctx,
  event: 'webhook.created' | 'webhook.changed' | 'webhook.secret_rotated' | 'webhook.deleted',
  { id, url, tenant_id }: Pick<Endpoint, 'id' | 'url' | 'tenant_id'>,
  more: Record<string, unknown> = {},
): Promise<void> =>
  // A query string of a URL may hold a token.
  record(ctx, event, {
    tenantId: tenant_id,
    details: { webhook_id: id, host: new URL(url).host, ...more },
  })
