import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { isDuplicate } from '../../../engines/db/index.ts'
import { unavailable } from '../../../kernel/errors.ts'
import { record } from '../../audit/index.ts'
import * as sessions from '../../sessions/index.ts'
import { connect } from '../backend.ts'
import type { BackendTokens } from '../backends/index.ts'
import type { App, AppUser } from '../schema.ts'
import { signFor } from '../tokens.ts'
import { selectAndHold } from '../users/queries.ts'
import { markVerified } from './queries.ts'

const day = 24 * 3600
/** Unused for sixty days, a login is over; used, it lasts. */
export const idleSeconds = 60 * day
const lifeSeconds = 3650 * day

/** What an app gets when somebody is signed in. */
export interface FullSession {
  /** Of the sign-in. */
  id: string
  access_token: string
  /** Seconds since 1970. */
  expires_at: number
  refresh_token: string
  backend: BackendTokens
  user: AppUser
}

/** Somebody who has proven who they are. */
export interface Proven {
  signInId: string
  /** How (RFC 8176). */
  amr: string
  /** Gets or makes the user. */
  findUser(ctx: Ctx): Promise<AppUser>
  /** Uses up the proof; throws when it is used already. */
  claim(ctx: Ctx): Promise<void>
}

/**
 * Turns a proof into a login: proof used up, user, session and sign-in commit in one transaction.
 *
 * Where the app has a backend, it is asked between two transactions, so that a slow one holds no
 * database connection: first the user is made (they have proven their address), then the backend
 * is told, then the rest commits. When the backend fails, the proof can be used again.
 */
export function open(ctx: Ctx, app: App, proven: Proven): Promise<FullSession> {
  const backend = connect(ctx, app)
  return once(async () => {
    if (!backend) {
      return inTransaction(ctx, async (ctx) => {
        await proven.claim(ctx)
        return start(ctx, app, proven, await proven.findUser(ctx), {})
      })
    }
    const user = await inTransaction(ctx, (ctx) => proven.findUser(ctx))
    const tokens = await backend.signIn(ctx, user)
    return inTransaction(ctx, async (ctx) => {
      await proven.claim(ctx)
      return start(ctx, app, proven, await mustStillLive(ctx, user), tokens)
    })
  })
}

async function start(
  ctx: Ctx,
  app: App,
  { signInId, amr }: Proven,
  user: AppUser,
  backend: BackendTokens,
): Promise<FullSession> {
  const session = await sessions.start(ctx, user, {
    amr: [amr],
    refresh: { idleSeconds, lifeSeconds },
  })
  await ctx.db.run(markVerified(signInId, user.id, session.id))
  await record(ctx, 'sign_in.succeeded', {
    userId: user.id,
    tenantId: app.tenant_id,
    appId: app.id,
    details: { method: amr },
  })
  const { token, expires_at } = await signFor(ctx, app, user)
  const { refresh_token } = session
  return { id: signInId, access_token: token, expires_at, refresh_token, backend, user }
}

/** Removed between the two transactions: tried again, they begin anew. */
async function mustStillLive(ctx: Ctx, user: AppUser): Promise<AppUser> {
  const living = await ctx.db.row<AppUser>(selectAndHold(user.id))
  if (!living) throw unavailable('user_vanished', 'The user was removed meanwhile')
  return living
}

/** Two first sign-ins by one identity at once: the loser of the race finds what the winner made. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isDuplicate(error, 'identities_subject')) return work()
    throw error
  }
}
