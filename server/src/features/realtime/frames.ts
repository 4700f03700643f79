import { type AppError, invalid } from '../../kernel/errors.ts'

/** What clients send. */
export interface ClientFrame {
  type: string
  channel: string | undefined
  event: string | undefined
  payload: unknown
  messageId: string | number | undefined
  token: string | undefined
  subscriptionId: string | undefined
  /** `config`, or the same fields beside it as older clients send them. */
  config: Readonly<Record<string, unknown>>
}

const longestName = 255

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws invalid for what is no message */
export function readFrame(text: string): ClientFrame {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('A message is a JSON object')
  }
  if (!isObject(value) || typeof value.type !== 'string') {
    throw malformed('A message is a JSON object with a type')
  }
  const { type, payload, config = {} } = value
  if (!isObject(config)) throw malformed('config: Must be an object')
  const messageId = value.messageId
  return {
    type,
    channel: readText(value, 'channel'),
    event: readText(value, 'event'),
    payload,
    messageId:
      typeof messageId === 'string' || typeof messageId === 'number' ? messageId : undefined,
    token: typeof value.token === 'string' ? value.token : undefined,
    subscriptionId: readText(value, 'subscription_id'),
    config: { ...pickLegacy(value), ...config },
  }
}

const legacy = ['event', 'schema', 'table', 'filter', 'columns', 'cursor', 'private'] as const

const pickLegacy = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(legacy.flatMap((name) => (name in value ? [[name, value[name]]] : [])))

/** A name; '' counts as none. @throws invalid for anything else */
export function readText(
  from: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = from[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw malformed(`${name}: Must be text`)
  if (value.length > longestName && name !== 'filter') throw malformed(`${name}: Too long`)
  if (value.includes('\0')) throw malformed(`${name}: Holds a NUL`)
  return value
}

export const malformed = (why: string): AppError => invalid('invalid_message', why)

export { isObject }
