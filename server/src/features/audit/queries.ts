import type { Ctx } from '../../engines/context.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { AuditSubject } from './index.ts'
import type { AuditFilters } from './read.ts'

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
      ${origin.device}, ${origin.requestId}, ${JSON.stringify({ ...subject.details, ...hopsOf(ctx) })})`
}

/** Webhooks tell of what stands here: one that leads back to itself must come to an end. */
const hopsOf = ({ origin: { hops = 0 } }: Ctx): object => (hops > 0 ? { webhook_hops: hops } : {})

export const deleteOldRecords: Sql = sql`
  delete from auth.audit where at < now() - interval '90 days'`

/** An actor is a session or a key, by its id; else a kind of caller, by its name. */
const actorId = sql`case when r.actor ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  then r.actor::uuid end`

export function selectRecords(
  filters: AuditFilters,
  before: string | undefined,
  limit: number,
): Sql {
  return sql`
    select r.id::text, r.at, r.event, r.user_id, u.email as user_email, r.tenant_id, r.app_id,
      json_build_object('kind', case when s.id is not null then 'session'
          when k.id is not null then 'key' when ${actorId} is not null then 'session'
          else coalesce(r.actor, 'system') end,
        'id', ${actorId}, 'user_id', a.id, 'email', a.email) as actor,
      r.impersonator, r.surface, r.address, r.device, r.request_id, r.details
    from auth.audit r
    left join auth.users u on u.id = r.user_id
    left join auth.sessions s on s.id = ${actorId}
    left join auth.keys k on k.id = ${actorId}
    left join auth.users a on a.id = coalesce(s.user_id, k.user_id)
    where ${matching(filters)} ${before === undefined ? sql.empty : sql`and r.id < ${before}`}
    order by r.id desc limit ${limit}`
}

function matching({ event, actor, user_id, tenant_id, app_id, from, to, q }: AuditFilters): Sql {
  const given = (value: unknown, condition: () => Sql): Sql[] =>
    value === undefined ? [] : [condition()]
  return sql.join(
    [
      sql`true`,
      ...given(event, () =>
        event?.endsWith('.') ? sql`starts_with(r.event, ${event})` : sql`r.event = ${event}`,
      ),
      ...given(actor, () => sql`(s.user_id = ${actor} or k.user_id = ${actor})`),
      ...given(user_id, () => sql`r.user_id = ${user_id}`),
      ...given(tenant_id, () => sql`r.tenant_id = ${tenant_id}`),
      ...given(app_id, () => sql`r.app_id = ${app_id}`),
      ...given(from, () => sql`r.at >= ${from}`),
      ...given(to, () => sql`r.at < ${to}`),
      ...given(q, () => sql`r.details::text ilike ${`%${q?.replace(/[\\%_]/g, '\\$&')}%`}`),
    ],
    ' and ',
  )
}
