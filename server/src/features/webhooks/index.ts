/**
 * Webhooks: one engine for every surface. A surface judges who asks and in which words; what is
 * written, signed, sent, repeated and given up is decided here.
 */

export * as appEndpoints from './app-endpoints.ts'
export type { Outcome } from './delivery/attempt.ts'
export { Dispatcher } from './delivery/dispatcher.ts'
export * as deliveries from './delivery/index.ts'
export * as endpoints from './endpoints/index.ts'
export { openHeaders } from './endpoints/sealed.ts'
export { rowBody } from './events/bodies.ts'
export { type EventFacts, emit, type NewEvent } from './events/emit.ts'
export * as events from './events/index.ts'
export { emitRows, type MayRead, type RowChange, type RowChanges } from './events/rows.ts'
export { lookEveryMs, makeJobs } from './jobs.ts'
export { listen } from './listen.ts'
export * as metering from './metering.ts'
export * as platform from './platform/index.ts'
export * as registry from './registry.ts'
export { follow } from './rows/follow.ts'
export type {
  Delivery,
  DeliveryStatus,
  Endpoint,
  EndpointChanges,
  EventRow,
  Mode,
  NewEndpoint,
  Surface,
  Whose,
} from './schema.ts'
export { attemptsOf } from './schemes.ts'
