import type { Ctx } from '../../engines/context.ts'
import type { Caller } from '../../kernel/caller.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { selectByToken } from './queries.ts'

const shape = /^lr_at_[0-9A-Za-z]{43}$/

/** Cheap, before any look-up: whether a Bearer token is one of an installed app. */
export const hasTokenShape = (token: string): boolean => token.startsWith('lr_at_')

/**
 * The app that acts for a merchant by this token: that merchant, in that mode, within what they grant
 * now. Read anew each time, together with everything whose end is its end.
 */
export async function verifyToken(ctx: Ctx, token: string): Promise<Caller | undefined> {
  if (!shape.test(token)) return undefined
  const found = await ctx.db.lookUp<{
    installation_id: string
    tenant_id: string
    mode: 'live' | 'test'
    scopes: string[]
  }>(selectByToken(sha256(token)))
  if (!found) return undefined
  const { installation_id: installationId, tenant_id: tenantId, mode, scopes } = found
  return { kind: 'app', installationId, tenantId, mode, scopes }
}
