import type { Ctx } from '../../engines/context.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { AuditSubject } from './index.ts'

export function insertRecord(ctx: Ctx, event: string, subject: AuditSubject): Sql {
  const { caller, origin } = ctx
  return sql`
    insert into auth.audit
      (event, user_id, tenant_id, app_id, actor, impersonator, surface, address, device,
        request_id, details)
    values (${event}, ${subject.userId ?? caller.userId ?? null},
      ${subject.tenantId ?? caller.tenantId ?? null}, ${subject.appId ?? caller.appId ?? null},
      ${caller.keyId ?? caller.sessionId ?? caller.kind}, ${caller.impersonatedBy ?? null},
      ${origin.surface}, ${origin.address},
      ${origin.device}, ${origin.requestId}, ${JSON.stringify(subject.details ?? {})})`
}

export const deleteOldRecords: Sql = sql`
  delete from auth.audit where at < now() - interval '90 days'`
