import type { ExactNumber } from '../../kernel/schema.ts'

/**
 * Usage as a client reports it. One of the fields that name the meter, one that names the customer;
 * how much is either `quantity`, or stands in `properties` where the meter says.
 */
export interface NewEvent {
  meter_token?: string
  meter_id?: string
  meter_name?: string
  customer_id?: string
  customer_external_id?: string
  /** A decimal text keeps all digits in every client. */
  quantity?: ExactNumber | string
  timestamp?: string
  idempotency_key?: string
  metadata?: Record<string, unknown>
  properties?: Record<string, unknown>
}

/** An event ready to be written; every text is what the database takes. */
export interface PreparedEvent {
  id: string
  tenantId: string
  live: boolean
  meterId: string
  meterVersion: number
  customerId: string | null
  externalId: string | null
  quantity: string
  happenedAt: Date
  /** The time was given: a replay must give the same. */
  isTimed: boolean
  key: string | null
  /** JSON. */
  metadata: string | null
  /** What UNIQUE_COUNT counts. */
  value: string | null
  counted: boolean
}

/** An event as it stands in the books. */
export interface StoredEvent {
  id: string
  customer_id: string
  meter_id: string
  /** Plain decimal without trailing zeros. */
  quantity: string
  timestamp: Date
  created_at: Date
  /** JSON. */
  meta_data: string
}

export interface Recorded {
  event: StoredEvent
  /** The key was used before: this is the event of that time. */
  isReplay: boolean
  /** What came with the key this time says something else. */
  isMismatch: boolean
}

/** What one event came to; `error` is an AppError where it is the event's own fault. */
export type Outcome = { ok: true; value: Recorded } | { ok: false; error: unknown }

export const units = ['hour', 'day', 'week', 'month'] as const
export type Unit = (typeof units)[number]

/** A range as it is asked for: RFC 3339 times, or dates in the zone. */
export interface Asked {
  start_date?: string
  end_date?: string
  timezone?: string
}

/** A window of time, in ms since 1970: `[from, to)`. */
export interface Window {
  from: number
  to: number
  label: string
}
