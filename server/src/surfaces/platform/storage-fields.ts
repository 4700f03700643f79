import type * as objects from '../../features/objects/index.ts'
import { invalid } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'

/** What the routes about files have in common. */
export const base = '/api/v1/storage'
export const Name = Type.String({ minLength: 1, maxLength: 200 })
export const Key = Type.String({ maxLength: 3100, description: 'May hold slashes' })
export const inBucket = object({ bucket: Name })
export const atKey = object({ bucket: Name, key: Key })

export const Bytes = Type.Unsafe<string>({ type: 'string', format: 'binary' })

const pixels = Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 }))
const text = Type.Optional(Type.String({ maxLength: 20 }))
export const transformFields = {
  width: pixels,
  height: pixels,
  format: text,
  quality: Type.Optional(Type.Integer()),
  fit: text,
}

export const downloadQuery = object({
  ...transformFields,
  w: pixels,
  h: pixels,
  fmt: text,
  q: Type.Optional(Type.Integer()),
  inline: Type.Optional(
    Type.Boolean({ description: 'Shown instead of saved, where that is safe' }),
  ),
  download: Type.Optional(
    Type.String({ maxLength: 200, description: 'The name to save it under' }),
  ),
})

interface Asked extends objects.Recipe {
  w?: number
  h?: number
  fmt?: string
  q?: number
}

/** Undefined where nothing of an image was asked for. */
export function recipeOf(asked: Asked): objects.Recipe | undefined {
  const { width = asked.w, height = asked.h, format = asked.fmt, quality = asked.q, fit } = asked
  const recipe = { width, height, format, quality, fit }
  return Object.values(recipe).some((value) => value !== undefined) ? recipe : undefined
}

const header = Type.Optional(Type.String())
export const conditions = object({
  range: header,
  'if-match': header,
  'if-none-match': header,
  'if-modified-since': header,
  'if-unmodified-since': header,
  'if-range': header,
  accept: header,
  'x-metadata-only': header,
})

/** Writes a file's answer; what has no body says nothing about one. */
export function deliver(answer: objects.Answer, reply: Reply, isHead = false): Passed {
  for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value)
  reply.status(answer.status)
  if (answer.body) return new Passed(answer.body, answer.type)
  return isHead && answer.status < 300 ? new Passed('', answer.type) : Passed.nothing
}

/** JSON text of an object, from a header or a field of a form. */
export function readMetadata(
  given: string | undefined,
  where: string,
): Record<string, unknown> | undefined {
  if (given === undefined || given === '') return undefined
  try {
    const value: unknown = JSON.parse(given)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw invalid('invalid_input', `${where}: Must be the JSON text of an object`)
}

export function readSwitch(given: string | undefined, where: string): boolean | undefined {
  if (given === undefined || given === '') return undefined
  if (given === 'true' || given === 'false') return given === 'true'
  throw invalid('invalid_input', `${where}: Must be true or false`)
}
