import { type Ctx, end } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { notFound } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { whenKnown } from '../../kernel/known.ts'
import {
  addFactor,
  insertSession,
  revokeById,
  revokeByRealm,
  revokeByUser,
  revokeOne,
  selectByUser,
  selectImpersonating,
  selectLive,
  selectNetworks,
  selectOwn,
} from './queries.ts'
import { refreshToken } from './refresh.ts'
import { standingToken } from './standing.ts'
import { type AccessClaims, type AccessTokens, accessSeconds, signAccess } from './tokens.ts'

export { jobs } from './jobs.ts'
export { type Refreshed, refresh, refreshToken, sessionOf } from './refresh.ts'
export { readStanding, renew } from './standing.ts'
export { type AccessClaims, AccessTokens, accessSeconds, jwks, signAccess } from './tokens.ts'

/** Whom a session is for, and what its tokens say of them. */
export interface SessionUser {
  id: string
  realm_id: string
  username: string | null
  email: string | null
  role: string
  /** 0 where nothing that tokens say can change. */
  token_version?: number
  is_anonymous?: boolean
}

export interface SessionRecord {
  id: string
  surface: string
  device: string | null
  address: string | null
  aal: 'aal1' | 'aal2'
  amr: string[]
  created_at: Date
  last_used_at: Date
  expires_at: Date
}

/** What a fresh session gives out. */
export interface StartedSession {
  id: string
  access_token: string
  expires_in: number
  /** '' where none was asked for. */
  refresh_token: string
}

interface FreshSession extends StartedSession {
  /** From a network where the person, who was signed in before, was not in the last thirty days. */
  is_elsewhere: boolean
}

export interface StartOptions {
  /** How the person proved who they are (RFC 8176). */
  amr: readonly string[]
  /** Give out a refresh token, valid while used this often. Without, the session ends with its access token. */
  refresh?: RefreshLife
}

export interface RefreshLife {
  idleSeconds: number
  lifeSeconds: number
  /** One token for the whole life of the session, instead of a new one at each use. */
  isStanding?: boolean
}

/**
 * Starts a session. In the caller's transaction.
 * @returns its id, an access token, and a refresh token if asked for
 */
export async function start(
  ctx: Ctx,
  user: SessionUser,
  { amr, refresh }: StartOptions,
): Promise<FreshSession> {
  const id = uuid()
  const aal = amr.length > 1 ? 'aal2' : 'aal1'
  const seconds = accessSeconds
  const made = await ctx.db.row<{ is_elsewhere: boolean }>(
    insertSession({
      id,
      userId: user.id,
      realmId: user.realm_id,
      surface: ctx.origin.surface,
      aal,
      amr,
      device: ctx.origin.device.slice(0, 300),
      address: clientNetwork(ctx.origin.address),
      generation: refresh && !refresh.isStanding ? 1 : 0,
      idleSeconds: refresh?.idleSeconds ?? seconds,
      lifeSeconds: refresh?.lifeSeconds ?? seconds,
    }),
  )
  const access_token = accessTokenFor(ctx, user, { id, aal, amr: [...amr] })
  const refresh_token = firstToken(ctx, id, refresh)
  const is_elsewhere = made?.is_elsewhere === true
  return { id, access_token, expires_in: seconds, refresh_token, is_elsewhere }
}

function firstToken(ctx: Ctx, id: string, refresh: RefreshLife | undefined): string {
  if (!refresh) return ''
  const root = ctx.secrets.current
  return refresh.isStanding ? standingToken(root, id) : refreshToken(root, id, 1)
}

/** A fresh access token of a session that lives. */
export const accessTokenFor = (
  ctx: Ctx,
  user: SessionUser,
  session: { id: string; aal: 'aal1' | 'aal2'; amr: string[] },
): string =>
  signAccess(ctx.secrets, ctx.instance.publicUrl, {
    sub: user.id,
    session_id: session.id,
    realm_id: user.realm_id,
    ...(user.username === null ? {} : { username: user.username }),
    ...(user.email === null ? {} : { email: user.email }),
    role: user.role,
    ver: user.token_version ?? 0,
    ...(user.is_anonymous ? { is_anonymous: true as const } : {}),
    aal: session.aal,
    amr: session.amr,
  })

/**
 * The claims of an access token whose session lives. Memory answers, at once, while the news of
 * revocations are fresh; when they are not, the database is asked, and if it cannot answer the request
 * fails.
 */
