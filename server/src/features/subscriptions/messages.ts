import type { Request } from '../graphql/index.ts'

/** Messages of `graphql-transport-ws`, the ones that clients send. */
export type Message =
  | { type: 'connection_init'; token: string | undefined }
  | { type: 'ping'; payload: unknown }
  | { type: 'pong' }
  | { type: 'subscribe'; id: string; request: Request }
  | { type: 'complete'; id: string }

type Fields = Readonly<Record<string, unknown>>

const longestId = 255

/** @returns undefined for what is none of them */
export function readMessage(text: string): Message | undefined {
  const message = objectOf(parse(text))
  if (!message) return undefined
  const { type, id, payload } = message
  const fields = payload === undefined || payload === null ? {} : objectOf(payload)
  if (!fields) return undefined
  if (type === 'connection_init') return { type, token: tokenOf(fields) }
  if (type === 'ping') return { type, payload }
  if (type === 'pong') return { type }
  if (typeof id !== 'string' || id === '' || id.length > longestId) return undefined
  if (type === 'complete') return { type, id }
  const request = type === 'subscribe' ? requestOf(fields) : undefined
  return request && { type: 'subscribe', id, request }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const objectOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined

function requestOf({ query, variables, operationName, extensions }: Fields): Request | undefined {
  const isAbsent = (value: unknown) => value === undefined || value === null
  const isFine =
    typeof query === 'string' &&
    query !== '' &&
    (isAbsent(operationName) || typeof operationName === 'string') &&
    (isAbsent(variables) || objectOf(variables)) &&
    (isAbsent(extensions) || objectOf(extensions))
  if (!isFine) return undefined
  return {
    query,
    variables: variables as Record<string, unknown> | null | undefined,
    operationName: operationName as string | null | undefined,
  }
}

/** Browsers set no headers: the credential comes as clients are used to write it. */
function tokenOf(payload: Fields): string | undefined {
  const places = [payload, objectOf(payload.headers) ?? {}]
  for (const place of places) {
    for (const [name, value] of Object.entries(place)) {
      const isToken = /^(token|authorization|apikey|access_?token)$/i.test(name)
      if (isToken && typeof value === 'string') return value.replace(/^bearer +/i, '')
    }
  }
  return undefined
}
