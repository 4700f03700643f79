import type { Ctx } from '../../engines/context.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { selectById, type User } from './queries.ts'
import { knowsPassword } from './recover.ts'

/**
 * Somebody says that an account is theirs. Counted with the guesses at sign-in; makes no session, and
 * the second factor is still to be asked for.
 * @throws unauthenticated `invalid_credentials`; rate_limited
 */
export async function provePassword(ctx: Ctx, userId: string, password: string): Promise<void> {
  const user = await ctx.db.row<User>(selectById(userId))
  if (user && !user.disabled_at && (await knowsPassword(ctx, user, password))) return
  await record(ctx, 'sign_in.failed', { userId, details: { method: 'password' } })
  throw unauthenticated('invalid_credentials', 'Wrong password')
}
