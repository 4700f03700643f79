import type { LoggedEvent, StoredEvent } from '../../features/usage/index.ts'

/** Metadata is JSON already, in which numbers have all their digits: it is put in as it is. */
const withMetadata = (fields: object, meta_data: string): string =>
  `${JSON.stringify(fields).slice(0, -1)},"meta_data":${meta_data}}`

export function eventText({ meta_data, ...event }: StoredEvent): string {
  return withMetadata(event, meta_data)
}

export function loggedText({ meta_data, ...event }: LoggedEvent): string {
  return withMetadata(event, meta_data)
}

/** A page of the log. */
export const pageText = (page: { data: LoggedEvent[]; meta: object }): string =>
  `{"data":[${page.data.map(loggedText).join(',')}],"meta":${JSON.stringify(page.meta)}}`
