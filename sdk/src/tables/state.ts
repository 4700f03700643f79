import type { Connection } from '../connection.ts'

export type CountMode = 'exact' | 'planned' | 'estimated'

/** What a question says so far. Never changed: each word makes another one. */
export interface State {
  connection: Connection
  schema: string
  table: string
  select?: string | undefined
  /** Column, operator with `not.` before it, operand. */
  tests: readonly (readonly [column: string, operator: string, operand: string])[]
  /** Whatever else stands in the query string. */
  also: readonly (readonly [name: string, value: string])[]
  signal?: AbortSignal | undefined
}

/** The same of a change. */
export interface Changing extends State {
  change: Change
}

export interface Change {
  method: 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  prefer: readonly string[]
}

/** Path and query string. */
export function addressOf(
  state: State,
  suffix = '',
  more: readonly (readonly [string, string])[] = [],
): string {
  const query = new URLSearchParams()
  if (state.select !== undefined) query.append('select', state.select)
  for (const [column, operator, operand] of state.tests) {
    if (operator === '') query.append(column, operand)
    else query.append(column, `${operator}.${operand}`)
  }
  for (const [name, value] of [...state.also, ...more]) query.append(name, value)
  const text = query.toString()
  return `${pathOf(state)}${suffix}${text === '' ? '' : `?${text}`}`
}

export const pathOf = ({ table }: State): string => `/api/v1/tables/${encodeURIComponent(table)}`

export interface Sent {
  method?: string
  headers?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
}

export function send(state: State, address: string, sent: Sent = {}): Promise<Response> {
  const headers: Record<string, string> = { ...sent.headers }
  if (state.schema !== 'public') {
    headers['accept-profile'] = state.schema
    headers['content-profile'] = state.schema
  }
  const body = sent.body === undefined ? undefined : JSON.stringify(sent.body)
  if (body !== undefined) headers['content-type'] = 'application/json'
  return state.connection.call(address, {
    headers,
    ...(sent.method === undefined ? {} : { method: sent.method }),
    ...(body === undefined ? {} : { body }),
    ...(state.signal && { signal: state.signal }),
  })
}
