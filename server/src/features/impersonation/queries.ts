import { type Sql, sql } from '../../kernel/sql.ts'
import type { ImpersonationType } from './schema.ts'

const isOpen = sql`i.ended_at is null and i.ends_at > now()`

const impersonation = sql`i.id, i.admin_user_id, i.target_user_id, i.impersonation_type,
  i.target_role, i.tenant_id, i.reason, i.ip_address, i.user_agent, i.started_at,
  coalesce(i.ended_at, case when i.ends_at <= now() then i.ends_at end) as ended_at,
  ${isOpen} as is_active`

/** Starts of one administrator take turns. */
export const lockAdmin = (userId: string): Sql => sql`
  select token_version from auth.users
  where id = ${userId} and deleted_at is null and disabled_at is null for update`

export const selectTarget = (userId: string, realmId: string): Sql => sql`
  select u.id, u.email, u.username, u.role, u.token_version, u.is_anonymous,
    u.role = 'admin' or exists (select from auth.grants g where g.user_id = u.id) as is_protected
  from auth.users u
  where u.id = ${userId} and u.realm_id = ${realmId} and u.deleted_at is null
    and u.disabled_at is null for share of u`

export const isMember = (tenantId: string, userId: string): Sql =>
  sql`select from auth.members where tenant_id = ${tenantId} and user_id = ${userId}`

export const insertImpersonation = (i: {
  id: string
  adminId: string
  adminSessionId: string
  adminVersion: number
  targetId: string | null
  type: ImpersonationType
  role: string
  tenantId: string | null
  reason: string
  address: string
  device: string
  lifeSeconds: number
}): Sql => sql`
  insert into auth.impersonations as i (id, admin_user_id, admin_session_id, admin_version,
    target_user_id, impersonation_type, target_role, tenant_id, reason, ip_address, user_agent,
    ends_at)
  values (${i.id}, ${i.adminId}, ${i.adminSessionId}, ${i.adminVersion}, ${i.targetId}, ${i.type},
    ${i.role}, ${i.tenantId}, ${i.reason}, ${i.address}, ${i.device},
    now() + make_interval(secs => ${i.lifeSeconds}))
  returning ${impersonation}`

export const endOfAdmin = (userId: string): Sql => sql`
  update auth.impersonations i set ended_at = least(now(), i.ends_at)
  where i.admin_user_id = ${userId} and i.ended_at is null returning i.id`

export const endOfTarget = (userId: string): Sql => sql`
  update auth.impersonations i set ended_at = least(now(), i.ends_at)
  where i.target_user_id = ${userId} and i.ended_at is null returning i.id`

const isWhose = (of: { id: string } | { adminId: string }): Sql =>
  'id' in of ? sql`i.id = ${of.id}` : sql`i.admin_user_id = ${of.adminId}`

export const endOpen = (of: { id: string } | { adminId: string }): Sql => sql`
  update auth.impersonations i set ended_at = now() where ${isWhose(of)} and ${isOpen}
  returning ${impersonation}`

export const selectOpen = (of: { id: string } | { adminId: string }): Sql => sql`
  select ${impersonation}, u.email as target_email,
    extract(epoch from i.ends_at - now())::float8 as seconds_left,
    i.admin_session_id, i.admin_version
  from auth.impersonations i left join auth.users u on u.id = i.target_user_id
  where ${isWhose(of)} and ${isOpen}`

export interface Filter {
  adminId?: string | undefined
  targetId?: string | undefined
  type?: string | undefined
  isActive?: boolean | undefined
  limit: number
  offset: number
}

/** Which ones somebody may see. */
export type Reach = 'all' | { tenantId: string } | { adminId: string }

const isWithin = (reach: Reach): Sql => {
  if (reach === 'all') return sql`true`
  return 'tenantId' in reach
    ? sql`i.tenant_id = ${reach.tenantId}`
    : sql`i.admin_user_id = ${reach.adminId}`
}

const fits = (reach: Reach, f: Filter): Sql => sql`
  ${isWithin(reach)}
  and (${f.adminId ?? null}::uuid is null or i.admin_user_id = ${f.adminId ?? null})
  and (${f.targetId ?? null}::uuid is null or i.target_user_id = ${f.targetId ?? null})
  and (${f.type ?? null}::text is null or i.impersonation_type = ${f.type ?? null})
  and (${f.isActive ?? null}::boolean is null or (${isOpen}) = ${f.isActive ?? null})`

export const selectSome = (reach: Reach, f: Filter): Sql => sql`
  select ${impersonation} from auth.impersonations i where ${fits(reach, f)}
  order by i.started_at desc, i.id limit ${f.limit} offset ${f.offset}`

export const countSome = (reach: Reach, f: Filter): Sql =>
  sql`select count(*)::int as total from auth.impersonations i where ${fits(reach, f)}`

export const endOverdue: Sql = sql`
  update auth.impersonations set ended_at = ends_at where ended_at is null and ends_at <= now()`
