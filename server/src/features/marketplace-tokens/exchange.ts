import { type Ctx, inTransaction } from '../../engines/context.ts'
import { equalInConstantTime, sha256 } from '../../kernel/crypto.ts'
import { type AppError, invalid, unauthenticated } from '../../kernel/errors.ts'
import { randomSecret, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import {
  deleteAccessToken,
  insertAccessToken,
  redeemCode,
  revokeGrant,
  revokeOfCode,
  rotateGrant,
  selectClient,
  selectGrant,
} from './queries.ts'
import { readRefreshToken, refreshToken } from './refresh-tokens.ts'

/** The token endpoint: RFC 6749, RFC 7636, RFC 7009. */

const accessSeconds = 3600
const day = 86_400
const idleSeconds = 90 * day
/** However often it is refreshed, an app is asked again after a year. */
const lifeSeconds = 365 * day
/** A replaced refresh token gets its successor again for this long: answers get lost on the way. */
const graceSeconds = 60

export interface Tokens {
  access_token: string
  token_type: 'bearer'
  expires_in: number
  refresh_token: string
  scope: string
  merchant_id: string
}

/** How a client says who it is. */
export interface ClientProof {
  client_id: string
  /** Undefined: it sent none. */
  client_secret: string | undefined
}

interface Client {
  id: string
  client_id: string
  secret_hash: Buffer | null
}

/** One sentence for everything that is wrong with a client. */
const invalidClient = () => unauthenticated('invalid_client', 'Unknown client or wrong secret')
const invalidGrant = (message: string): AppError => invalid('invalid_grant', message)

/** @throws unauthenticated `invalid_client` */
async function mustBeClient(ctx: Ctx, given: ClientProof): Promise<Client> {
  const client = await ctx.db.row<Client>(selectClient(given.client_id))
  const sent = given.client_secret === undefined ? null : sha256(given.client_secret)
  // A client without a secret sends none; one that has one cannot do without.
  const isRight = equalInConstantTime(client?.secret_hash ?? 'none', sent ?? 'none')
  if (!client || !isRight) throw invalidClient()
  return client
}

/** What a grant is worth, as read. */
interface Grant {
  id: string
  generation: number
  scopes: string[]
  tenant_id: string
  app_id: string
  merchant_id: string
}

const newAccessToken = () => `lr_at_${randomSecret(43)}`

function toTokens(ctx: Ctx, grant: Grant, generation: number, token: string): Tokens {
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: accessSeconds,
    refresh_token: refreshToken(ctx.secrets.current, grant.id, generation),
    scope: grant.scopes.join(' '),
    merchant_id: grant.merchant_id,
  }
}

/**
 * A code for tokens, once. Used again it ends what it gave.
 * @throws unauthenticated `invalid_client`; invalid `invalid_grant`
 */
export async function redeem(
  ctx: Ctx,
  proof: ClientProof,
  given: { code: string; redirect_uri: string; code_verifier: string | undefined },
): Promise<Tokens> {
  const client = await mustBeClient(ctx, proof)
  const { code_verifier: verifier } = given
  const token = newAccessToken()
  const code = sha256(given.code)
  const redeemed = {
    code,
    client: client.id,
    redirectUri: given.redirect_uri,
    challenge: verifier === undefined ? null : sha256(verifier).toString('base64url'),
  }
  const made = {
    grantId: uuid(),
    token: sha256(token),
    tokenSeconds: accessSeconds,
    idle: idleSeconds,
    life: lifeSeconds,
  }
  const grant = await inTransaction(ctx, async (ctx) => {
    const grant = await ctx.db.row<Grant>(redeemCode(redeemed, made))
    if (grant) await note(ctx, 'oauth_grant.created', grant, client)
    return grant
  })
  if (grant) return toTokens(ctx, grant, 1, token)
  await endWhatItGave(ctx, code, client)
  throw invalidGrant('The code is used, too old, or was given for something else')
}

const note = (
  ctx: Ctx,
  event: 'oauth_grant.created' | 'oauth_grant.revoked',
  grant: Pick<Grant, 'id' | 'tenant_id' | 'app_id'>,
  { client_id }: Client,
): Promise<void> =>
  record(ctx, event, {
    tenantId: grant.tenant_id,
    details: { app: grant.app_id, grant: grant.id, client_id },
  })

const endWhatItGave = (ctx: Ctx, code: Buffer, client: Client): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const ended = await ctx.db.row<{ id: string }>(revokeOfCode(code, client.id))
    if (!ended) return
    const details = { grant: ended.id, client_id: client.client_id }
    await record(ctx, 'oauth_grant.reused', { details })
  })

/**
 * A refresh token for its successor and a fresh access token. The same token again gets the same
 * successor for a minute, or as long as that is unused; any other ends the grant.
 * @param scope fewer than were granted, for this access token alone
 * @throws unauthenticated `invalid_client`; invalid `invalid_grant`, `invalid_scope`
 */
export async function refresh(
  ctx: Ctx,
  proof: ClientProof,
  given: { refresh_token: string; scope: string | undefined },
): Promise<Tokens> {
  const client = await mustBeClient(ctx, proof)
  const read = readRefreshToken(ctx, given.refresh_token)
  if (!read) throw dead()
  const tokens = await inTransaction(ctx, (ctx) => renew(ctx, client, read, given.scope))
  // Thrown outside: what ended must stay ended.
  if (!tokens) throw dead()
  return tokens
}

const dead = () => invalidGrant('The refresh token is used, too old, or revoked')

async function renew(
  ctx: Ctx,
  client: Client,
  { id, generation }: { id: string; generation: number },
  scope: string | undefined,
): Promise<Tokens | undefined> {
  const isFirst = (await ctx.db.run(rotateGrant(id, client.id, generation, idleSeconds))) === 1
  const grant = await ctx.db.row<Grant & { rotation_ages: number[] }>(selectGrant(id, client.id))
  if (!grant) return undefined
  if (!isFirst && !isWithinGrace(grant, grant.generation - generation)) {
    await ctx.db.run(revokeGrant(id, client.id))
    await note(ctx, 'oauth_grant.revoked', grant, client)
    return undefined
  }
  const scopes = narrowed(grant.scopes, scope)
  const token = newAccessToken()
  const hash = sha256(token)
  await ctx.db.run(insertAccessToken({ hash, grantId: id, scopes, seconds: accessSeconds }))
  return toTokens(ctx, { ...grant, scopes }, generation + 1, token)
}

/** One behind: the successor was never presented, so it is unused. Further: only within the grace. */
function isWithinGrace({ rotation_ages }: { rotation_ages: number[] }, behind: number): boolean {
  if (behind === 1) return true
  const age = rotation_ages[behind - 1]
  return age !== undefined && age <= graceSeconds
}

function narrowed(granted: string[], scope: string | undefined): string[] {
  if (scope === undefined) return granted
  const wanted = scope.split(/[ ,]+/).filter((name) => name !== '')
  if (wanted.length > 0 && wanted.every((name) => granted.includes(name))) return wanted
  throw invalid('invalid_scope', 'More than was granted')
}

/**
 * Ends a token: a refresh token with all that came of it, an access token alone. What is unknown, or
 * another client's, is over already (RFC 7009 §2.2).
 * @throws unauthenticated `invalid_client`
 */
export async function revoke(ctx: Ctx, proof: ClientProof, token: string): Promise<void> {
  const client = await mustBeClient(ctx, proof)
  const read = readRefreshToken(ctx, token)
  if (read) await ctx.db.run(revokeGrant(read.id, client.id))
  else await ctx.db.run(deleteAccessToken(sha256(token), client.id))
}
