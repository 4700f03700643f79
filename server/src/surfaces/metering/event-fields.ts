import type { NewEvent } from '../../features/usage/index.ts'
import type { Fault } from '../../kernel/errors.ts'
import { type ExactNumber, object, Type, Uuid } from '../../kernel/schema.ts'
import { makeCheck } from '../../kernel/validate.ts'

/** A text that names something; no control characters. */
const Name = Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })

/** As a number with all of its digits, or as a text where a client has only floats. */
export const Quantity = Type.Unsafe<ExactNumber | string>({
  anyOf: [{ type: 'number' }, { type: 'string', pattern: '^\\d{1,40}(\\.\\d{1,40})?$' }],
  description:
    'Greater than 0; up to 18 digits before and 9 after the point, kept exactly. A text is taken, too',
})

const Timestamp = Type.String({
  maxLength: 40,
  minLength: 1,
  description: 'ISO 8601, default now; without an offset UTC. From 35 days ago to 5 minutes ahead',
})
const Properties = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'At most 16 kB',
})

export const shared = {
  timestamp: Type.Optional(Timestamp),
  idempotency_key: Type.Optional(Name),
  metadata: Type.Optional(Properties),
}

/** What the SDK sends. */
export const Track = object({
  meter_token: Uuid,
  customer_external_id: Name,
  quantity: Quantity,
  ...shared,
})

/** Every way to report an event; which fields go together is a rule of usage. */
export const Event = object({
  meter_id: Type.Optional(Uuid),
  meter_token: Type.Optional(Uuid),
  meter_name: Type.Optional(Name),
  customer_id: Type.Optional(Uuid),
  customer_external_id: Type.Optional(Name),
  quantity: Type.Optional(Quantity),
  properties: Type.Optional(Properties),
  ...shared,
})

const check = makeCheck(Event, 'body', { isPart: true })

/** What is wrong with one event of a batch. */
export function faultsOf(event: unknown): readonly Fault[] {
  const faults = check(event)
  // Numbers that no float gives back stand as objects here; they are checked as what they are.
  return faults.length === 0 ? faults : check(JSON.parse(JSON.stringify(event)))
}

export type ReadEvent = { event: NewEvent } | { fault: string }

export function readEvent(given: unknown): ReadEvent {
  const [fault] = faultsOf(given)
  if (!fault) return { event: given as NewEvent }
  const path = fault.path.join('.')
  return { fault: path ? `${path}: ${fault.message}` : fault.message }
}
