import { type Sql, sql } from '../../kernel/sql.ts'
import { type LogFilters, type LogRange, levels, type Scope } from './schema.ts'

export const selectUserFigures = (mainRealm: string): Sql => sql`
  select count(*) filter (where realm_id = ${mainRealm})::int as total,
    count(*) filter (where realm_id = ${mainRealm} and email_verified_at is not null)::int
      as verified,
    count(*) filter (where realm_id = ${mainRealm} and is_anonymous)::int as anonymous,
    count(*) filter (where disabled_at is not null)::int as banned,
    count(*) filter (where realm_id <> ${mainRealm})::int as app_users,
    (select count(*)::int from auth.sessions where revoked_at is null and expires_at > now()
      and idle_ends_at > now()) as active_sessions
  from auth.users where deleted_at is null`

/** Of accounts, by day in UTC, also the days on which nobody came. */
export const selectSignUps = (mainRealm: string, days: number): Sql => sql`
  select to_char(d.day, 'YYYY-MM-DD') as day, count(u.id)::int as count
  from generate_series((now() at time zone 'UTC')::date - ${days - 1}::int,
    (now() at time zone 'UTC')::date, interval '1 day') d (day)
  left join auth.users u on u.created_at >= d.day at time zone 'UTC'
    and u.created_at < (d.day + interval '1 day') at time zone 'UTC' and not u.is_anonymous
    and u.deleted_at is null and u.realm_id = ${mainRealm}
  group by d.day order by d.day`

export const selectDatabaseFigures: Sql = sql`
  select current_setting('server_version') as version,
    pg_database_size(current_database())::float8 as size_bytes,
    (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
    current_setting('max_connections')::int as max_connections,
    extract(epoch from now() - pg_postmaster_start_time())::int as uptime_seconds,
    (select last_value from changes.seq)::float8 - changes.horizon()::float8 as change_lag`

export const selectStorageFigures = (tenantId: string | null): Sql => sql`
  select (select count(*)::int from storage.buckets b where ${ofTenant(tenantId)}) as buckets,
    count(*)::int as objects, coalesce(sum(b.size), 0)::float8 as bytes
  from storage.objects b where ${ofTenant(tenantId)}`

const ofTenant = (tenantId: string | null): Sql =>
  sql`(${tenantId}::uuid is null or b.tenant_id = ${tenantId})`

/** Of the last hour, as far as the newest two hundred thousand events reach. */
export const selectUsageMinutes: Sql = sql`
  select date_trunc('minute', e.created_at) as at, count(*)::int as count
  from (select created_at from metering.events order by seq desc limit 200000) e
  where e.created_at > now() - interval '1 hour' group by 1 order by 1`

export interface Connections {
  total: number
  active: number
  idle: number
  most: number
}

/** Of all processes of the instance. */
export const selectConnections: Sql = sql`
  select count(*)::int as total, count(*) filter (where state = 'active')::int as active,
    count(*) filter (where state = 'idle')::int as idle,
    current_setting('max_connections')::int as most
  from pg_stat_activity where datname = current_database() and usename like 'flumen\\_%'`

export const selectEntries = (scope: Scope, filters: LogFilters, range: LogRange): Sql => {
  const { limit, offset, oldestFirst = false, after } = range
  const order = sql.trusted(oldestFirst || after !== undefined ? 'asc' : 'desc')
  return sql`
    select id::text, at, category, level, message, component, request_id, user_id, tenant_id,
      error, fields
    from engine.log_entries e where ${matching(scope, filters, after)}
    order by e.id ${order} limit ${limit} offset ${offset}`
}

export const countEntries = (scope: Scope, filters: LogFilters, after: string | undefined): Sql =>
  sql`select count(*)::int as total from engine.log_entries e
    where ${matching(scope, filters, after)}`

function matching(scope: Scope, filters: LogFilters, after: string | undefined): Sql {
  const given = <T>(value: T | undefined, condition: (value: T) => Sql): Sql[] =>
    value === undefined ? [] : [condition(value)]
  return sql.join(
    [
      within(scope),
      ...given(after, (id) => sql`e.id > ${id}::bigint`),
      ...given(
        filters.levels,
        (names) => sql`e.level = any(${names.map((n) => levels[n])}::int[])`,
      ),
      ...given(filters.category, (category) => sql`e.category = ${category}`),
      ...given(filters.component, (component) => sql`e.component = ${component}`),
      ...given(filters.request_id, (id) => sql`e.request_id = ${id}`),
      ...given(filters.user_id, (id) => sql`e.user_id = ${id}`),
      ...given(filters.from, (from) => sql`e.at >= ${from}`),
      ...given(filters.to, (to) => sql`e.at <= ${to}`),
      ...given(filters.search, (text) => {
        const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
        return sql`(e.message ilike ${like} or e.error ilike ${like}
          or e.fields::text ilike ${like})`
      }),
    ],
    ' and ',
  )
}

const within = (scope: Scope): Sql => {
  if (scope === null) return sql`true`
  if (scope.tenantId !== null) return sql`e.tenant_id = ${scope.tenantId}`
  return sql`e.tenant_id is null and e.category = 'http' and e.component = 'platform'`
}

export const selectLogFigures = (scope: Scope): Sql => sql`
  with seen as (
    select category, level, count(*)::int as n, min(at) as oldest, max(at) as newest
    from engine.log_entries e where ${within(scope)} group by category, level
  )
  select coalesce(sum(n), 0)::int as total, min(oldest) as oldest, max(newest) as newest,
    (select json_object_agg(category, n) from (select category, sum(n) as n from seen group by 1) c)
      as by_category,
    (select json_object_agg(level, n) from (select level, sum(n) as n from seen group by 1) l)
      as by_level
  from seen`
