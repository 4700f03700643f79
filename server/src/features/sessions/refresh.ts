import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import { equalInConstantTime, type SecretRoot } from '../../kernel/crypto.ts'
import { isUuid } from '../../kernel/ids.ts'
import { lockForRefresh, revokeById, rotate } from './queries.ts'

/** A replaced token gets its successor again for this long: answers get lost on the way. */
const graceSeconds = 60

interface SessionOfToken {
  id: string
  user_id: string
  realm_id: string
  aal: 'aal1' | 'aal2'
  amr: string[]
}

interface LockedSession extends SessionOfToken {
  generation: number
  live: boolean
  /** Seconds since generation − 1, − 2, … was replaced. */
  rotation_ages: number[]
}

export interface Refreshed extends SessionOfToken {
  refresh_token: string
}

/**
 * `<session id>.<generation>.<mac>`: each generation is derived, not stored, so the same token can
 * be answered with the same successor any number of times.
 */
export function refreshToken(root: SecretRoot, sessionId: string, generation: number): string {
  const head = `${sessionId}.${generation}`
  return `${head}.${root.hmac('refresh', head).toString('base64url')}`
}

/** The session that a refresh token is of, dead or alive; undefined when it is none of ours. */
export const sessionOf = (ctx: Ctx, token: string): string | undefined => readToken(ctx, token)?.id

/**
 * Exchanges a refresh token for its successor. The token in force rotates; a replaced one gets the
 * same successor again for a minute, or as long as that is unused; any other ends the session.
 * @returns undefined when the token is not ours or its session is over; then nothing is left alive
 */
export async function refresh(
  ctx: Ctx,
  token: string,
  idleSeconds: number,
): Promise<Refreshed | undefined> {
  const read = readToken(ctx, token)
  if (!read) return undefined
  const { id, generation } = read
  // Nearly always it is the token in force: one statement. Of simultaneous ones the first gets it.
  const session =
    (await ctx.db.row<SessionOfToken>(rotate(id, generation, idleSeconds))) ??
    (await forgive(ctx, id, generation))
  return (
    session && { ...session, refresh_token: refreshToken(ctx.secrets.current, id, generation + 1) }
  )
}

/** A replaced token: within the grace it is as good as the one in force, later it ends the session. */
function forgive(ctx: Ctx, id: string, generation: number): Promise<SessionOfToken | undefined> {
  return inTransaction(ctx, async (ctx) => {
    const session = await ctx.db.row<LockedSession>(lockForRefresh(id))
    if (!session?.live) return undefined
    if (isWithinGrace(session, session.generation - generation)) return session
    await ctx.db.run(revokeById(id))
    await end(ctx, 'session', [id])
    return undefined
  })
}

/** One behind: the successor was never presented, so it is unused. Further: only within the grace. */
function isWithinGrace(session: LockedSession, behind: number): boolean {
  if (behind === 1) return true
  const age = session.rotation_ages[behind - 1]
  return age !== undefined && age <= graceSeconds
}

function readToken(ctx: Ctx, token: string): { id: string; generation: number } | undefined {
  const [id = '', number = '', mac] = token.length > 120 ? [] : token.split('.')
  if (!isUuid(id) || !/^[1-9]\d{0,8}$/.test(number) || mac === undefined) return undefined
  const generation = Number(number)
  const genuine = ctx.secrets.all.some((root) =>
    equalInConstantTime(refreshToken(root, id, generation), token),
  )
  return genuine ? { id, generation } : undefined
}
