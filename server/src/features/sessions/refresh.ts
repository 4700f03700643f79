import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import { equalInConstantTime, type SecretRoot } from '../../kernel/crypto.ts'
import { isUuid } from '../../kernel/ids.ts'
import { lockForRefresh, revokeById, rotate } from './queries.ts'

/** A replaced token gets its successor again for this long: answers get lost on the way. */
const graceSeconds = 60

interface LockedSession {
  id: string
  user_id: string
  realm_id: string
  generation: number
  aal: 'aal1' | 'aal2'
  amr: string[]
  live: boolean
  /** Seconds since generation − 1, − 2, … was replaced. */
  rotation_ages: number[]
}

export type Refreshed = Pick<LockedSession, 'id' | 'user_id' | 'realm_id' | 'aal' | 'amr'> & {
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

/**
 * Exchanges a refresh token for its successor. The token in force rotates; a replaced one gets the
 * same successor again for a minute, or as long as that is unused; any other ends the session.
 * @returns undefined when the token is not ours or its session is over; then nothing is left alive
 */
export function refresh(
  ctx: Ctx,
  token: string,
  idleSeconds: number,
): Promise<Refreshed | undefined> {
  const read = readToken(ctx, token)
  if (!read) return Promise.resolve(undefined)
  return inTransaction(ctx, async (ctx) => {
    const session = await ctx.db.row<LockedSession>(lockForRefresh(read.id))
    if (!session?.live) return undefined
    const behind = session.generation - read.generation
    if (behind === 0) await ctx.db.run(rotate(session.id, idleSeconds))
    else if (!isWithinGrace(session, behind)) {
      await ctx.db.run(revokeById(session.id))
      await end(ctx, 'session', [session.id])
      return undefined
    }
    const successor = refreshToken(ctx.secrets.current, session.id, read.generation + 1)
    return { ...session, refresh_token: successor }
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
