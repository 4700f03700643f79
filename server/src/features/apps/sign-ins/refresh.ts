import type { Ctx } from '../../../engines/context.ts'
import { AppError, unauthenticated, unavailable } from '../../../kernel/errors.ts'
import * as sessions from '../../sessions/index.ts'
import { connect } from '../backend.ts'
import type { App, AppUser } from '../schema.ts'
import { signFor } from '../tokens.ts'
import { endTokens, selectAndHold } from '../users/queries.ts'
import { type FullSession, idleSeconds } from './open.ts'
import { isRevoked, type Login, selectLogin } from './queries.ts'

const sessionRevoked = () => unauthenticated('session_revoked', 'This login is over: sign in again')

/**
 * Exchanges a refresh token for a new pair. The same token again gets the same successor, so that a
 * lost answer costs nobody their login. Any refusal with a body makes the SDK forget the login:
 * only a login that is over is refused, everything else is `unavailable`.
 * @throws unauthenticated `session_revoked`; unavailable
 */
export async function refresh(
  ctx: Ctx,
  app: App,
  given: { id: string; refreshToken: string },
): Promise<FullSession> {
  try {
    return await exchange(ctx, app, given)
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unauthenticated') throw error
    throw unavailable('refresh_failed', 'The login could not be renewed', { cause: error })
  }
}

async function exchange(
  ctx: Ctx,
  app: App,
  { id, refreshToken }: { id: string; refreshToken: string },
): Promise<FullSession> {
  const login = await ctx.db.row<Login>(selectLogin(app.id, id))
  if (!login || refreshToken.split('.')[0] !== login.session_id) throw sessionRevoked()
  const renewed = await sessions.refresh(ctx, refreshToken, idleSeconds)
  const user = await ctx.db.row<AppUser>(selectAndHold(login.user_id))
  if (!renewed || !user) {
    await endTokensOnReplay(ctx, login)
    throw sessionRevoked()
  }
  const backend = (await connect(ctx, app)?.signIn(ctx, user)) ?? {}
  const { token, expires_at } = await signFor(ctx, app, user)
  const { refresh_token } = renewed
  return { id, access_token: token, expires_at, refresh_token, backend, user }
}

/** A replay has just ended the login: access tokens name no session, so all of the user's end. */
async function endTokensOnReplay(ctx: Ctx, login: Login): Promise<void> {
  if (login.live && (await ctx.db.row(isRevoked(login.session_id)))) {
    await ctx.db.run(endTokens(login.user_id))
  }
}
