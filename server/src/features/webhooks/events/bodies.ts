/** What is sent, in the words of each surface. Bytes, made once: numbers of rows stay as they are. */

/** A changed row. */
export function rowBody(
  { operation, table, schema }: { operation: string; table: string; schema: string },
  {
    record,
    oldRecord,
    at,
    isCut = false,
  }: { record: string; oldRecord: string | null; at: Date; isCut?: boolean },
): string {
  const head = JSON.stringify({ event: operation, table, schema })
  const tail = JSON.stringify({
    ...(isCut ? { key_only: true } : {}),
    timestamp: at.toISOString(),
  })
  return `${head.slice(0, -1)},"record":${record},"old_record":${oldRecord ?? 'null'},${tail.slice(1)}`
}

/** What metering tells. */
export const meteringBody = (type: string, at: Date, data: unknown): string =>
  JSON.stringify({ event: type, timestamp: at.toISOString(), data })

/** What the registry tells of: an object, and what of it was otherwise before. */
export interface RegistryEvent {
  /** The shape for endpoints that asked for none. */
  apiVersion: string
  livemode: boolean
  merchantId: string
  object: unknown
  previousAttributes?: unknown
  request?: { id: string | null; idempotency_key: string | null }
}

/** The registry's event object; a secret has no place in it. */
export const registryBody = (
  {
    id,
    type,
    at,
    apiVersion,
    pending,
  }: { id: string; type: string; at: Date; apiVersion: string | null; pending: number },
  given: RegistryEvent,
): string =>
  JSON.stringify({
    id,
    object: 'event',
    type,
    created: Math.floor(at.getTime() / 1000),
    livemode: given.livemode,
    api_version: apiVersion ?? given.apiVersion,
    merchant_id: given.merchantId,
    data: { object: given.object, previous_attributes: given.previousAttributes },
    pending_webhooks: pending,
    request: given.request ?? { id: null, idempotency_key: null },
  })
