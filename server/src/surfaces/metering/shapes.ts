import type { LoggedEvent, StoredEvent } from '../../features/usage/index.ts'

/**
 * Metadata is JSON already, in which numbers have all their digits: it is put in as it is. The rest are
 * ids, decimals and times, of which none needs an escape.
 */
export const eventText = (event: StoredEvent): string =>
  `{"id":"${event.id}","customer_id":"${event.customer_id}","meter_id":"${event.meter_id}",` +
  `"quantity":"${event.quantity}","timestamp":"${event.timestamp.toISOString()}",` +
  `"created_at":"${event.created_at.toISOString()}","meta_data":${event.meta_data}}`

export function loggedText({ meta_data, ...event }: LoggedEvent): string {
  return `${JSON.stringify(event).slice(0, -1)},"meta_data":${meta_data}}`
}

/** A page of the log. */
export const pageText = (page: { data: LoggedEvent[]; meta: object }): string =>
  `{"data":[${page.data.map(loggedText).join(',')}],"meta":${JSON.stringify(page.meta)}}`
