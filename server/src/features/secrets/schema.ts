import { Type } from '@sinclair/typebox'
import { object, oneOf, secretText, Time, Uuid } from '../../kernel/schema.ts'

/** Part of a variable's name where a function runs, there in capitals. */
export const SecretName = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]{0,127}$' })

export const Namespace = Type.String({ pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$' })

/** What a variable of a process can hold. */
export const SecretValue = secretText({ minLength: 1, maxLength: 64 * 1024 })

export const scopes = ['global', 'namespace'] as const

const fields = {
  id: Uuid,
  name: Type.String(),
  scope: oneOf(scopes),
  namespace: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  version: Type.Integer({
    description: 'Counts the values; what stands beside them does not count',
  }),
  expires_at: Type.Optional(Time),
  created_at: Time,
  updated_at: Time,
  created_by: Type.Optional(Uuid),
  updated_by: Type.Optional(Uuid),
}

/** A secret of functions, without its value. */
export const Secret = object(fields)

export const ListedSecret = object({ ...fields, is_expired: Type.Boolean() })

export const SecretVersion = object({
  id: Uuid,
  secret_id: Uuid,
  version: Type.Integer(),
  created_at: Time,
  created_by: Type.Optional(Uuid),
})

export interface SecretRow {
  id: string
  name: string
  scope: 'global' | 'namespace'
  namespace: string | null
  description: string | null
  version: number
  expires_at: Date | null
  created_at: Date
  updated_at: Date
  created_by: string | null
  updated_by: string | null
  is_expired: boolean
}

export interface VersionRow {
  id: string
  secret_id: string
  version: number
  created_at: Date
  created_by: string | null
}

/** One secret: by its id, or by its name among the global ones or those of a namespace. */
export type SecretRef = { id: string } | { name: string; namespace: string | undefined }

export interface NewSecret {
  name: string
  value: string
  scope?: 'global' | 'namespace' | undefined
  namespace?: string | undefined
  description?: string | undefined
  expires_at?: string | undefined
}

/** What is absent stays; null clears. */
export interface SecretChanges {
  value?: string | undefined
  description?: string | null | undefined
  expires_at?: string | null | undefined
}
