import * as meters from '../../features/meters/index.ts'
import { label, nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { Page, PageOf, pageOf, route } from './route.ts'

const Slug = Type.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,99}$', maxLength: 100 })
const Filter = object({
  property: label(100),
  operator: oneOf(['eq', 'in']),
  values: Type.Array(Type.Union([Type.String({ maxLength: 255 }), Type.Number(), Type.Boolean()]), {
    minItems: 1,
    maxItems: 100,
  }),
})
const Filters = Type.Array(Filter, {
  maxItems: 20,
  description: 'An event counts when all match its properties; another is stored and not counted',
})
const Aggregation = oneOf(meters.aggregations)
const Status = oneOf(['ACTIVE', 'ARCHIVED'])
const text = nullable(Type.String())

const FeatureShape = object({
  id: Uuid,
  name: Type.String(),
  lookup_key: Type.String(),
  type: oneOf(meters.featureTypes),
  description: text,
  status: Status,
  created_at: Time,
  updated_at: Time,
  meter_id: nullable(Uuid),
  meter_token: nullable(Uuid),
  meter_name: text,
  property_name: text,
  aggregation_type: nullable(Aggregation),
  unit: text,
  filters: nullable(Type.Array(Filter)),
})

const MeterShape = object({
  id: Uuid,
  feature_id: Uuid,
  name: Type.String(),
  meter_token: Uuid,
  property_name: Type.String(),
  aggregation_type: Aggregation,
  unit: text,
  filters: Type.Array(Filter),
  status: Status,
  created_at: Time,
  updated_at: Time,
})

const ofMeter = {
  meter_name: Type.Optional(label(100)),
  property_name: Type.Optional(label(100)),
  aggregation_type: Type.Optional(Aggregation),
  unit: Type.Optional(nullable(label(50))),
  filters: Type.Optional(Filters),
}

const Ref = object({ id: Uuid })

/** What an organization offers, and the meters of what it measures. */
export const featureRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/features',
    name: 'metering.create_feature',
    access: 'manage',
    summary: 'Create a feature; one of type `meter` gets its meter with it',
    body: object({
      name: label(255),
      lookup_key: Slug,
      type: oneOf(meters.featureTypes),
      description: Type.Optional(nullable(label(2000))),
      ...ofMeter,
    }),
    returns: FeatureShape,
    status: 201,
    errors: [401, 403, 409, 422],
    handle: (ctx, { body }) => meters.create(ctx, body),
  }),
  route({
    method: 'GET',
    path: '/api/v1/features',
    name: 'metering.list_features',
    access: 'member',
    summary: 'The features, newest first',
    query: object(Page),
    returns: PageOf(FeatureShape),
    errors: [401, 422],
    handle: (ctx, { query }) =>
      pageOf(
        query,
        (range) => meters.list(ctx, range),
        (feature) => feature,
      ),
  }),
  route({
    method: 'GET',
    path: '/api/v1/features/{id}',
    name: 'metering.get_feature',
    access: 'member',
    summary: 'One feature',
    params: Ref,
    returns: FeatureShape,
    errors: [401, 404, 422],
    handle: (ctx, { params }) => meters.get(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/features/{id}',
    name: 'metering.change_feature',
    access: 'manage',
    summary: 'Change a feature; what is left out stays',
    description:
      'How events are read (aggregation_type, property_name, filters) cannot change after the first one: 409.',
    params: Ref,
    body: object({
      name: Type.Optional(label(255)),
      lookup_key: Type.Optional(Slug),
      description: Type.Optional(nullable(label(2000))),
      ...ofMeter,
    }),
    returns: FeatureShape,
    errors: [400, 401, 403, 404, 409, 422],
    handle: (ctx, { params, body }) => meters.change(ctx, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/features/{id}',
    name: 'metering.delete_feature',
    access: 'manage',
    summary: 'Take a feature away; one with a meter is archived with it, and its events stay',
    params: Ref,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => meters.remove(ctx, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/v1/meters',
    name: 'metering.list_meters',
    access: 'view_usage',
    summary: 'The meters, newest first',
    query: object(Page),
    returns: PageOf(MeterShape),
    errors: [401, 403, 422],
    handle: (ctx, { query }) =>
      pageOf(
        query,
        (range) => meters.listMeters(ctx, range),
        (meter) => meter,
      ),
  }),
  route({
    method: 'GET',
    path: '/api/v1/meters/{id}',
    name: 'metering.get_meter',
    access: 'view_usage',
    summary: 'One meter',
    params: Ref,
    returns: MeterShape,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => meters.getMeter(ctx, { id: params.id }),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/meters/{id}',
    name: 'metering.archive_meter',
    access: 'manage',
    summary: 'Archive a meter: its events stay, new ones are refused',
    params: Ref,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => meters.archiveMeter(ctx, params.id),
  }),
]
