import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox'

export { type Static, type TSchema, Type }

/** An object that refuses what it does not know. */
export const object = <P extends TProperties>(
  properties: P,
  options: { description?: string; $id?: string } = {},
): TObject<P> => Type.Object(properties, { additionalProperties: false, ...options })

/** A value or null, in the spelling of OpenAPI 3.0. */
export const nullable = <S extends TSchema>(schema: S) =>
  Type.Unsafe<Static<S> | null>({ ...schema, nullable: true })

export const oneOf = <const V extends readonly string[]>(values: V, description?: string) =>
  Type.Unsafe<V[number]>({
    type: 'string',
    enum: [...values],
    ...(description === undefined ? {} : { description }),
  })

export const Uuid = Type.String({ format: 'uuid' })
/** A time in an answer: a Date of ours, an RFC 3339 text on the wire. */
export const Time = Type.Unsafe<Date>({ type: 'string', format: 'date-time' })
/** A time in a request. */
export const TimeInput = Type.String({ format: 'date-time' })
export const Empty = object({})

/** An address as typed; `canonicalEmail` decides. The cap keeps the work on nonsense small. */
export const EmailInput = Type.String({ minLength: 3, maxLength: 254, format: 'email' })

/** Never shown again: validation faults leave out the value. */
export const secretText = (options: {
  minLength?: number
  maxLength?: number
  description?: string
}) => Type.String({ ...options, writeOnly: true })

/** Text a person typed: no control characters, not only spaces. */
export const label = (maxLength: number, description?: string) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f\\u2028\\u2029]*$',
    ...(description === undefined ? {} : { description }),
  })

/** An object whose names are data. (`Type.Record` writes what OpenAPI 3.0 does not know.) */
export const mapOf = <S extends TSchema>(values: S) =>
  Type.Unsafe<Record<string, Static<S>>>({ type: 'object', additionalProperties: values })

const raw = Symbol('raw')

/** A JSON body of any shape: its value, and its own text, in which numbers are exact. */
export interface RawJson {
  value: unknown
  text: string
}

/** For bodies whose names are data. What a schema cannot say, the use case checks. */
export const rawJson = (schema: object, description: string) =>
  Type.Unsafe<RawJson | undefined>({ ...schema, description, [raw]: true })

const exact = Symbol('exact')

/** A number as it was written, where a float would not give it back. */
export interface WrittenNumber {
  readonly rawJSON: string
}
export type ExactNumber = number | WrittenNumber

/** A body whose handler gets every number with all of its digits (see `readExact`). */
export const exactBody = <S extends TSchema>(schema: S): S => ({ ...schema, [exact]: true })
export const isExact = (schema: TSchema | undefined): boolean => schema?.[exact as never] === true

/**
 * For a query string whose names are data: the text after `?`, undecoded. The properties only
 * describe.
 */
export const rawQuery = (properties: TProperties) =>
  Type.Unsafe<string>({ type: 'object', properties, [raw]: true })

export const isRaw = (schema: TSchema | undefined): boolean => schema?.[raw as never] === true
