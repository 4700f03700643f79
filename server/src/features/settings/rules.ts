import { type Fault, invalid, invalidField } from '../../kernel/errors.ts'
import { makeCheck } from '../../kernel/validate.ts'
import { mustBeTemplate, templatePrefix } from '../mails/index.ts'
import { AuthSettings, authPrefix } from './auth.ts'
import { mustBePasskeyOrigins } from './passkey-origins.ts'
import { SettingKey } from './schema.ts'

const maxValueBytes = 64 * 1024

/** Names of neighbouring routes. */
const reserved = new Set(['user', 'secret', 'batch', 'list', 'own', 'system'])

/** Settings are read by many; what would let somebody in belongs to the secrets. */
const soundsSecret =
  /(^|[._:/-])([a-z0-9]+_)*(secret|password|passphrase|token|api_?key|secret_?key|private_?key|credentials?)$/i

const checkKey = makeCheck(SettingKey, 'path')

/** @throws invalid for a key that is malformed, or that a route would hide */
export function mustBeKey(key: string): void {
  if (checkKey(key).length > 0) {
    throw invalidField('key', 'pattern', 'A key has 1 to 255 letters, digits and . _ : / -')
  }
  if (reserved.has(key)) throw invalidField('key', 'reserved', `The key ${key} is reserved`)
}

/** @throws invalid when the key is that of a credential */
export function mustBeNoSecret(key: string): void {
  if (!soundsSecret.test(key)) return
  throw invalidField(
    'key',
    'secret',
    `${key} sounds like a secret: settings are readable, secrets are not`,
  )
}

/**
 * What JSON allows and PostgreSQL cannot keep: NUL, and halves of surrogate pairs. Looked for in the
 * text as JSON spells it; an even number of backslashes before it makes it something else.
 */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/

/** Schemas count characters; what is kept is counted in bytes. @throws invalid */
export function mustBeShort(text: string): void {
  if (Buffer.byteLength(text) <= maxValueBytes) return
  throw invalidField('value', 'too_long', `A value has at most ${maxValueBytes} bytes`)
}

/** @throws invalid when the value is too large or holds what the database cannot keep */
export function mustBeStorable(value: unknown): void {
  const text = JSON.stringify(value)
  mustBeShort(text)
  if (unstorable.test(text)) {
    throw invalidField('value', 'pattern', 'A value cannot hold U+0000 or half a surrogate pair')
  }
}

/** @throws invalid when an `app.auth.…` setting is unknown or its value is not of its type; for mails */
export function mustFit(key: string, value: unknown): void {
  if (key.startsWith(templatePrefix)) mustBeTemplate(key, value)
  if (!key.startsWith(authPrefix)) return
  const name = key.slice(authPrefix.length)
  const schema = Object.hasOwn(AuthSettings.properties, name)
    ? AuthSettings.properties[name as keyof AuthSettings]
    : undefined
  const faults = schema ? makeCheck(schema, 'body')(value) : [unknownSetting]
  if (faults.length > 0)
    throw invalid('invalid_setting', `${key} cannot be set to this`, { faults })
  const wrong = name === 'redirect_allow_list' ? (value as string[]).find(isNoTarget) : undefined
  if (wrong !== undefined)
    throw invalidField('value', 'format', `No place to redirect to: ${wrong}`)
  if (name === 'passkey_origins') mustBePasskeyOrigins(value as string[])
}

const unknownSetting: Fault = {
  in: 'body',
  path: ['key'],
  code: 'unknown_field',
  message: 'Unknown setting',
}

/** Redirects carry codes and tokens: an entry is an origin, or a URL whose path is a prefix. */
function isNoTarget(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return true
  return url.username + url.password + url.search + url.hash !== ''
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values that are no objects travel as `{value: x}` where a contract wants objects. */
export const wrap = (value: unknown): Record<string, unknown> =>
  isObject(value) ? value : { value }

/** The other way: `{value: x}` is x, unless x is an object itself. */
export function unwrap(value: unknown): unknown {
  if (!isObject(value) || !Object.hasOwn(value, 'value')) return value
  return Object.keys(value).length === 1 && !isObject(value.value) ? value.value : value
}
