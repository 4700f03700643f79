import { type Static, Type } from '@sinclair/typebox'
import { object, secretText, Time, Uuid } from '../../kernel/schema.ts'

/** What a key may be made of; slashes travel as `%2F` where a path goes on after them. */
export const SettingKey = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[A-Za-z0-9._:/-]*$',
})

/** Nothing that a text column or an environment variable could not hold. */
export const plainText = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000]*$' })

export const Description = plainText(1000)

/** Any JSON. */
export const AnyValue = Type.Unsafe<unknown>({})

export const ObjectValue = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

/** Encrypted at rest, never shown again. */
export const SecretValue = secretText({ minLength: 1, maxLength: 64 * 1024 })

/** A setting that a person keeps for themselves. */
export const UserSetting = object({
  id: Uuid,
  key: Type.String(),
  value: ObjectValue,
  description: Type.Optional(Type.String()),
  user_id: Uuid,
  created_at: Time,
  updated_at: Time,
})

/** A secret that a person keeps here, without its value. */
export const SecretMeta = object({
  id: Uuid,
  key: Type.String(),
  description: Type.Optional(Type.String()),
  user_id: Uuid,
  created_by: Type.Optional(Uuid),
  updated_by: Type.Optional(Uuid),
  created_at: Time,
  updated_at: Time,
})

type Row<T> = Omit<T, 'description' | 'created_by' | 'updated_by'> & { description: string | null }

export type UserSettingRow = Row<Static<typeof UserSetting>>

export type SecretRow = Row<Static<typeof SecretMeta>> & {
  created_by: string | null
  updated_by: string | null
}
