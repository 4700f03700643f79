import { isUuid } from '../../kernel/ids.ts'

/** A line of the log in the columns of the store. */
export interface Entry {
  at: string
  category: 'http' | 'system'
  level: number
  message: string
  component: string | null
  request_id: string | null
  user_id: string | null
  tenant_id: string | null
  error: string | null
  fields: Record<string, unknown>
}

const longestMessage = 4_000
const longestFields = 16_000

/** @returns undefined for what is no line of ours, and for what is not to be kept */
export function entryOf(line: string): Entry | undefined {
  const parsed = parse(line)
  if (!parsed || parsed.unkept === true) return undefined
  const { level, time, msg, reqId, user_id, tenant_id, component, surface, ...rest } = parsed
  const isRequest = msg === 'request' && typeof rest.status === 'number'
  const { err } = rest as { err?: { message?: unknown } }
  return {
    at: typeof time === 'string' ? time : new Date().toISOString(),
    category: isRequest ? 'http' : 'system',
    level: typeof level === 'number' ? level : 30,
    message: isRequest ? requestText(rest) : text(msg).slice(0, longestMessage),
    component: text(component ?? surface) || null,
    request_id: text(reqId).slice(0, 64) || null,
    user_id: idOf(user_id),
    tenant_id: idOf(tenant_id),
    error: err === undefined ? null : text(err.message).slice(0, longestMessage),
    fields: fitting(rest),
  }
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line.replaceAll('\\u0000', '')) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** By the name of the route: paths can hold what is secret. */
const requestText = ({ method, path, route, status, ms }: Record<string, unknown>): string =>
  `${text(method)} ${text(path ?? route)} ${text(status)} ${text(ms)} ms`

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : `${value}`

const idOf = (value: unknown): string | null =>
  typeof value === 'string' && isUuid(value) ? value : null

const fitting = (fields: Record<string, unknown>): Record<string, unknown> =>
  JSON.stringify(fields).length <= longestFields ? fields : { cut: true }
