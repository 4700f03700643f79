import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { type Page, type Range, readPage } from '../../kernel/cursors.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import { audit } from './announce.ts'
import { find } from './manage.ts'
import { clients, deleteClient, insertClient } from './queries.ts'
import type { OAuthClient } from './schema.ts'

/** The OAuth clients of an app: several at once, so that a secret can be replaced without a gap. */
const most = 5

/**
 * Makes a client; its secret is shown this once. A public one has none: it must use PKCE.
 * @throws not_found; invalid `too_many_credentials`
 */
export const createClient = (
  ctx: Ctx,
  appId: string,
  type: 'confidential' | 'public',
): Promise<OAuthClient> =>
  inTransaction(ctx, async (ctx) => {
    const app = await find(ctx, appId, true)
    const secret = type === 'public' ? null : `lr_cs_${randomSecret(43)}`
    const row = await ctx.db.row<OAuthClient>(
      insertClient(
        {
          id: `oac_${randomSecret(24)}`,
          clientId: `ca_${app.mode}_${randomSecret(24)}`,
          appId,
          hash: secret === null ? null : sha256(secret),
          prefix: secret?.slice(0, 12) ?? null,
        },
        most,
      ),
    )
    if (!row) throw invalid('too_many_credentials', `An app has at most ${most} clients`)
    await audit(ctx, 'oauth_client.created', app, { client_id: row.client_id, type })
    return { ...row, client_secret: secret }
  })

/** The clients of an app, newest first, without secrets. @throws not_found */
export async function listClients(
  ctx: Ctx,
  appId: string,
  range: Range,
): Promise<Page<OAuthClient>> {
  await find(ctx, appId)
  return readPage<OAuthClient>(ctx.db, clients(appId), range)
}

/** Ends a client and every token it was given, at once. @throws not_found */
export const removeClient = (ctx: Ctx, appId: string, ref: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const app = await find(ctx, appId)
    const gone = await ctx.db.row<{ client_id: string }>(deleteClient(appId, ref))
    if (!gone) throw notFound('client_not_found', 'No such client')
    await audit(ctx, 'oauth_client.deleted', app, { client_id: gone.client_id })
  })
