import { defaultTenantId } from '../../../kernel/caller.ts'
import { type Sql, sql } from '../../../kernel/sql.ts'
import type { Mode, Surface, Whose } from '../schema.ts'

export interface Wanted {
  surface: Surface
  tenantId: string
  mode: Mode
  /** Names under which an endpoint may have asked for it. */
  topics: readonly string[]
  /** Whose own it is; null: that is asked afterwards. */
  owners: readonly string[] | null
  /** Endpoints of these parts of the tenant; null: those of the tenant itself. */
  refs: readonly (string | null)[]
  /** Also who did not ask for it. */
  always: boolean
}

/** A person's right to hear of everything is theirs as long as they administer. */
const administers = sql`
  u.role = 'admin' and e.tenant_id = ${defaultTenantId} or exists (
    select from auth.grants g where g.user_id = u.id and (g.role = 'instance_admin'
      or g.role = 'tenant_admin' and g.tenant_id = e.tenant_id))`

/** Every account is at home in the default tenant, elsewhere who is there by name. */
const belongs = sql`
  e.tenant_id = ${defaultTenantId}
    or exists (select from auth.members m where m.tenant_id = e.tenant_id and m.user_id = u.id)
    or exists (select from auth.grants g where g.user_id = u.id
      and (g.tenant_id = e.tenant_id or g.role = 'instance_admin'))`

export const selectWanting = (w: Wanted): Sql => sql`
  select e.id, e.created_by, e.scope, e.api_version
  from webhooks.endpoints e
  join auth.tenants t on t.id = e.tenant_id and t.deleted_at is null
  left join auth.users u on u.id = e.created_by
  where e.surface = ${w.surface} and e.tenant_id = ${w.tenantId} and e.mode = ${w.mode}
    and e.is_enabled and coalesce(e.ref, '') = any(${w.refs.map((ref) => ref ?? '')}::text[])
    and (${w.always} or e.topics && ${w.topics}::text[])
    and (e.scope = 'global' or ${w.owners}::uuid[] is null
      or e.created_by = any(${w.owners}::uuid[]))
    and (e.created_by is null or u.deleted_at is null and u.disabled_at is null
      and case e.scope when 'global' then ${administers} else ${belongs} end)`

/** One event and its deliveries to come, each with its own bytes where it has any. */
export interface Written {
  id: string
  type: string
  body: string
  at: Date
  endpoints: readonly { id: string; body: string | null }[]
}

/**
 * Events with their deliveries: one statement. An event that is there already is not told again. What
 * three webhooks in a row led to is kept and told to nobody.
 */
export function insertEvents(
  place: { surface: Surface; tenantId: string; mode: Mode; hops: number; about?: string },
  events: readonly Written[],
): Sql {
  const pairs = events.flatMap((event) => event.endpoints.map((to) => ({ event: event.id, ...to })))
  const isLoop = place.hops >= mostHops
  return sql`
    with made as (
      insert into webhooks.events (id, surface, mode, tenant_id, type, body, hops, about, created_at)
      select e.id, ${place.surface}, ${place.mode}, ${place.tenantId}, e.type, e.body,
        ${Math.min(place.hops, 1_000)}, ${place.about ?? null}::uuid, e.at
      from unnest(${events.map((e) => e.id)}::text[], ${events.map((e) => e.type)}::text[],
        ${events.map((e) => e.body)}::text[], ${events.map((e) => e.at)}::timestamptz[])
        as e (id, type, body, at)
      on conflict (id) do nothing returning id
    )
    insert into webhooks.deliveries (id, endpoint_id, event_id, body, status, next_at, error)
    select gen_random_uuid(), d.endpoint_id, d.event_id, d.body,
      case when ${isLoop} then 'failed' else 'pending' end, case when ${isLoop} then null else now() end,
      case when ${isLoop} then 'Webhooks led to this event, one after the other: not sent' end
    from unnest(${pairs.map((p) => p.event)}::text[], ${pairs.map((p) => p.id)}::uuid[],
      ${pairs.map((p) => p.body)}::text[]) as d (event_id, endpoint_id, body)
    join made on made.id = d.event_id`
}

/** What still waits to be told to an app about a tenant is not sent. */
export const callOff = (appId: string, about: string): Sql => sql`
  update webhooks.deliveries d
  set status = 'failed', next_at = null, lease = null, error = 'The app was uninstalled: not sent'
  from webhooks.events v, webhooks.endpoints e
  where v.about = ${about} and v.surface = 'registry' and d.event_id = v.id
    and e.id = d.endpoint_id and e.ref = ${appId} and d.status = 'pending'`

export const mostHops = 3

/** Of thirty days, newest first. */
export const kept = (
  { surface, tenantId, mode }: Pick<Whose, 'surface' | 'tenantId' | 'mode'>,
  type?: string,
) => ({
  columns: sql`r.id, r.type, r.body, r.created_at, (select count(*)::int from webhooks.deliveries d
    where d.event_id = r.id and d.status = 'pending') as pending`,
  from: sql`from webhooks.events r
    where r.surface = ${surface} and r.tenant_id = ${tenantId} and r.mode = ${mode}
      and r.created_at > now() - interval '30 days'
      ${type === undefined ? sql.empty : sql`and r.type = ${type}`}`,
})

export function selectEvent(whose: Whose, id: string): Sql {
  const { columns, from } = kept(whose)
  return sql`select ${columns} ${from} and r.id = ${id}`
}

export const deleteOld = (most: number): Sql => sql`
  delete from webhooks.events where id in (
    select id from webhooks.events where created_at < now() - interval '30 days' limit ${most})`

/** What may be told about an account; never how it signs in. */
export const selectAccount = (userId: string, realmId: string): Sql => sql`
  select id, email, email_verified_at, role, is_anonymous, user_metadata, created_at, updated_at,
    deleted_at
  from auth.users where id = ${userId} and realm_id = ${realmId}`
