import { registryEvents } from '../../engines/events/index.ts'
import { webhookEvents } from '../listings/index.ts'

/** What a merchant's own endpoint may subscribe to; `*` is all of it. */
export const eventTypes: readonly string[] = [...new Set([...webhookEvents, ...registryEvents])]
