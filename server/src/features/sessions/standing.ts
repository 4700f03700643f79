import type { Ctx } from '../../engines/context.ts'
import { equalInConstantTime, type SecretRoot } from '../../kernel/crypto.ts'
import { isUuid } from '../../kernel/ids.ts'
import { prolong } from './queries.ts'
import type { Refreshed } from './refresh.ts'

/**
 * Standing refresh tokens: for clients that keep the first value they got, as cookies in a script do.
 * Derived from the session like the others, and never the same text as one
 * of them: neither door takes the other's.
 */
export function standingToken(root: SecretRoot, sessionId: string): string {
  const head = `${sessionId}.standing`
  return `${head}.${root.hmac('refresh', head).toString('base64url')}`
}

/** The session of a standing token, used just now; undefined when it is over or the token not ours. */
export async function renew(
  ctx: Ctx,
  token: string,
  idleSeconds: number,
): Promise<Omit<Refreshed, 'refresh_token'> | undefined> {
  const id = readStanding(ctx, token)
  return id === undefined ? undefined : ctx.db.row(prolong(id, idleSeconds))
}

/** The session a standing token names, dead or alive; undefined when the token is not ours. */
export function readStanding(ctx: Ctx, token: string): string | undefined {
  const [id = ''] = token.length > 120 ? [] : token.split('.')
  if (!isUuid(id)) return undefined
  const isGenuine = ctx.secrets.all.some((root) =>
    equalInConstantTime(standingToken(root, id), token),
  )
  return isGenuine ? id : undefined
}
