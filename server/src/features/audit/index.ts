import type { Ctx } from '../../engines/context.ts'
import { insertRecord } from './queries.ts'

export { jobs } from './jobs.ts'

/** What is written down: `noun.verb`, past tense where it reads better. */
export type AuditEvent =
  | 'account.registered'
  | 'account.proven'
  | 'account.disowned'
  | 'account.deleted'
  | 'sign_in.succeeded'
  | 'sign_in.failed'
  | 'session.revoked'
  | 'password.forgotten'
  | 'password.reset'
  | 'password.changed'
  | 'key.created'
  | 'key.revoked'
  | 'google.linked'
  | 'google.unlinked'
  | 'setting.changed'
  | 'instance.set_up'
  | 'app.created'
  | 'app.changed'
  | 'app.deleted'
  | 'app.secret_shown'
  | 'app.key_rotated'
  | 'app.secret_rotated'
  | 'app_user.deleted'

export interface AuditSubject {
  userId?: string | undefined
  tenantId?: string | undefined
  appId?: string | undefined
  /** Facts worth keeping; never a secret. */
  details?: Record<string, unknown>
}

/** Writes an audit record in the caller's transaction, with who, from where and by which request. */
export async function record(
  ctx: Ctx,
  event: AuditEvent,
  subject: AuditSubject = {},
): Promise<void> {
  await ctx.db.run(insertRecord(ctx, event, subject))
}
