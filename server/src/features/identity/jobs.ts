import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sweepAnonymous } from './anonymous.ts'
import { sendEmailChange } from './email-change.ts'
import { sendMagicLink } from './magic-link.ts'
import { close } from './mailbox.ts'
import { sendOtp } from './otp.ts'
import { purgeDeleted, selectAbandoned } from './queries.ts'
import { type Recovery, sendRecovery } from './recover.ts'
import { resend } from './verify.ts'

/** Background work of identity: task name → what it does. */
export const jobs = {
  'identity.recover': (ctx: Ctx, asked: Recovery) => sendRecovery(ctx, asked),
  'identity.magic_link': sendMagicLink,
  'identity.email_change': sendEmailChange,
  'identity.otp': sendOtp,
  'anonymous.sweep': sweepAnonymous,
  'identity.resend': (ctx: Ctx, { address }: { address: string }) => resend(ctx, address),
  'identity.sweep': sweep,
}

/** Closes sign-ups nobody finished within a week; forgets accounts closed for thirty days. */
async function sweep(ctx: Ctx): Promise<void> {
  const abandoned = await ctx.db.rows<{ id: string }>(selectAbandoned)
  await inTransaction(ctx, (ctx) =>
    close(
      ctx,
      abandoned.map((user) => user.id),
    ),
  )
  await ctx.db.run(purgeDeleted)
}
