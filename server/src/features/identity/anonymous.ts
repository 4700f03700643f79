import { type Ctx, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { forbidden } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as captcha from '../captcha/index.ts'
import * as settings from '../settings/index.ts'
import { close } from './mailbox.ts'
import { sessionLife } from './platform.ts'
import { insertUser, selectStaleAnonymous, type User } from './queries.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { blank, randomUsername } from './sign-up.ts'

/**
 * Signs in somebody who says nothing of themselves: a row like any other, with no way back in once
 * the session is lost, closed after thirty days.
 * @throws forbidden `feature_disabled`; rate_limited
 */
export async function signInAnonymously(
  ctx: Ctx,
  given: { userMetadata: Record<string, unknown> },
): Promise<SignedIn> {
  if (!(await settings.auth(ctx)).anonymous_enabled) {
    throw forbidden('feature_disabled', 'Anonymous sign-in is switched off')
  }
  await captcha.pass(ctx, 'signup')
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take({ key: `anonymous:hour:${network}`, max: 30, perSeconds: 3600 })
  const row = { ...blank(ctx, null), username: randomUsername(), isAnonymous: true, ...given }
  const user = await inTransaction(ctx, async (ctx) => {
    const made = await ctx.db.row<User>(insertUser(row))
    if (!made) throw new Error('the account was not made')
    await record(ctx, 'account.registered', { userId: made.id, details: { by: 'anonymous' } })
    return made
  })
  return admit(ctx, user, ['anonymous'], await sessionLife(ctx))
}

/** Closes those of thirty days ago, five hundred at a time. */
export async function sweepAnonymous(ctx: Ctx): Promise<void> {
  const stale = await ctx.db.rows<{ id: string }>(selectStaleAnonymous)
  await inTransaction(ctx, (ctx) =>
    close(
      ctx,
      stale.map((user) => user.id),
    ),
  )
}
