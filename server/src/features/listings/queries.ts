import { type Sql, sql } from '../../kernel/sql.ts'
import { appEndpoints } from '../webhooks/index.ts'
import type { AppFilter, Mode, Report } from './schema.ts'

/** Unix seconds, as a number on every machine and after 2038. */
export const seconds = (time: Sql): Sql => sql`floor(extract(epoch from ${time}))::float8`

/** A tenant as the registry names it. */
export const merchant = (tenantId: Sql): Sql => sql`'merch_' || replace(${tenantId}::text, '-', '')`

/** Of the app `r`. 0.0.0, 1.0.0, then a minor more each time. */
export const version: Sql = sql`
  case r.releases when 0 then '0.0.0' else '1.' || (r.releases - 1) || '.0' end`

/** Counted, not kept: it cannot drift. */
export const installCount: Sql = sql`(select count(*)::int from registry.installations i
  join auth.tenants t on t.id = i.tenant_id and t.deleted_at is null
  where i.app_id = r.id and i.status = 'active')`

const app = sql`r.id, 'app' as object, ${merchant(sql`r.tenant_id`)} as developer_id, r.name, r.slug,
  r.distribution_type, r.status, ${version} as version, ${installCount} as install_count,
  r.mode = 'live' as livemode, ${seconds(sql`r.created_at`)} as created,
  ${seconds(sql`r.updated_at`)} as updated, r.description, r.short_description, r.icon_url,
  r.homepage_url, r.privacy_policy_url, r.support_url, r.requested_scopes, r.redirect_uris,
  ${appEndpoints.urlOf(sql`r.id`)} as webhook_url,
  coalesce(${appEndpoints.topicsOf(sql`r.id`)}, '{}') as webhook_events, null::text as webhook_secret, r.category, r.review_notes,
  ${seconds(sql`r.reviewed_at`)} as reviewed_at, r.reviewed_by, r.rejection_reason,
  ${seconds(sql`r.published_at`)} as published_at, r.metadata, r.tenant_id, r.mode,
  r.published_scopes`

/** Whose apps, and in which of their two worlds. */
export interface Owner {
  tenantId: string
  mode: Mode
}

const isOf = ({ tenantId, mode }: Owner): Sql => sql`r.tenant_id = ${tenantId} and r.mode = ${mode}`

/** Columns that hold what they are given, by their own names. */
const given = [
  'name',
  'slug',
  'description',
  'short_description',
  'icon_url',
  'homepage_url',
  'privacy_policy_url',
  'support_url',
  'distribution_type',
  'requested_scopes',
  'redirect_uris',
  'category',
] as const

export type Values = Partial<Record<(typeof given)[number], string | string[] | null>> & {
  metadata?: Record<string, string>
}

const valuesOf = (values: Values): { column: Sql; value: Sql }[] => [
  ...given
    .filter((name) => values[name] !== undefined)
    .map((name) => ({ column: sql.id(name), value: sql`${values[name]}` })),
  ...(values.metadata
    ? [{ column: sql.id('metadata'), value: sql`${JSON.stringify(values.metadata)}::jsonb` }]
    : []),
]

/** No row where the slug is taken. */
export function insertApp(owner: Owner & { id: string }, values: Values): Sql {
  const set = valuesOf(values)
  return sql`
    insert into registry.apps as r (id, tenant_id, mode,
      ${sql.join(set.map(({ column }) => column))})
    values (${owner.id}, ${owner.tenantId}, ${owner.mode},
      ${sql.join(set.map(({ value }) => value))})
    on conflict (mode, slug) do nothing returning ${app}`
}

export const selectApp = (owner: Owner, id: string): Sql => sql`
  select ${app} from registry.apps r where r.id = ${id} and ${isOf(owner)}`

/** A statement of its own: what is counted beside the app is read after whoever held it is done. */
export const lockApp = (owner: Owner, id: string): Sql => sql`
  select from registry.apps r where r.id = ${id} and ${isOf(owner)} for update`

/** For those above merchants and modes. */
export const selectAnyApp = (id: string): Sql =>
  sql`select ${app} from registry.apps r where r.id = ${id}`

const filtered = (name: string, value: string | undefined): Sql =>
  value === undefined ? sql.empty : sql`and ${sql.id('r', name)} = ${value}`

export const apps = (owner: Owner, filter: AppFilter) => ({
  columns: app,
  from: sql`from registry.apps r where ${isOf(owner)} ${filtered('status', filter.status)}
    ${filtered('distribution_type', filter.distribution_type)}
    ${filtered('category', filter.category)} ${filtered('slug', filter.slug)}`,
})

export const updateApp = (id: string, values: Values): Sql => sql`
  update registry.apps r set ${sql.join([
    ...valuesOf(values).map(({ column, value }) => sql`${column} = ${value}`),
    sql`updated_at = clock_timestamp()`,
  ])} where r.id = ${id} returning ${app}`

