import type { Ctx } from '../../engines/context.ts'
import { type Page, type Range, readPage } from '../../kernel/cursors.ts'
import * as listings from '../listings/index.ts'
import { shownToDeveloper, shownToMerchant } from './install.ts'
import { ofApp, listings as offered, ofMerchant, selectLinked, selectListing } from './queries.ts'
import type {
  Installable,
  Installation,
  InstallationRow,
  Listing,
  OwnInstallation,
} from './schema.ts'

/** The published public apps of the caller's mode, newest first. */
export const listListings = (
  ctx: Ctx,
  filter: { category?: string | undefined; search?: string | undefined },
  range: Range,
): Promise<Page<Listing>> =>
  readPage<Listing>(ctx.db, offered(listings.ownerOf(ctx), filter), range)

/** One of them, or one's own. @throws not_found */
export async function getListing(ctx: Ctx, id: string): Promise<Listing> {
  const listing = await ctx.db.row<Listing>(selectListing(listings.ownerOf(ctx), id))
  if (!listing) throw listings.noSuchApp()
  return listing
}

/** What the calling merchant has or had installed, newest first. */
export async function listOwn(ctx: Ctx, range: Range): Promise<Page<OwnInstallation>> {
  const page = await readPage<InstallationRow>(ctx.db, ofMerchant(listings.ownerOf(ctx)), range)
  return { ...page, rows: page.rows.map(shownToMerchant) }
}

/** Who has or had the caller's own app. @throws not_found */
export async function listOfApp(
  ctx: Ctx,
  appId: string,
  range: Range,
): Promise<Page<Installation>> {
  await listings.get(ctx, appId)
  const page = await readPage<InstallationRow>(ctx.db, ofApp(appId), range)
  return { ...page, rows: page.rows.map(shownToDeveloper) }
}

/** The app behind a link, with the client that is named in it. */
export interface Linked extends Installable {
  client: string
  is_public: boolean
  /** Whether this merchant may install it; before they say who they are, whether anybody may. */
  is_open: boolean
}

/**
 * @param who undefined: nobody has said yet who they are, and the client says the mode
 * @returns undefined for a client that is not there, or is of the other mode
 */
export const findLinked = (
  ctx: Ctx,
  clientId: string,
  who?: listings.Owner,
): Promise<Linked | undefined> =>
  ctx.db.row<Linked>(selectLinked(clientId, who?.mode ?? null, who?.tenantId ?? null))
