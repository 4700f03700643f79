/** What the server says, in the protocol of `docs/realtime.md`. */
export interface Frame {
  type: string
  channel?: string
  error?: string
  messageId?: string
  /** Of heartbeats. */
  cursor?: string
  payload?: {
    type?: 'INSERT' | 'UPDATE' | 'DELETE' | 'access_token'
    cursor?: string
    code?: string
    subscribed?: boolean
    reconnect_after_ms?: number
    broadcast?: { event: string; payload: unknown; self?: boolean }
    presence?: { currentPresences?: Presences }
    [field: string]: unknown
  }
}

/** Who is there: the states of each key, one for each connection. */
export type Presences = Record<string, unknown[]>

export function readFrame(text: unknown): Frame | undefined {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
