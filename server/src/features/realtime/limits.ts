import * as settings from '../settings/index.ts'

/** What the operator may set at run time, as `realtime.<name>`. */
export interface Limits {
  enabled: boolean
  max_connections: number
  max_connections_per_user: number
  max_connections_per_ip: number
  max_channels_per_connection: number
  max_messages_per_second: number
  max_joins_per_second: number
  client_message_queue_size: number
  slow_client_threshold: number
  slow_client_timeout_ms: number
  max_presences_per_channel: number
  max_presence_channels: number
  /** Channels take members by policy only. */
  private_only: boolean
  /** Origins of pages that may connect; empty: all. */
  allowed_origins: string[]
}

export const limitsOf = settings.groupOf<Limits>(['realtime.', 'app.realtime.'], {
  enabled: true,
  max_connections: 1_000,
  max_connections_per_user: 10,
  max_connections_per_ip: 20,
  max_channels_per_connection: 100,
  max_messages_per_second: 100,
  max_joins_per_second: 50,
  client_message_queue_size: 256,
  slow_client_threshold: 100,
  slow_client_timeout_ms: 30_000,
  max_presences_per_channel: 1_000,
  max_presence_channels: 10,
  private_only: false,
  allowed_origins: [],
})

/** Of one message; larger ones end the connection. */
export const maxMessageBytes = 256 * 1024
