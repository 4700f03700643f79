import { randomBytes } from 'node:crypto'
import { type Ctx, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { type Page, type Range, readPage } from '../../kernel/cursors.ts'
import { type AppError, invalid } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { appEndpoints, registry } from '../webhooks/index.ts'
import { announce, shown } from './announce.ts'
import { noSuchApp, ownerOf } from './owner.ts'
import {
  apps,
  deleteApp,
  insertApp,
  lockApp,
  selectApp,
  updateApp,
  type Values,
} from './queries.ts'
import {
  invalidState,
  mergeMetadata,
  mustBeChangeable,
  mustBeRedirectUris,
  mustHaveWebhook,
} from './rules.ts'
import type { App, AppChanges, AppFilter, AppRow, NewApp } from './schema.ts'

/**
 * Registers an app; a draft until it is submitted. The webhook secret is in this answer alone.
 * @throws invalid, naming the field; invalid `slug_taken`
 */
export async function create(ctx: Ctx, given: NewApp): Promise<App> {
  const owner = ownerOf(ctx)
  mustBeRedirectUris(given.redirect_uris ?? [], true)
  mustHaveWebhook(given)
  if (given.webhook_url) await mustLeadOut(ctx, given.webhook_url)
  const metadata = mergeMetadata({}, given.metadata ?? {})
  return inTransaction(ctx, async (ctx) => {
    const id = `app_${randomSecret(24)}`
    const values = { distribution_type: 'private', ...given, metadata }
    const made = await insert(ctx, { ...owner, id }, values)
    const secret = await setWebhook(ctx, made, given)
    const row = secret === undefined ? made : await find(ctx, id)
    await announce(ctx, 'app.created', 'listing.created', row)
    return { ...shown(row), webhook_secret: secret ?? null }
  })
}

const mustLeadOut = (ctx: Ctx, url: string): Promise<void> =>
  registry.mustBeReachable(ctx, ownerOf(ctx).mode, url, 'webhook_url')

/** @returns the secret, where one was made */
const setWebhook = (
  ctx: Ctx,
  app: AppRow,
  { webhook_url: url, webhook_events: events }: AppChanges,
): Promise<string | undefined> =>
  url === undefined && events === undefined
    ? Promise.resolve(undefined)
    : appEndpoints.set(ctx, app, { url, events })

/** A slug that was asked for is taken or not; one of ours is made until it is free. */
async function insert(
  ctx: Ctx,
  owner: Parameters<typeof insertApp>[0],
  values: Values & { name: string },
): Promise<AppRow> {
  const { slug } = values
  for (let tries = 0; tries < 5; tries++) {
    const set = { ...values, slug: slug ?? slugOf(values.name) }
    const row = await ctx.db.row<AppRow>(insertApp(owner, set))
    if (row) return row
    if (slug !== undefined) throw slugTaken()
  }
  throw new Error('no free slug was found')
}

const slugTaken = (cause?: unknown): AppError => {
  const message = 'Another app has this slug'
  return invalid('slug_taken', message, {
    cause,
    faults: [{ in: 'body', path: ['slug'], code: 'slug_taken', message }],
  })
}

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100)
  return `${plain || 'app'}-${randomBytes(3).toString('hex')}`
}

/** @throws not_found */
export const get = async (ctx: Ctx, id: string): Promise<App> => shown(await find(ctx, id))

export async function find(ctx: Ctx, id: string, lock = false): Promise<AppRow> {
  const owner = ownerOf(ctx)
  if (lock) await ctx.db.run(lockApp(owner, id))
  const row = await ctx.db.row<AppRow>(selectApp(owner, id))
  if (!row) throw noSuchApp()
  return row
}

/** The caller's own apps in the mode of their key, newest first. */
export async function list(ctx: Ctx, filter: AppFilter, range: Range): Promise<Page<App>> {
  const page = await readPage<AppRow>(ctx.db, apps(ownerOf(ctx), filter), range)
  return { ...page, rows: page.rows.map(shown) }
}

/**
 * Changes what is given: null clears, arrays replace, metadata merges. A first `webhook_url` brings a
 * secret, which is in this answer alone; clearing it ends the secret, too.
 * @throws as `create`; not_found; invalid `app_invalid_state` for what the status keeps as it is
 */
export async function change(ctx: Ctx, id: string, changes: AppChanges): Promise<App> {
  if (changes.webhook_url) await mustLeadOut(ctx, changes.webhook_url)
  return inTransaction(ctx, async (ctx) => {
    const before = await find(ctx, id, true)
    mustBeChangeable(before, changes)
    mustBeRedirectUris(changes.redirect_uris ?? [], before.status === 'draft')
    mustHaveWebhook({ ...before, ...changes })
    const metadata = changes.metadata && mergeMetadata(before.metadata, changes.metadata)
    const set = { ...changes, ...(metadata ? { metadata } : {}) }
    const secret = await setWebhook(ctx, before, changes)
    const after = await write(ctx, id, set as Values)
    const previous = differences(before, after)
    if (Object.keys(previous).length > 0) {
      const details = { fields: Object.keys(previous) }
      await announce(ctx, 'app.updated', 'listing.changed', after, { previous, details })
    }
    return { ...shown(after), webhook_secret: secret ?? null }
  })
}

async function write(ctx: Ctx, id: string, set: Values): Promise<AppRow> {
  try {
    const row = await ctx.db.row<AppRow>(updateApp(id, set))
    if (!row) throw noSuchApp()
    return row
  } catch (error) {
    throw isDuplicate(error, 'apps_slug') ? slugTaken(error) : error
  }
}

/** The fields that are others now, as they were. */
function differences(before: AppRow, after: AppRow): Record<string, unknown> {
  const earlier = shown(before)
  const now: Record<string, unknown> = shown(after)
  return Object.fromEntries(
    Object.entries(earlier).filter(
      ([name, value]) => name !== 'updated' && JSON.stringify(value) !== JSON.stringify(now[name]),
    ),
  )
}

/**
 * A new webhook secret, in this answer alone; for 24 hours deliveries carry a signature by each.
 * @throws not_found; invalid `app_invalid_state` without a `webhook_url`
 */
export const rotateWebhookSecret = (ctx: Ctx, id: string): Promise<App> =>
  inTransaction(ctx, async (ctx) => {
    const secret = await appEndpoints.rotate(ctx, await find(ctx, id, true))
    if (secret === undefined) throw invalidState('The app has no webhook_url')
    return { ...shown(await find(ctx, id)), webhook_secret: secret }
  })

/**
 * Ends an app with its clients and tokens.
 * @throws not_found; invalid `app_invalid_state` while it is in review or installed
 */
export const remove = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const app = await find(ctx, id, true)
    if (app.status === 'in_review') throw invalidState('The app is in review: withdraw it first')
    if (app.install_count > 0) throw invalidState('The app is installed: it cannot be deleted')
    await appEndpoints.set(ctx, app, { url: null })
    await ctx.db.run(deleteApp(id))
    await announce(ctx, 'app.deleted', 'listing.deleted', app)
  })
