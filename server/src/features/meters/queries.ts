import { type Sql, sql } from '../../kernel/sql.ts'
import type { FeatureChanges, MeterDetails, MeterRef, NewFeature } from './schema.ts'

const meter = sql`m.id, m.feature_id, m.name, m.token as meter_token, m.property_name,
  m.aggregation_type, m.unit, m.filters, m.version,
  case when m.archived_at is null then 'ACTIVE' else 'ARCHIVED' end as status,
  m.created_at, m.updated_at`

const feature = sql`f.id, f.name, f.lookup_key, f.type, f.description,
  case when f.archived_at is null then 'ACTIVE' else 'ARCHIVED' end as status,
  f.created_at, greatest(f.updated_at, m.updated_at) as updated_at, m.id as meter_id,
  m.token as meter_token, m.name as meter_name, m.property_name, m.aggregation_type, m.unit,
  m.filters`

export const insertFeature = (id: string, tenantId: string, f: NewFeature): Sql => sql`
  insert into metering.features (id, tenant_id, name, lookup_key, type, description)
  values (${id}, ${tenantId}, ${f.name}, ${f.lookup_key}, ${f.type}, ${f.description ?? null})`

export const insertMeter = (
  id: string,
  tenantId: string,
  featureId: string,
  m: MeterDetails,
): Sql => sql`
  insert into metering.meters
    (id, tenant_id, feature_id, name, property_name, aggregation_type, unit, filters)
  values (${id}, ${tenantId}, ${featureId}, ${m.meter_name}, ${m.property_name},
    ${m.aggregation_type}, ${m.unit ?? null}, ${JSON.stringify(m.filters ?? [])})`

export const selectFeatures = (tenantId: string, limit: number, offset: number): Sql => sql`
  select ${feature} from metering.features f left join metering.meters m on m.feature_id = f.id
  where f.tenant_id = ${tenantId} order by f.created_at desc, f.id
  limit ${limit} offset ${offset}`

export const countFeatures = (tenantId: string): Sql =>
  sql`select count(*)::int as total from metering.features where tenant_id = ${tenantId}`

export const selectFeature = (tenantId: string, id: string): Sql => sql`
  select ${feature} from metering.features f left join metering.meters m on m.feature_id = f.id
  where f.tenant_id = ${tenantId} and f.id = ${id}`

/** Sets what is given; what is left out stays. */
export function updateFeature(tenantId: string, id: string, changes: FeatureChanges): Sql {
  const names = (['name', 'lookup_key', 'description'] as const).filter(
    (name) => changes[name] !== undefined,
  )
  const sets = names.map((name) => sql`${sql.id(name)} = ${changes[name]}`)
  return sql`update metering.features set updated_at = now(), ${sql.join(sets)}
    where tenant_id = ${tenantId} and id = ${id}`
}

/** A new version: what was prepared by the old one is prepared again. */
export function updateMeter(id: string, changes: Partial<MeterDetails>): Sql {
  const { meter_name, property_name, aggregation_type, unit, filters } = changes
  const sets = [
    ...(meter_name === undefined ? [] : [sql`name = ${meter_name}`]),
    ...(property_name === undefined ? [] : [sql`property_name = ${property_name}`]),
    ...(aggregation_type === undefined ? [] : [sql`aggregation_type = ${aggregation_type}`]),
    ...(unit === undefined ? [] : [sql`unit = ${unit}`]),
    ...(filters === undefined ? [] : [sql`filters = ${JSON.stringify(filters)}`]),
  ]
  return sql`update metering.meters
    set version = version + 1, updated_at = now(), ${sql.join(sets)} where id = ${id}`
}

/** Waits for the batches under way, and holds up the next ones until the end of the transaction. */
export const closeGate: Sql = sql`select pg_advisory_xact_lock(1221, 1)`

export const hasEvents = (id: string): Sql =>
  sql`select from metering.events where meter_id = ${id} limit 1`

export const deleteFeature = (tenantId: string, id: string): Sql =>
  sql`delete from metering.features where tenant_id = ${tenantId} and id = ${id}`

/** The feature of a meter goes with it. */
export const archiveFeature = (tenantId: string, id: string): Sql => sql`
  with gone as (
    update metering.features set archived_at = coalesce(archived_at, now())
    where tenant_id = ${tenantId} and id = ${id} returning id)
  update metering.meters m set archived_at = coalesce(m.archived_at, now()), updated_at = now()
  from gone where m.feature_id = gone.id`

export const selectMeters = (tenantId: string, limit: number, offset: number): Sql => sql`
  select ${meter} from metering.meters m where m.tenant_id = ${tenantId}
  order by m.created_at desc, m.id limit ${limit} offset ${offset}`

export const countMeters = (tenantId: string): Sql =>
  sql`select count(*)::int as total from metering.meters where tenant_id = ${tenantId}`

/** Of several of one name the one in use. */
export const selectMeter = (tenantId: string, ref: MeterRef): Sql => sql`
  select ${meter} from metering.meters m where m.tenant_id = ${tenantId} and ${matches(ref)}
  order by m.archived_at desc nulls first limit 1`

function matches(ref: MeterRef): Sql {
  if ('id' in ref) return sql`m.id = ${ref.id}`
  return 'token' in ref ? sql`m.token = ${ref.token}` : sql`m.name = ${ref.name}`
}

/** Erases some of what deleted meters left behind; whole meters are forgotten last. */
export const eraseSome = (most: number): Sql => sql`
  with doomed as (select meter_id from metering.erasures limit 1),
  events as (
    delete from metering.events e using doomed d
    where e.meter_id = d.meter_id and (e.happened_at, e.id) in (
      select x.happened_at, x.id from metering.events x
      where x.meter_id = d.meter_id limit ${most})
    returning e.tenant_id, e.live, e.idempotency_key),
  seen as (
    delete from metering.seen s using events e
    where e.idempotency_key is not null and s.hash = metering.key_hash(e.tenant_id, e.live,
      e.idempotency_key)),
  quarters as (delete from metering.quarters q using doomed d where q.meter_id = d.meter_id),
  days as (delete from metering.days q using doomed d where q.meter_id = d.meter_id),
  day_values as (delete from metering.day_values q using doomed d where q.meter_id = d.meter_id),
  done as (
    delete from metering.erasures x using doomed d
    where x.meter_id = d.meter_id and (select count(*) from events) < ${most})
  select (select count(*) from events)::int as erased, exists (select from doomed) as had_work`
