import { invalidField } from '../../../kernel/errors.ts'

/** Parts of `backendExtra`, read with faults that name the field. Values are secrets: never repeated. */
export type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws invalid, fault on the object, or on the first field that is not among `known` */
export function readFields(value: unknown, path: string, known?: readonly string[]): Fields {
  if (value === undefined) throw invalidField(path, 'required', `${path} is missing`)
  if (!isObject(value)) throw invalidField(path, 'type', `${path} must be an object`)
  const unknown = known && Object.keys(value).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw invalidField(`${path}.${unknown}`, 'unknown_field', `${path} has no such field`)
  }
  return value
}

interface TextRule {
  pattern: RegExp
  /** What is accepted: ends the sentence "… must be". */
  accepted: string
}

/** @throws invalid, fault on the field */
export function readText(fields: Fields, path: string, name: string, rule: TextRule): string {
  const field = `${path}.${name}`
  const value = fields[name]
  if (value === undefined || value === '')
    throw invalidField(field, 'required', `${field} is missing`)
  if (typeof value !== 'string') throw invalidField(field, 'type', `${field} must be text`)
  if (!rule.pattern.test(value))
    throw invalidField(field, 'pattern', `${field} must be ${rule.accepted}`)
  return value
}

/**
 * An https URL without user name, password, query and fragment. Plain http only to this machine
 * (a local development stack): whether that may be dialled is the fetcher's decision.
 * @throws invalid, fault on the field
 */
export function readHttpsUrl(fields: Fields, path: string, name: string): URL {
  const accepted = 'an https URL without user name, password, query and fragment'
  const url = URL.parse(readText(fields, path, name, { pattern: /^\S{1,500}$/, accepted }))
  if (!url || !isSecure(url) || url.username || url.password || url.search || url.hash) {
    throw invalidField(`${path}.${name}`, 'url', `${path}.${name} must be ${accepted}`)
  }
  return url
}

const isSecure = (url: URL): boolean =>
  url.protocol === 'https:' ||
  (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
