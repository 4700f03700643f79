import type { FastifyRequest } from 'fastify'
import { readExact } from './body.ts'
import { type Fault, invalid } from './errors.ts'
import { bodyOf } from './form.ts'
import { isExact, isRaw, type TSchema } from './schema.ts'
import { incomingOf, isStream } from './streams.ts'
import { makeCheck } from './validate.ts'

export interface Input<P, Q, B, H = Record<string, never>> {
  params: P
  query: Q
  body: B
  /** Those that the route declares. */
  headers: H
}

/** What of a route says what it takes. */
interface Takes {
  path: string
  catchAll?: boolean
  nestedForm?: boolean
  params?: TSchema
  query?: TSchema
  body?: TSchema
  headers?: TSchema
}

/** Reads and checks what a request holds, by the schemas of its route. */
export function makeInputCheck(route: Takes) {
  const parts = [
    { key: 'params', check: route.params && makeCheck(route.params, 'path') },
    { key: 'query', check: route.query && checkOf(route.query, 'query') },
    { key: 'body', check: route.body && checkOf(route.body, 'body') },
    { key: 'headers', check: route.headers && makeCheck(route.headers, 'header') },
  ] as const
  const read = makeReader(route)
  return (request: FastifyRequest): Input<never, never, never, never> => {
    const faults: Fault[] = []
    const input: Record<string, unknown> = {}
    for (const { key, check } of parts) {
      const data = read[key](request)
      input[key] = data
      faults.push(...(check ? check(data) : refuseAll(key, data)))
    }
    if (faults.length > 0) throw invalid('invalid_input', sentence(faults), { faults })
    if (isExact(route.body) && request.body !== undefined)
      input.body = readExact(textOf(request), request.body)
    return input as unknown as Input<never, never, never, never>
  }
}

/** What comes raw is checked by whoever can read it. */
const checkOf = (schema: TSchema, where: 'query' | 'body') =>
  isRaw(schema) || isStream(schema) ? () => noFaults : makeCheck(schema, where)

const noFaults: readonly Fault[] = []

/** Where each part of the input stands in a request. */
function makeReader(route: Takes) {
  const { path, catchAll, headers } = route
  const last = /\{([a-z_]+)\}$/i.exec(path)?.[1] ?? ''
  const declared = Object.keys((headers?.properties as object | undefined) ?? {})
  return {
    params: (request: FastifyRequest): unknown => {
      if (!catchAll) return request.params
      const { '*': rest, ...params } = request.params as Record<string, string>
      return { ...params, [last]: rest }
    },
    query: isRaw(route.query) ? queryTextOf : (request: FastifyRequest): unknown => request.query,
    body: bodyReader(route),
    headers: (request: FastifyRequest): unknown => {
      const given: Record<string, unknown> = {}
      for (const name of declared) {
        const value = request.headers[name]
        if (value !== undefined) given[name] = value
      }
      return given
    },
  }
}

function queryTextOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at + 1)
}

function bodyReader(route: Takes): (request: FastifyRequest) => unknown {
  if (isStream(route.body)) return incomingOf
  return isRaw(route.body) ? rawBodyOf : (request) => bodyOf(route, request)
}

/** The bytes were kept beside what was read from them. */
const rawBodyOf = (request: FastifyRequest): unknown =>
  request.body === undefined ? undefined : { value: request.body, text: textOf(request) }

const textOf = ({ rawBody }: FastifyRequest & { rawBody?: Buffer }): string =>
  rawBody?.toString('utf8') ?? ''

/** A route that declares no query or body takes none. */
function refuseAll(key: 'params' | 'query' | 'body' | 'headers', data: unknown): readonly Fault[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return [{ in: 'body', path: [], code: 'type', message: 'Must be an object' }]
  }
  if (key === 'headers') return noFaults
  const where = key === 'params' ? 'path' : key
  return Object.keys(data).map((name) => ({
    in: where,
    path: [name],
    code: 'unknown_field',
    message: 'Unknown field',
  }))
}

function sentence(faults: readonly Fault[]): string {
  const [first] = faults
  if (!first) return 'The input is not valid'
  return first.path.length === 0 ? first.message : `${first.path.join('.')}: ${first.message}`
}
