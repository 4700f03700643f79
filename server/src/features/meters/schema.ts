export const aggregations = ['SUM', 'MAX', 'UNIQUE_COUNT', 'LAST'] as const
export type Aggregation = (typeof aggregations)[number]

export const featureTypes = ['meter', 'switch', 'custom'] as const
export type FeatureType = (typeof featureTypes)[number]

/** An event counts when each of these holds for its properties. */
export interface Filter {
  property: string
  operator: 'eq' | 'in'
  values: (string | number | boolean)[]
}

export interface Meter {
  id: string
  feature_id: string
  name: string
  /** Names the meter in clients' code; opens nothing. */
  meter_token: string
  property_name: string
  aggregation_type: Aggregation
  unit: string | null
  filters: Filter[]
  status: 'ACTIVE' | 'ARCHIVED'
  /** Raised by every change of what an event means. */
  version: number
  created_at: Date
  updated_at: Date
}

/** Something an organization offers. One that is metered has a meter. */
export interface Feature {
  id: string
  name: string
  lookup_key: string
  type: FeatureType
  description: string | null
  status: 'ACTIVE' | 'ARCHIVED'
  created_at: Date
  updated_at: Date
  meter_id: string | null
  meter_token: string | null
  meter_name: string | null
  property_name: string | null
  aggregation_type: Aggregation | null
  unit: string | null
  filters: Filter[] | null
}

/** What of a feature is about its meter. */
export interface MeterDetails {
  meter_name: string
  property_name: string
  aggregation_type: Aggregation
  unit?: string | null
  filters?: Filter[]
}

export type NewFeature = Partial<MeterDetails> & {
  name: string
  lookup_key: string
  type: FeatureType
  description?: string | null
}

export type FeatureChanges = Partial<MeterDetails> & {
  name?: string
  lookup_key?: string
  description?: string | null
}

/** How a client may name a meter. */
export type MeterRef = { id: string } | { token: string } | { name: string }
