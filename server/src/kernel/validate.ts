import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { canonicalEmail } from './addresses.ts'
import type { Fault } from './errors.ts'
import { isUuid } from './ids.ts'
import type { TSchema } from './schema.ts'

/** Bodies are taken as they are; texts of a URL may stand for numbers and booleans. */
const bodies = makeAjv(false)
const texts = makeAjv(true)

function makeAjv(coerce: boolean): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    removeAdditional: false,
    useDefaults: true,
    coerceTypes: coerce,
  })
  // The packages are CommonJS; under type stripping their default export is the module.
  const add = addFormats as unknown as typeof addFormats.default
  add(ajv, ['date-time', 'uri'])
  ajv.addFormat('uuid', isUuid)
  ajv.addFormat('binary', true)
  ajv.addFormat('email', (text: string) => canonicalEmail(text) !== undefined)
  return ajv
}

/**
 * A check that compiles at its first use: 300 routes compiled at start cost a second and 100 MB.
 * The data is changed in place where a schema has defaults (and, in URLs, coerced).
 * `isPart`: the whole that the data is a part of has been checked, and so looked through for NULs.
 */
export function makeCheck(
  schema: TSchema,
  where: Fault['in'],
  { isPart = false }: { isPart?: boolean } = {},
): (data: unknown) => readonly Fault[] {
  let compiled: ValidateFunction | undefined
  return (data) => {
    compiled ??= (where === 'body' ? bodies : texts).compile(schema)
    if (compiled(data)) return !isPart && holdsNul(data) ? nulsIn(data, where) : noFaults
    return (compiled.errors ?? []).slice(0, 20).map((error) => toFault(error, where))
  }
}

const noFaults: readonly Fault[] = []

/** Whether a text or a name in a value holds a NUL: PostgreSQL keeps none in a text or in JSON. */
export function holdsNul(data: unknown): boolean {
  if (typeof data === 'string') return data.includes('\0')
  if (typeof data !== 'object' || data === null) return false
  if (Array.isArray(data)) return data.some(holdsNul)
  for (const name in data) {
    if (name.includes('\0') || holdsNul(data[name as never])) return true
  }
  return false
}

/** Refused here, where the field is still known. */
function nulsIn(data: unknown, where: Fault['in'], path: string[] = []): Fault[] {
  if (typeof data === 'string') return data.includes('\0') ? [nulAt(where, path)] : []
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([name, value]) =>
    name.includes('\0') ? [nulAt(where, path)] : nulsIn(value, where, [...path, name]),
  )
}

const nulAt = (where: Fault['in'], path: string[]): Fault => ({
  in: where,
  path,
  code: 'pattern',
  message: 'Has a character that is not allowed',
})

function toFault(error: ErrorObject, where: Fault['in']): Fault {
  const params = error.params as Record<string, unknown>
  const extra = params.missingProperty ?? params.additionalProperty
  const path = error.instancePath.split('/').slice(1).map(unescapePointer)
  const fault: Fault = {
    in: where,
    path: typeof extra === 'string' ? [...path, extra] : path,
    code: codes[error.keyword] ?? error.keyword,
    message: describe(error, params),
  }
  const secret = (error.parentSchema as TSchema | undefined)?.writeOnly === true
  if (extra === undefined && !secret && isShort(error.data)) fault.input = error.data
  return fault
}

const codes: Record<string, string> = {
  required: 'required',
  additionalProperties: 'unknown_field',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  maximum: 'too_large',
  minItems: 'too_few',
  maxItems: 'too_many',
}

function describe(error: ErrorObject, params: Record<string, unknown>): string {
  if (error.keyword === 'required') return 'Field required'
  if (error.keyword === 'additionalProperties') return 'Unknown field'
  if (error.keyword === 'format') return `Not a valid ${formatNames[String(params.format)]}`
  if (error.keyword === 'enum') return `Must be one of ${String(params.allowedValues)}`
  if (error.keyword === 'pattern') return 'Has a character or form that is not allowed'
  return `${(error.message ?? 'is not valid').replace(/^must/, 'Must')}`
}

const formatNames: Record<string, string> = {
  email: 'e-mail address',
  uuid: 'UUID',
  uri: 'URL',
  'date-time': 'time (RFC 3339)',
}

const unescapePointer = (part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** Echoed only when short and plain: an error answer is no mirror. */
const isShort = (data: unknown) =>
  data === null ||
  typeof data === 'number' ||
  typeof data === 'boolean' ||
  (typeof data === 'string' && data.length <= 200)
