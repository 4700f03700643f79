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
  | 'otp.sent'
  | 'magic_link.sent'
  | 'magic_link.used'
  | 'reauthenticated'
  | 'reauthentication.failed'
  | 'profile.changed'
  | 'email.change_asked'
  | 'email.changed'
  | 'identity.unlinked'
  | 'tenant.created'
  | 'tenant.changed'
  | 'tenant.deleted'
  | 'tenant.recovered'
  | 'tenant.repaired'
  | 'member.assigned'
  | 'member.removed'
  | 'invitation.created'
  | 'invitation.revoked'
  | 'invitation.accepted'
  | 'impersonation.started'
  | 'impersonation.used'
  | 'impersonation.ended'
  | 'key.created'
  | 'key.revoked'
  | 'key.changed'
  | 'key.deprecated'
  | 'key.rotated'
  | 'key.deleted'
  | 'google.linked'
  | 'google.unlinked'
  | 'identity.linked'
  | 'provider.signed_out'
  | 'oauth_provider.created'
  | 'oauth_provider.changed'
  | 'oauth_provider.deleted'
  | 'factor.enabled'
  | 'factor.disabled'
  | 'factor.codes_renewed'
  | 'passkey.added'
  | 'passkey.renamed'
  | 'passkey.removed'
  | 'passkey.cloned'
  | 'migration.created'
  | 'migration.changed'
  | 'migration.deleted'
  | 'migration.applied'
  | 'migration.rolled_back'
  | 'migration.failed'
  | 'setting.changed'
  | 'user_secret.created'
  | 'user_secret.changed'
  | 'user_secret.deleted'
  | 'user_secret.revealed'
  | 'secret.created'
  | 'secret.changed'
  | 'secret.rolled_back'
  | 'secret.deleted'
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
