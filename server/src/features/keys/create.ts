import type { Ctx } from '../../engines/context.ts'
import { isDuplicate } from '../../engines/db/index.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { conflict, invalidField } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { type KeyKind, type KeyKindName, kinds, makeSecret } from './kinds.ts'
import { insertKey, lockOwner } from './queries.ts'

/** A person, an app, or else a tenant; null is the default one. */
export interface KeyOwner {
  userId?: string
  appId?: string
  tenantId?: string | null
}

export interface NewKey {
  name: string
  expiresAt?: Date | null | undefined
  description?: string | null | undefined
  /** None unless given: what a key may do is said where it is made. */
  scopes?: readonly string[]
  /** Null: all. Empty: the default one alone. */
  allowedNamespaces?: readonly string[] | null | undefined
  perMinute?: number | null | undefined
  perHour?: number | null | undefined
  enabled?: boolean
  /** A person, or a key. */
  createdBy?: string | null
}

export interface NewKeyRecord {
  id: string
  name: string
  prefix: string
  created_at: Date
  expires_at: Date | null
}

/**
 * Makes a key. In the caller's transaction. Whether the caller may is asked by those who call this.
 * @returns the record and the secret, which is shown this once
 * @throws conflict `too_many_keys` at the limit of its kind; conflict `already_exists` for a name
 *   that the tenant has
 */
export async function create(
  ctx: Ctx,
  kind: KeyKindName,
  owner: KeyOwner,
  given: NewKey,
): Promise<{ record: NewKeyRecord; secret: string }> {
  const { prefixLength, shownAgain, limit, mode }: KeyKind = kinds[kind]
  const id = uuid()
  const secret = makeSecret(kind)
  if (owner.appId === undefined) await ctx.db.run(lockOwner(owner))
  const row = insertKey({
    id,
    kind,
    owner,
    name: given.name,
    description: given.description ?? null,
    prefix: secret.slice(0, prefixLength),
    hash: sha256(secret),
    sealed: shownAgain ? ctx.secrets.seal(sealedAs(id), secret) : null,
    scopes: given.scopes ?? [],
    mode: mode ?? 'live',
    allowedNamespaces: given.allowedNamespaces ?? null,
    perMinute: given.perMinute ?? null,
    perHour: given.perHour ?? null,
    enabled: given.enabled ?? true,
    createdBy: given.createdBy ?? null,
    expiresAt: given.expiresAt ?? null,
    limit,
  })
  const record = await withFreeName(ctx.db.row<NewKeyRecord>(row))
  if (!record) throw conflict('too_many_keys', `At most ${limit} of these keys may be active`)
  return { record, secret }
}

/** @throws conflict `already_exists` */
export async function withFreeName<T>(written: Promise<T>): Promise<T> {
  try {
    return await written
  } catch (error) {
    if (!isDuplicate(error, 'keys_tenant_name')) throw error
    throw conflict('already_exists', 'This tenant has a key of that name', { cause: error })
  }
}

/**
 * When a key ends that was asked for like this: never for null, after so many days by default.
 * @throws invalid for a time that is over
 */
export function expiryOf(
  given: string | null | undefined,
  defaultDays: number | null,
): Date | null {
  if (given === null) return null
  if (given === undefined) {
    return defaultDays === null ? null : new Date(Date.now() + defaultDays * 86_400_000)
  }
  const time = new Date(given)
  if (time > new Date()) return time
  throw invalidField('expires_at', 'past', 'Must be in the future')
}

/** What a ciphertext in this column is bound to. */
export const sealedAs = (id: string): string => `auth.keys:${id}:sealed`
