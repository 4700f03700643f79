import { type Ctx, inTransaction } from '../../engines/context.ts'
import type { RegistryEventName } from '../../engines/events/index.ts'
import { type AppError, invalidField, notFound } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { type AuditEvent, record } from '../audit/index.ts'
import { noSuchApp, type Owner, ownerOf } from '../listings/index.ts'
import {
  endInstallation,
  selectActive,
  selectActiveWith,
  selectInstallable,
  selectOwn,
  upsertInstallation,
} from './queries.ts'
import type { Installable, Installation, InstallationRow, OwnInstallation } from './schema.ts'

/** What stays inside is left out. */
export function shownToMerchant({
  tenant_id: _tenant,
  developer_id: _developer,
  mode: _mode,
  ...installation
}: InstallationRow): OwnInstallation {
  return installation
}

export function shownToDeveloper(row: InstallationRow): Installation {
  const { app: _app, ...installation } = shownToMerchant(row)
  return installation
}

/**
 * Installs an app for the calling merchant, or gives the one they have other scopes.
 * @param scopes all that the app asks for where none are given
 * @throws not_found for an app that is neither offered nor their own; invalid, naming `scopes`
 */
export const install = (ctx: Ctx, appId: string, scopes?: string[]): Promise<OwnInstallation> =>
  inTransaction(ctx, async (ctx) => {
    const app = await ctx.db.row<Installable>(selectInstallable(ownerOf(ctx), appId))
    if (!app) throw noSuchApp()
    return shownToMerchant(await grant(ctx, app, scopes ?? app.requested_scopes))
  })

/** In the caller's transaction, with the app's row held. Nobody gets more than the app asks for. */
export async function grant(
  ctx: Ctx,
  app: Installable,
  scopes: readonly string[],
): Promise<InstallationRow> {
  const { tenantId } = ownerOf(ctx)
  scopes.forEach((scope, i) => {
    if (!app.requested_scopes.includes(scope)) throw notAsked(i)
  })
  const before = await ctx.db.row<InstallationRow>(selectActive(app.id, tenantId))
  const id = `inst_${randomSecret(24)}`
  const after = await ctx.db.row<InstallationRow>(
    upsertInstallation({
      id,
      appId: app.id,
      tenantId,
      scopes: [...new Set(scopes)],
      userId: ctx.caller.userId ?? null,
    }),
  )
  if (!after) throw new Error('the installation was not written')
  // Two first installations at once are one: the second changes what the first has made.
  if (after.id === id)
    await announce(ctx, 'app_installation.created', 'installation.created', after)
  else await announceChange(ctx, before, after)
  return after
}

/** The apps that a merchant has now and granted a scope to, and whose they are. */
export const activeOf = (
  ctx: Ctx,
  merchant: Owner,
  scope: string,
): Promise<{ app_id: string; developer_id: string }[]> =>
  ctx.db.rows(selectActiveWith(merchant, scope))

const notAsked = (i: number): AppError =>
  invalidField(`scopes.${i}`, 'scope', 'The app does not ask for this scope')

async function announceChange(
  ctx: Ctx,
  before: InstallationRow | undefined,
  after: InstallationRow,
): Promise<void> {
  if (`${before?.granted_scopes}` === `${after.granted_scopes}`) return
  const previous = before && { granted_scopes: before.granted_scopes }
  await announce(ctx, 'app_installation.updated', 'installation.updated', after, previous)
}

async function announce(
  ctx: Ctx,
  event: RegistryEventName,
  audited: AuditEvent,
  row: InstallationRow,
  previous?: Record<string, unknown>,
): Promise<void> {
  const { tenant_id: merchantId, developer_id: developerId, app_id: appId, mode } = row
  const object = shownToDeveloper(row)
  const facts = { object, appId, mode, developerId, merchantId }
  await ctx.events.emit(ctx, event, previous ? { ...facts, previous } : facts)
  const { id: installation, granted_scopes: scopes } = row
  await record(ctx, audited, {
    tenantId: merchantId,
    details: { app: appId, installation, scopes },
  })
}

/**
 * Uninstalls: every token of this merchant for this app is dead with the commit, since each is read
 * together with its installation. Once is enough.
 * @throws not_found
 */
export const uninstall = (ctx: Ctx, id: string): Promise<OwnInstallation> =>
  inTransaction(ctx, async (ctx) => {
    const owner = ownerOf(ctx)
    const ended = await ctx.db.row<InstallationRow>(endInstallation(owner, id))
    if (ended) await announce(ctx, 'app_installation.deleted', 'installation.deleted', ended)
    const known = ended ?? (await ctx.db.row<InstallationRow>(selectOwn(owner, id)))
    if (!known) throw notFound('installation_not_found', 'No such installation')
    return shownToMerchant(known)
  })