export const resolve = (
  ctx: Ctx,
  tokens: AccessTokens,
  token: string,
): AccessClaims | undefined | Promise<AccessClaims | undefined> =>
  whenKnown(tokens.verify(token), (claims) => claims && whileLiving(ctx, claims))

function whileLiving(
  ctx: Ctx,
  claims: AccessClaims,
): AccessClaims | undefined | Promise<AccessClaims | undefined> {
  if (hasEnded(ctx, claims)) return undefined
  // An impersonation opens the platform alone: other doors could make things that outlast it.
  if (claims.act && ctx.origin.surface !== 'platform') return undefined
  if (claims.act && hasEnded(ctx, claims.act)) return undefined
  return ctx.revocations.isFresh() ? claims : asStored(ctx, claims)
}

async function asStored(ctx: Ctx, claims: AccessClaims): Promise<AccessClaims | undefined> {
  const { session_id, ver, act } = claims
  const lives = act
    ? await isImpersonating(ctx, session_id, ver)
    : await ctx.db.lookUp(selectLive(session_id, ver))
  return lives ? claims : undefined
}

const hasEnded = (ctx: Ctx, of: { sub: string; session_id: string; ver: number }): boolean =>
  ctx.revocations.isEnded('session', of.session_id) ||
  ctx.revocations.isEnded('user', `${of.sub}:${of.ver}`)

/**
 * Whether an impersonation goes on: it was not ended, nor the sign-in it was started from, the rights
 * it was started with are as they were, and its target is there.
 */
export const isImpersonating = async (ctx: Ctx, id: string, version: number): Promise<boolean> =>
  (await ctx.db.row(selectImpersonating(id, version))) !== undefined

/**
 * Whoever is not a person with an account of their own: the platform says route by
 * route what they may; doors that make or end lasting things stay shut.
 */
export const isWeak = ({ is_anonymous, impersonated_by }: AccessClaims): boolean =>
  is_anonymous === true || impersonated_by !== undefined

/** The devices on which this person is signed in, newest first. */
export const list = (ctx: Ctx, userId: string): Promise<SessionRecord[]> =>
  ctx.db.rows<SessionRecord>(selectByUser(userId))

/** Whether the caller lives in a session and proved who they are in it within so many minutes. */
export const isRecent = (ctx: Ctx, minutes: number): Promise<boolean> => isOwn(ctx, minutes)

/** Whether the caller lives in a session that is not over. */
export const isLive = (ctx: Ctx): Promise<boolean> => isOwn(ctx, null)

async function isOwn(ctx: Ctx, minutes: number | null): Promise<boolean> {
  const { sessionId, userId } = ctx.caller
  if (sessionId === undefined || userId === undefined) return false
  return (await ctx.db.row(selectOwn(sessionId, userId, minutes))) !== undefined
}

/** The networks from which this person ever signed in, as far as sessions are kept. */
export const networksOf = async (ctx: Ctx, userId: string): Promise<string[]> =>
  (await ctx.db.rows<{ address: string }>(selectNetworks(userId))).map((row) => row.address)

/**
 * The person of a session showed a second factor in it: its tokens say so from the next refresh on.
 * @param method RFC 8176
 */
export const raise = (ctx: Ctx, id: string, method: string): Promise<number> =>
  ctx.db.run(addFactor(id, method))

/** @throws not_found for a session that is over, unknown, or somebody else's */
export async function revoke(ctx: Ctx, userId: string, id: string): Promise<void> {
  const row = await ctx.db.row<{ id: string }>(revokeOne(userId, id))
  if (!row) throw notFound('session_not_found', 'No such session')
  await end(ctx, 'session', [row.id])
}

/** Ends a session, dead or alive: nothing to find is nothing to do. */
export async function endOne(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.run(revokeById(id))
  await end(ctx, 'session', [id])
}

/** Ends all sessions of these people, but perhaps one. */
export async function revokeAllOf(
  ctx: Ctx,
  userIds: readonly string[],
  except?: string,
): Promise<void> {
  const rows = await ctx.db.rows<{ id: string }>(revokeByUser(userIds, except ?? null))
  await announce(ctx, rows)
}

/** Ends every session in a realm: its app is gone. */
export async function revokeAllIn(ctx: Ctx, realmId: string): Promise<void> {
  await announce(ctx, await ctx.db.rows<{ id: string }>(revokeByRealm(realmId)))
}

const announce = (ctx: Ctx, rows: { id: string }[]): Promise<void> =>
  end(
    ctx,
    'session',
    rows.map((row) => row.id),
  )
