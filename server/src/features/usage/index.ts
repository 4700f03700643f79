/** Usage: events, what they come to, and quotas on it. */
export { jobs, rollUp } from './jobs.ts'
export { type AskedLog, exportEvents, type LoggedEvent, listEvents } from './log.ts'
export { listQuotas, type Quota, type QuotaTerms, removeQuota, setQuota } from './quotas.ts'
export {
  type AskedUsage,
  statsOfMeter,
  usageOfCustomer,
  usageOfMeter,
  usageTable,
} from './read.ts'
export { type Books, record, recordAll } from './record.ts'
export { makeRecorder } from './recorder.ts'
export type { Asked, NewEvent, Outcome, Recorded, StoredEvent, Unit } from './schema.ts'
export { units } from './schema.ts'
export { voidUsage } from './void.ts'
