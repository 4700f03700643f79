import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { type AppError, invalidField, notFound } from '../../kernel/errors.ts'
import { randomSecret } from '../../kernel/ids.ts'
import * as installations from '../installations/index.ts'
import { ownerOf } from '../listings/index.ts'
import * as merchants from '../merchants/index.ts'
import type { TenantCache } from '../tenants/index.ts'
import { insertCode } from './queries.ts'

/** Codes live this long. */
const codeSeconds = 60

/** What a client asks for in its link. */
export interface Asked {
  client_id: string
  redirect_uri: string
  state?: string | undefined
}

export interface Granted extends Asked {
  scopes: readonly string[]
  code_challenge?: string | undefined
  code_challenge_method?: string | undefined
}

const noSuchClient = (): AppError => {
  const message = 'No such client'
  return notFound('client_not_found', message, {
    faults: [{ in: 'body', path: ['client_id'], code: 'client_not_found', message }],
  })
}

/**
 * The client of a link, when the place to go back to is one of its own: nothing is ever sent
 * anywhere else. Compared as text (RFC 9700 §4.1.3).
 * @param who undefined while they have not said who they are: then it is only looked at
 * @throws not_found, naming `client_id`; invalid, naming `redirect_uri`
 */
export async function mustBeLinked(
  ctx: Ctx,
  { client_id, redirect_uri }: Asked,
  who?: ReturnType<typeof ownerOf>,
): Promise<installations.Linked> {
  const linked = await installations.findLinked(ctx, client_id, who)
  if (!linked) throw noSuchClient()
  if (!linked.redirect_uris.includes(redirect_uri)) {
    throw invalidField('redirect_uri', 'redirect_uri', 'Is not one of the redirect URIs of the app')
  }
  if (who && !linked.is_open) throw noSuchClient()
  return linked
}

/**
 * The calling merchant says yes: the app is installed with these scopes, and the client gets a code.
 * @throws as `mustBeLinked`; invalid, naming `scopes` or `code_challenge`
 */
export const grant = (ctx: Ctx, given: Granted): Promise<{ redirect_url: string; code: string }> =>
  inTransaction(ctx, async (ctx) => {
    const linked = await mustBeLinked(ctx, given, ownerOf(ctx))
    const challenge = mustProveKey(linked, given)
    const installation = await installations.grant(ctx, linked, given.scopes)
    const code = `lr_ac_${randomSecret(43)}`
    await ctx.db.run(
      insertCode({
        hash: sha256(code),
        client: linked.client,
        installationId: installation.id,
        redirectUri: given.redirect_uri,
        scopes: installation.granted_scopes,
        challenge,
        seconds: codeSeconds,
      }),
    )
    return { redirect_url: backTo(ctx, given, { code }), code }
  })

/** S256 and nothing else; a client without a secret cannot do without it (RFC 9700 §2.1.1). */
export function mustProveKey(
  { is_public }: { is_public: boolean },
  { code_challenge: challenge, code_challenge_method: method }: Partial<Granted>,
): string | null {
  if (challenge === undefined && method === undefined && !is_public) return null
  if (challenge === undefined) {
    throw invalidField('code_challenge', 'required', 'PKCE is required: send a code_challenge')
  }
  if (method === undefined) {
    throw invalidField('code_challenge_method', 'required', 'Say S256')
  }
  if (method !== 'S256') throw invalidField('code_challenge_method', 'enum', 'Must be S256')
  if (!/^[\w-]{43}$/.test(challenge)) {
    throw invalidField('code_challenge', 'pattern', 'Must be 43 characters of base64url')
  }
  return challenge
}

/**
 * The same for somebody who has just said who they are, on the page of a link. The client says the
 * mode.
 * @throws as `grant`; forbidden `insufficient_role`, `email_not_verified`
 */
export async function grantAs(
  ctx: Ctx,
  cache: TenantCache,
  userId: string,
  given: Granted,
): Promise<string> {
  const { mode } = await mustBeLinked(ctx, given)
  const inside: Ctx = Object.create(ctx)
  inside.caller = { kind: 'user', userId, mode }
  if (mode === 'live') await merchants.mustBeReadyForLive(inside)
  inside.caller = { ...inside.caller, ...(await merchants.merchantOf(inside, cache, userId)) }
  return (await grant(inside, given)).redirect_url
}

/** The answer of somebody who says no on the page, whoever they are. @throws as `mustBeLinked` */
export async function refuse(ctx: Ctx, asked: Asked): Promise<string> {
  await mustBeLinked(ctx, asked)
  return backTo(ctx, asked, { error: 'access_denied' })
}

/** The merchant says no. @throws as `mustBeLinked` */
export async function deny(ctx: Ctx, asked: Asked): Promise<{ redirect_url: string }> {
  await mustBeLinked(ctx, asked, ownerOf(ctx))
  return { redirect_url: backTo(ctx, asked, { error: 'access_denied' }) }
}

/** With who answers, so that a client of several servers is not led astray (RFC 9207). */
export function backTo(
  ctx: Ctx,
  { redirect_uri, state }: Pick<Asked, 'redirect_uri' | 'state'>,
  answer: Record<string, string>,
): string {
  const more = new URLSearchParams({
    ...answer,
    ...(state === undefined ? {} : { state }),
    iss: ctx.instance.publicUrl,
  })
  return `${redirect_uri}${redirect_uri.includes('?') ? '&' : '?'}${more}`
}