export const deleteApp = (id: string): Sql => sql`delete from registry.apps where id = ${id}`

/* Review. A move happens only from where the table of moves says (compare and set). */

export interface Move {
  from: readonly string[]
  to: string
}

export interface Decision {
  reviewedBy?: string | null
  reviewNotes?: string | null
  rejectionReason?: string | null
}

const effects: Record<string, (decision: Decision) => Sql> = {
  submit: () => sql`, rejection_reason = null, review_notes = null`,
  withdraw: () => sql.empty,
  approve: ({ reviewedBy = null, reviewNotes = null }) => sql`, reviewed_at = now(),
    reviewed_by = ${reviewedBy}, review_notes = ${reviewNotes}, rejection_reason = null,
    published_at = now(), releases = r.releases + 1, published_scopes = r.requested_scopes`,
  reject: ({ reviewedBy = null, reviewNotes = null, rejectionReason = null }) => sql`,
    reviewed_at = now(), reviewed_by = ${reviewedBy}, review_notes = ${reviewNotes},
    rejection_reason = ${rejectionReason}`,
  unpublish: ({ reviewNotes }) =>
    reviewNotes === undefined ? sql.empty : sql`, review_notes = ${reviewNotes}`,
}

/** @param owner undefined: whoever's it is */
export const moveApp = (
  id: string,
  owner: Owner | undefined,
  action: string,
  { from, to }: Move,
  decision: Decision,
): Sql => sql`
  update registry.apps r set status = ${to}, updated_at = clock_timestamp()
    ${effects[action]?.(decision) ?? sql.empty}
  where r.id = ${id} and r.status = any(${from}::text[])
    ${owner ? sql`and ${isOf(owner)}` : sql.empty}
  returning ${app}`

export const insertReview = (id: string, appId: string): Sql =>
  sql`insert into registry.reviews (id, app_id) values (${id}, ${appId})`

export const decideReview = (appId: string, status: string, decision: Decision): Sql => sql`
  update registry.reviews set status = ${status}, decided_at = now(),
    reviewed_by = ${decision.reviewedBy ?? null}, review_notes = ${decision.reviewNotes ?? null},
    rejection_reason = ${decision.rejectionReason ?? null}
  where app_id = ${appId} and status = 'in_review'`

/** The app beside its review, as JSON: both have columns of the same names. */
export const reviews = (status: string) => ({
  columns: sql`r.id, 'app_review' as object, r.status, a.mode = 'live' as livemode,
    ${seconds(sql`r.created_at`)} as submitted, ${seconds(sql`r.decided_at`)} as decided,
    r.reviewed_by, r.review_notes, r.rejection_reason, r.report as checks,
    (select to_jsonb(one) from (select ${app} from registry.apps r where r.id = a.id) one) as app`,
  from: sql`from registry.reviews r join registry.apps a on a.id = r.app_id
    where r.status = ${status}`,
  oldestFirst: true,
})

export const selectReviewed = (reviewId: string): Sql => sql`
  select ${app} from registry.apps r
  join registry.reviews v on v.app_id = r.id and v.id = ${reviewId}`

export const setReport = (reviewId: string, report: Report): Sql => sql`
  update registry.reviews set report = ${JSON.stringify(report)}::jsonb where id = ${reviewId}`

/* Credentials. */

const client = sql`'oauth_client' as object, r.id, r.app_id, r.client_id,
  case when r.secret_hash is null then 'public' else 'confidential' end as client_type,
  r.secret_prefix as client_secret_prefix, ${seconds(sql`r.created_at`)} as created`

/** No row where the app has as many as it may. The app's row is locked by the caller. */
export const insertClient = (
  c: { id: string; clientId: string; appId: string; hash: Buffer | null; prefix: string | null },
  most: number,
): Sql => sql`
  insert into registry.oauth_clients as r (id, client_id, app_id, secret_hash, secret_prefix)
  select ${c.id}, ${c.clientId}, ${c.appId}, ${c.hash}::bytea, ${c.prefix}
  where (select count(*) from registry.oauth_clients where app_id = ${c.appId}) < ${most}
  returning ${client}`

export const clients = (appId: string) => ({
  columns: client,
  from: sql`from registry.oauth_clients r where r.app_id = ${appId}`,
})

/** By its own id or its client id. */
export const deleteClient = (appId: string, ref: string): Sql => sql`
  delete from registry.oauth_clients r
  where r.app_id = ${appId} and (r.id = ${ref} or r.client_id = ${ref}) returning r.client_id`

export const hasClient = (appId: string): Sql =>
  sql`select from registry.oauth_clients where app_id = ${appId} limit 1`
