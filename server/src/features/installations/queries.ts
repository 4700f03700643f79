import { type Sql, sql } from '../../kernel/sql.ts'
import { installCount, merchant, type Owner, seconds, version } from '../listings/index.ts'

const lives = (tenantId: Sql): Sql => sql`exists (select from auth.tenants t
  where t.id = ${tenantId} and t.deleted_at is null)`

const listing = (viewer: string): Sql => sql`r.id, 'app' as object, r.name, r.slug,
  r.distribution_type, ${version} as version, ${installCount} as install_count,
  ${seconds(sql`r.created_at`)} as created, r.mode = 'live' as livemode, r.description,
  r.short_description, r.icon_url, r.homepage_url, r.privacy_policy_url, r.support_url, r.category,
  r.requested_scopes, ${merchant(sql`r.tenant_id`)} as developer_id,
  ${seconds(sql`r.published_at`)} as published_at,
  exists (${own(viewer, sql`i.id`)}) as is_installed,
  (${own(
    viewer,
    sql`jsonb_build_object('id', i.id, 'status', i.status,
    'granted_scopes', i.granted_scopes, 'created', ${seconds(sql`i.created_at`)})`,
  )})
    as installation`

const own = (viewer: string, columns: Sql): Sql => sql`select ${columns}
  from registry.installations i
  where i.app_id = r.id and i.tenant_id = ${viewer} and i.status = 'active'`

/** What anybody finds in the marketplace of a mode. */
const isOffered = sql`(r.status = 'published' and r.distribution_type = 'public'
  and ${lives(sql`r.tenant_id`)})`

/** The text as it is: what means something to LIKE is escaped. */
const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export const listings = (
  { tenantId, mode }: Owner,
  { category, search }: { category?: string | undefined; search?: string | undefined },
) => ({
  columns: listing(tenantId),
  from: sql`from registry.apps r where r.mode = ${mode} and ${isOffered}
    ${category === undefined ? sql.empty : sql`and r.category = ${category}`}
    ${
      search === undefined
        ? sql.empty
        : sql`and concat_ws(' ', r.name, r.short_description, r.description) ilike ${like(search)}`
    }`,
})

export const selectListing = ({ tenantId, mode }: Owner, id: string): Sql => sql`
  select ${listing(tenantId)} from registry.apps r
  where r.id = ${id} and r.mode = ${mode} and (${isOffered} or r.tenant_id = ${tenantId})`

/** By whom an app may be installed: offered, or one's own; by its link, a private one by anybody. */
const isOpenTo = (tenantId: string, byLink: boolean): Sql => sql`(${isOffered}
  or r.tenant_id = ${tenantId}
  ${byLink ? sql`or (r.distribution_type = 'private' and ${lives(sql`r.tenant_id`)})` : sql.empty})`

const installable = sql`r.id, r.name, r.tenant_id as developer_id, r.mode, r.requested_scopes,
  r.redirect_uris`

/** The app stays as it is until the installation is written. */
export const selectInstallable = ({ tenantId, mode }: Owner, id: string): Sql => sql`
  select ${installable} from registry.apps r
  where r.id = ${id} and r.mode = ${mode} and ${isOpenTo(tenantId, false)} for share of r`

/** By the client in the link. @param tenantId null: nobody has said yet who they are */
export const selectLinked = (
  clientId: string,
  mode: string | null,
  tenantId: string | null,
): Sql => sql`
  select ${installable}, c.id as client, c.secret_hash is null as is_public,
    ${
      tenantId === null
        ? sql`${isOffered} or r.distribution_type = 'private'`
        : isOpenTo(tenantId, true)
    } as is_open
  from registry.oauth_clients c join registry.apps r on r.id = c.app_id
  where c.client_id = ${clientId} and ${lives(sql`r.tenant_id`)}
    ${mode === null ? sql.empty : sql`and r.mode = ${mode}`}
  ${tenantId === null ? sql.empty : sql`for share of r`}`

const installation = sql`r.id, 'app_installation' as object, r.app_id,
  ${merchant(sql`r.tenant_id`)} as merchant_id, r.granted_scopes, r.status,
  a.mode = 'live' as livemode, ${seconds(sql`r.created_at`)} as created,
  ${seconds(sql`r.updated_at`)} as updated, r.installed_by_user_id,
  ${seconds(sql`r.uninstalled_at`)} as uninstalled_at, r.metadata, r.tenant_id,
  a.tenant_id as developer_id, a.mode, jsonb_build_object('id', a.id, 'name', a.name,
    'slug', a.slug, 'icon_url', a.icon_url, 'short_description', a.short_description,
    'category', a.category) as app`

export const selectActive = (appId: string, tenantId: string): Sql => sql`
  select ${installation} from registry.installations r join registry.apps a on a.id = r.app_id
  where r.app_id = ${appId} and r.tenant_id = ${tenantId} and r.status = 'active'
  for update of r`

export const selectActiveWith = ({ tenantId, mode }: Owner, scope: string): Sql => sql`
  select r.app_id, a.tenant_id as developer_id
  from registry.installations r join registry.apps a on a.id = r.app_id and a.mode = ${mode}
  where r.tenant_id = ${tenantId} and r.status = 'active' and ${scope} = any(r.granted_scopes)
  order by r.created_at, r.id`

/** The one that is active gets the scopes; else it is made. */
export const upsertInstallation = (i: {
  id: string
  appId: string
  tenantId: string
  scopes: readonly string[]
  userId: string | null
}): Sql => sql`
  with r as (
    insert into registry.installations as n
      (id, app_id, tenant_id, granted_scopes, installed_by_user_id)
    values (${i.id}, ${i.appId}, ${i.tenantId}, ${i.scopes}, ${i.userId})
    on conflict (app_id, tenant_id) where status = 'active' do update set
      granted_scopes = excluded.granted_scopes, updated_at = clock_timestamp()
    returning n.id, n.app_id, n.tenant_id, n.granted_scopes, n.status, n.installed_by_user_id,
      n.metadata, n.created_at, n.updated_at, n.uninstalled_at
  )
  select ${installation} from r join registry.apps a on a.id = r.app_id`

export const endInstallation = ({ tenantId, mode }: Owner, id: string): Sql => sql`
  with r as (
    update registry.installations n set status = 'uninstalled',
      uninstalled_at = clock_timestamp(), updated_at = clock_timestamp()
    where n.id = ${id} and n.tenant_id = ${tenantId} and n.status = 'active'
      and exists (select from registry.apps a where a.id = n.app_id and a.mode = ${mode})
    returning n.id, n.app_id, n.tenant_id, n.granted_scopes, n.status, n.installed_by_user_id,
      n.metadata, n.created_at, n.updated_at, n.uninstalled_at
  )
  select ${installation} from r join registry.apps a on a.id = r.app_id`

const joined = sql`from registry.installations r join registry.apps a on a.id = r.app_id`

export const selectOwn = ({ tenantId, mode }: Owner, id: string): Sql => sql`
  select ${installation} ${joined}
  where r.id = ${id} and r.tenant_id = ${tenantId} and a.mode = ${mode}`

/** What a merchant has or had installed. */
export const ofMerchant = ({ tenantId, mode }: Owner) => ({
  columns: installation,
  from: sql`${joined} where r.tenant_id = ${tenantId} and a.mode = ${mode}`,
})

/** Who has or had an app. */
export const ofApp = (appId: string) => ({
  columns: installation,
  from: sql`${joined} where r.app_id = ${appId}`,
})
