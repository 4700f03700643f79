import type { Options } from '../../command.ts'
import { Failure } from '../../failure.ts'

/** What keys of the several surfaces have in common. */
export interface Key {
  id: string
  name: string
  prefix: string
  scopes: string[] | undefined
  is_active: boolean
  last_used_at: string | number | null
  expires_at: string | null
}

type Body = Record<string, unknown>

interface KeyKind {
  path: string
  /** The list inside of an answer. */
  listOf(answer: unknown): Body[]
  /** The secret inside of the answer that made it. */
  secretOf(made: Body): string
  body(name: string, given: Given): Body
  revoke(id: string): { method: string; path: string }
  rotate?(id: string, graceHours: string | undefined): { path: string; body: Body }
}

export interface Given {
  scopes: string[]
  expires_at: string | undefined
  isLive: boolean
}

const whole = (answer: unknown) => answer as Body[]
const textOf = (value: unknown) => String(value ?? '')
const optional = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value })

export const kinds: Record<string, KeyKind> = {
  service: {
    path: '/api/v1/admin/service-keys',
    listOf: whole,
    secretOf: ({ key }) => textOf(key),
    body: (name, { scopes, expires_at }) => ({
      name,
      ...(scopes.length > 0 ? { scopes } : {}),
      ...optional('expires_at', expires_at),
    }),
    revoke: (id) => ({ method: 'POST', path: `/api/v1/admin/service-keys/${id}/revoke` }),
    rotate: (id, grace) => ({
      path: `/api/v1/admin/service-keys/${id}/rotate`,
      body: optional('grace_period_hours', grace),
    }),
  },
  client: {
    path: '/api/v1/client-keys',
    listOf: (answer) => (answer as { client_keys: Body[] }).client_keys,
    secretOf: ({ key }) => textOf(key),
    body: (name, { scopes, expires_at }) => ({
      name,
      scopes,
      ...optional('expires_at', expires_at),
    }),
    revoke: (id) => ({ method: 'POST', path: `/api/v1/client-keys/${id}/revoke` }),
  },
  account: {
    path: '/v1/auth/api-keys',
    listOf: whole,
    secretOf: ({ raw_key }) => textOf(raw_key),
    body: (name, { expires_at }) => ({ name, ...optional('expires_at', expires_at) }),
    revoke: (id) => ({ method: 'DELETE', path: `/v1/auth/api-keys/${id}` }),
  },
  registry: {
    path: '/v1/api_keys',
    listOf: (answer) => (answer as { data: Body[] }).data,
    secretOf: ({ key }) => textOf(key),
    body: (name, { isLive }) => ({ name, type: 'secret', livemode: isLive }),
    revoke: (id) => ({ method: 'DELETE', path: `/v1/api_keys/${id}` }),
    rotate: (id) => ({ path: `/v1/api_keys/${id}/roll`, body: {} }),
  },
}

/** @throws Failure where none was named and none is meant */
export function kindOf(options: Options, fallback?: string): KeyKind {
  const name = options.text('kind') ?? fallback
  const kind = name === undefined ? undefined : kinds[name]
  if (kind) return kind
  const names = Object.keys(kinds).join(', ')
  throw new Failure(
    'usage',
    name === undefined ? '--kind is missing' : `${name} is no kind of key`,
    `one of ${names}`,
  )
}

export function keyOf(body: Body): Key {
  const { id, name, prefix, key_prefix, scopes, is_active, enabled, revoked_at } = body
  const isOn = (is_active ?? enabled ?? true) === true && (revoked_at ?? null) === null
  return {
    id: textOf(id),
    name: textOf(name),
    prefix: textOf(prefix ?? key_prefix),
    scopes: scopes as string[] | undefined,
    is_active: isOn,
    last_used_at: (body.last_used_at ?? body.last_used ?? null) as string | number | null,
    expires_at: (body.expires_at ?? null) as string | null,
  }
}
