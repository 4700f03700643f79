import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { conflict, invalid, invalidField, notFound } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import {
  archiveFeature,
  closeGate,
  countFeatures,
  countMeters,
  deleteFeature,
  hasEvents,
  insertFeature,
  insertMeter,
  selectFeature,
  selectFeatures,
  selectMeter,
  selectMeters,
  updateFeature,
  updateMeter,
} from './queries.ts'
import type {
  Feature,
  FeatureChanges,
  Meter,
  MeterDetails,
  MeterRef,
  NewFeature,
} from './schema.ts'

export { MeterCache } from './cache.ts'
export { jobs } from './jobs.ts'
export * from './schema.ts'

const meterFields = [
  'meter_name',
  'property_name',
  'aggregation_type',
  'unit',
  'filters',
] as const satisfies readonly (keyof MeterDetails)[]

type Range = { limit: number; offset: number }

/**
 * Makes a feature; one of type `meter` gets its meter with it.
 * @throws invalid for a meter field too few or too many; conflict `already_exists`
 */
export function create(ctx: Ctx, given: NewFeature): Promise<Feature> {
  const details = given.type === 'meter' ? mustBeMeter(given) : mustBeNone(given)
  const tenantId = tenantOf(ctx.caller)
  const id = uuid()
  return unlessTaken(() =>
    inTransaction(ctx, async (ctx) => {
      await ctx.db.run(insertFeature(id, tenantId, given))
      if (details) await ctx.db.run(insertMeter(uuid(), tenantId, id, details))
      return get(ctx, id)
    }),
  )
}

function mustBeMeter(given: NewFeature): MeterDetails {
  const { meter_name, property_name, aggregation_type, unit, filters } = given
  if (meter_name === undefined) throw lacks('meter_name')
  if (property_name === undefined) throw lacks('property_name')
  if (aggregation_type === undefined) throw lacks('aggregation_type')
  return { meter_name, property_name, aggregation_type, unit: unit ?? null, filters: filters ?? [] }
}

const lacks = (field: string) => invalidField(field, 'required', 'Field required for a meter')

function mustBeNone(given: NewFeature | FeatureChanges): undefined {
  const odd = meterFields.find((name) => given[name] !== undefined)
  if (odd) throw invalidField(odd, 'unknown_field', 'Only a feature of type meter has this')
}

/** Of the caller's organization, newest first, also what is archived. */
export async function list(ctx: Ctx, { limit, offset }: Range) {
  const tenantId = tenantOf(ctx.caller)
  const rows = await ctx.db.rows<Feature>(selectFeatures(tenantId, limit, offset))
  const counted = await ctx.db.row<{ total: number }>(countFeatures(tenantId))
  return { rows, total: counted?.total ?? 0 }
}

/** @throws not_found, also for another organization's */
export async function get(ctx: Ctx, id: string): Promise<Feature> {
  const found = await ctx.db.row<Feature>(selectFeature(tenantOf(ctx.caller), id))
  if (!found) throw notFound('feature_not_found', 'Feature not found')
  return found
}

/**
 * Changes what is given. How events are read cannot change once there are some.
 * @throws invalid; not_found; conflict `has_events`, `already_exists`
 */
export function change(ctx: Ctx, id: string, changes: FeatureChanges): Promise<Feature> {
  if (Object.keys(changes).length === 0) throw invalid('invalid_input', 'Nothing to change')
  return unlessTaken(() =>
    inTransaction(ctx, async (ctx) => {
      const { meter_id } = await get(ctx, id)
      if (meter_id === null) mustBeNone(changes)
      if (['name', 'lookup_key', 'description'].some((name) => name in changes)) {
        await ctx.db.run(updateFeature(tenantOf(ctx.caller), id, changes))
      }
      if (meter_id !== null && meterFields.some((name) => name in changes)) {
        await changeMeter(ctx, meter_id, changes)
      }
      return get(ctx, id)
    }),
  )
}

async function changeMeter(ctx: Ctx, id: string, changes: FeatureChanges): Promise<void> {
  const { property_name, aggregation_type, filters } = changes
  if ([property_name, aggregation_type, filters].some((value) => value !== undefined)) {
    await ctx.db.run(closeGate)
    if (await ctx.db.row(hasEvents(id))) {
      throw conflict(
        'has_events',
        'This meter has events: how they are read cannot change any more',
      )
    }
  }
  await ctx.db.run(updateMeter(id, changes))
  await end(ctx, 'meter', [id])
}

/**
 * Takes a feature away. One that has a meter is archived with it: its events stay, new ones are
 * refused.
 * @throws not_found
 */
export const remove = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { meter_id } = await get(ctx, id)
    if (meter_id === null) await ctx.db.run(deleteFeature(tenantOf(ctx.caller), id))
    else await archive(ctx, id, meter_id)
  })

async function archive(ctx: Ctx, featureId: string, meterId: string): Promise<void> {
  await ctx.db.run(archiveFeature(tenantOf(ctx.caller), featureId))
  await end(ctx, 'meter', [meterId])
}

export async function listMeters(ctx: Ctx, { limit, offset }: Range) {
  const tenantId = tenantOf(ctx.caller)
  const rows = await ctx.db.rows<Meter>(selectMeters(tenantId, limit, offset))
  const counted = await ctx.db.row<{ total: number }>(countMeters(tenantId))
  return { rows, total: counted?.total ?? 0 }
}

/** Archived or not. @throws not_found, also for another organization's */
export async function getMeter(ctx: Ctx, ref: MeterRef): Promise<Meter> {
  const found = await ctx.db.row<Meter>(selectMeter(tenantOf(ctx.caller), ref))
  if (!found) throw notFound('meter_not_found', 'Meter not found')
  return found
}

/**
 * Until the end of the caller's transaction no event is being written, and those written before are
 * seen by its next statement.
 */
export const closeBooks = async (ctx: Ctx): Promise<void> => {
  await ctx.db.run(closeGate)
}

/** Archives a meter with its feature. @throws not_found */
export const archiveMeter = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { feature_id } = await getMeter(ctx, { id })
    await archive(ctx, feature_id, id)
  })

async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isDuplicate(error, 'features_lookup_key')) {
      throw conflict('already_exists', 'A feature with this lookup_key exists already')
    }
    if (isDuplicate(error, 'meters_name')) {
      throw conflict('already_exists', 'A meter with this name exists already')
    }
    throw error
  }
}
