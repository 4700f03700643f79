import { units } from '../../features/usage/index.ts'
import { label, nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'

/** From when until when: `[start, end)`; a date alone is that whole day of the zone. */
export const Range = {
  start_date: Type.Optional(
    label(40, 'A date, or a time of ISO 8601; default 30 days ago. Included'),
  ),
  end_date: Type.Optional(
    label(
      40,
      'A date, which includes its whole day, or a time, which is not included; default now',
    ),
  ),
  timezone: Type.Optional(label(64, 'IANA; default UTC')),
}

export const Grouping = {
  group_by: Type.Optional(oneOf(units, 'Calendar units of the zone; weeks begin on Monday')),
  fill: Type.Optional(oneOf(['zero'], '`zero`: buckets without events, too')),
}

/** What `events` lists are narrowed to. */
export const Least = {
  min_quantity: Type.Optional(Type.String({ pattern: '^\\d{1,18}(\\.\\d{1,9})?$' })),
}

/** Numbers of an answer have all the digits that were added up, not those of a float. */
const Exact = Type.Number({ description: 'Exact decimal' })

export const MeterUsage = object({
  meter_id: Uuid,
  total_usage: Exact,
  event_count: Type.Integer(),
  unique_customers: Type.Integer(),
  period_start: Time,
  period_end: Time,
  grouped_data: Type.Array(
    object({
      period: Type.String({ description: '`YYYY-MM-DD`, for hours a time' }),
      usage: Exact,
      event_count: Type.Integer(),
    }),
  ),
})

export const CustomerUsage = object({
  customer_id: Uuid,
  period_start: Time,
  period_end: Time,
  meters: Type.Array(
    object({
      meter_id: Uuid,
      meter_name: Type.String(),
      unit: nullable(Type.String()),
      aggregation_type: Type.String(),
      total_usage: Exact,
      event_count: Type.Integer(),
    }),
  ),
})

export const MeterStats = object({
  meter_id: Uuid,
  total_events: Type.Integer(),
  unique_customers: Type.Integer(),
  first_event_date: nullable(Time),
  last_event_date: nullable(Time),
  today_usage: Exact,
  this_week_usage: Exact,
  this_month_usage: Exact,
})

const Quantity = Type.String({ description: 'Plain decimal without trailing zeros' })
const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

/** An event, as the one who reported it is answered. */
export const EventShape = object({
  id: Uuid,
  customer_id: Uuid,
  meter_id: Uuid,
  quantity: Quantity,
  timestamp: Time,
  created_at: Time,
  meta_data: Metadata,
})

/** An event, as the log shows it. */
export const LoggedShape = object({
  id: Uuid,
  customer_id: Uuid,
  meter_id: Uuid,
  quantity: Quantity,
  timestamp: Time,
  ingested_at: Time,
  idempotency_key: nullable(Type.String()),
  meta_data: Metadata,
  counted: Type.Boolean({ description: 'Whether the filters of the meter let it through' }),
  voided_at: nullable(Time),
})
