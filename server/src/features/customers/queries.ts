import { type Sql, sql } from '../../kernel/sql.ts'
import {
  type CustomerChanges,
  detailNames,
  type NewCustomer,
  type Range,
  type Reach,
  type Reachable,
} from './schema.ts'

const customer = sql`c.id, c.tenant_id as organization_id, c.external_id, c.name, c.email, c.phone,
  c.billing_address_line1, c.billing_address_city, c.billing_address_state,
  c.billing_address_country, c.billing_address_postal_code,
  case when c.archived_at is null then 'ACTIVE' else 'ARCHIVED' end as status,
  case when c.live then 'live' else 'test' end as mode, c.created_at, c.updated_at`

export function insertCustomer({ tenantId, live }: Reach, given: NewCustomer): Sql {
  const names = detailNames.filter((name) => given[name] !== undefined)
  return sql`
    insert into metering.customers as c
      (tenant_id, live, ${sql.join(names.map((name) => sql.id(name)))})
    values (${tenantId}, ${live}, ${sql.join(names.map((name) => sql`${given[name]}`))})
    returning ${customer}`
}

const within = ({ tenantId, live }: Reach): Sql =>
  sql`c.tenant_id = ${tenantId} and ${live ? sql`c.live` : sql`not c.live`}`

export const selectCustomers = (
  reach: Reach,
  search: string | undefined,
  { limit, offset }: Range,
): Sql => sql`
  select ${customer} from metering.customers c where ${within(reach)} and ${matches(search)}
  order by c.created_at desc, c.id limit ${limit} offset ${offset}`

export const countCustomers = (reach: Reach, search: string | undefined): Sql => sql`
  select count(*)::int as total from metering.customers c
  where ${within(reach)} and ${matches(search)}`

const matches = (search: string | undefined): Sql =>
  search === undefined
    ? sql`true`
    : sql`(strpos(lower(c.name), lower(${search})) > 0 or strpos(lower(c.email), lower(${search})) > 0
        or c.external_id = ${search})`

const isReached = ({ tenantId, live }: Reachable, id: string): Sql => sql`
  c.id = ${id} and c.tenant_id = ${tenantId}
    ${live === undefined ? sql.empty : sql`and c.live = ${live}`}`

export const selectCustomer = (reach: Reachable, id: string): Sql => sql`
  select ${customer} from metering.customers c where ${isReached(reach, id)}`

export const selectByExternalId = (reach: Reach, externalId: string): Sql => sql`
  select ${customer} from metering.customers c
  where ${within(reach)} and c.external_id = ${externalId}`

/** Sets what is given; what is left out stays. */
export function updateCustomer(reach: Reachable, id: string, changes: CustomerChanges): Sql {
  const { status } = changes
  const sets = detailNames
    .filter((name) => changes[name] !== undefined)
    .map((name) => sql`${sql.id(name)} = ${changes[name]}`)
  if (status === 'ARCHIVED') sets.push(sql`archived_at = coalesce(c.archived_at, now())`)
  if (status === 'ACTIVE') sets.push(sql`archived_at = null`)
  return sql`
    update metering.customers c set updated_at = now(), ${sql.join(sets)}
    where ${isReached(reach, id)} returning ${customer}`
}

export const deleteCustomer = (reach: Reachable, id: string): Sql =>
  sql`delete from metering.customers c where ${isReached(reach, id)}`
