/** In whose words an endpoint is told. */
export type Surface = 'platform' | 'metering' | 'registry'
export type Mode = 'live' | 'test'

/** Whose endpoints a call is about: every statement asks for all of it. */
export interface Whose {
  surface: Surface
  tenantId: string
  mode: Mode
  /** Set: only this person's. */
  userId?: string | undefined
  /** Set: only those of this part of the tenant, an app for instance; null: of no part. */
  ref?: string | null | undefined
}

/** A table and what is done to its rows; `*` is any. */
export interface TableConfig {
  schema: string
  table: string
  operations: string[]
}

/** What an endpoint wants to hear of. */
export interface Subscriptions {
  /** As it was given: a list of names, of tables, or a text. */
  given: unknown
  tables: TableConfig[]
}

export interface Endpoint {
  id: string
  surface: Surface
  mode: Mode
  tenant_id: string
  created_by: string | null
  ref: string | null
  name: string
  description: string | null
  url: string
  subscriptions: Subscriptions
  topics: string[]
  scope: 'user' | 'global'
  sealed_secret: string | null
  sealed_previous: string | null
  sealed_headers: string | null
  is_enabled: boolean
  disabled_reason: string | null
  max_retries: number | null
  retry_backoff_seconds: number | null
  timeout_seconds: number
  api_version: string | null
  created_at: Date
  updated_at: Date
}

/** What an endpoint is made of, after its surface has judged it. */
export interface NewEndpoint {
  name: string
  url: string
  description?: string | null | undefined
  subscriptions: Subscriptions
  topics: readonly string[]
  scope?: 'user' | 'global' | undefined
  /** Undefined: one is made, and shown once. Null: unsigned. */
  secret?: string | null | undefined
  /** What a secret of ours begins with. */
  secretPrefix?: string | undefined
  headers?: Record<string, string> | undefined
  isEnabled?: boolean | undefined
  maxRetries?: number | null | undefined
  retryBackoffSeconds?: number | null | undefined
  timeoutSeconds?: number | undefined
  apiVersion?: string | null | undefined
}

/** What is absent stays. */
export type EndpointChanges = {
  [K in keyof Omit<NewEndpoint, 'secretPrefix' | 'apiVersion'>]?: NewEndpoint[K] | undefined
}

export type DeliveryStatus = 'pending' | 'success' | 'failed'

export interface Delivery {
  id: string
  endpoint_id: string
  event_id: string
  type: string
  body: string
  status: DeliveryStatus
  attempt: number
  next_at: Date | null
  status_code: number | null
  response_body: string | null
  error: string | null
  delivered_at: Date | null
  created_at: Date
}

export interface EventRow {
  id: string
  type: string
  body: string
  created_at: Date
  /** Deliveries of it that have not come to an end. */
  pending: number
}
