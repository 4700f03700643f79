import { type Ctx, end } from '../../engines/context.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import type { Sql } from '../../kernel/sql.ts'
import { type AuditEvent, record } from '../audit/index.ts'
import { withFreeName } from './create.ts'
import type { KeyKindName } from './kinds.ts'
import {
  asRevoked,
  deleteKey,
  insertEvent,
  type Reach,
  selectEvents,
  selectOne,
  updateKey,
} from './queries.ts'

/** A key as those see it who look after it. */
export interface ManagedKey {
  id: string
  kind: KeyKindName
  name: string
  description: string | null
  key_prefix: string
  user_id: string | null
  tenant_id: string | null
  scopes: string[]
  mode: 'live' | 'test'
  allowed_namespaces: string[] | null
  enabled: boolean
  rate_limit_per_minute: number | null
  rate_limit_per_hour: number | null
  created_by: string | null
  created_at: Date
  updated_at: Date
  last_used_at: Date | null
  last_used_address: string | null
  expires_at: Date | null
  revoked_at: Date | null
  revoked_by: string | null
  revocation_reason: string | null
  deprecated_at: Date | null
  grace_period_ends_at: Date | null
  replaced_by: string | null
  version: number
  is_live: boolean
}

type EventType =
  | 'created'
  | 'changed'
  | 'disabled'
  | 'enabled'
  | 'deprecated'
  | 'rotated'
  | 'revoked'

/** One step in the life of a key. */
export interface KeyEvent {
  type: EventType
  reason: string | null
  /** A person, or a key. */
  by: string | null
  at: Date
}

const audited: Record<EventType, AuditEvent> = {
  created: 'key.created',
  changed: 'key.changed',
  disabled: 'key.changed',
  enabled: 'key.changed',
  deprecated: 'key.deprecated',
  rotated: 'key.rotated',
  revoked: 'key.revoked',
}

/** Who did it, for the history: the person, or the key. */
export const actorOf = (ctx: Ctx): string | null => ctx.caller.userId ?? ctx.caller.keyId ?? null

/** @throws not_found for an unknown key and for one that the caller does not see */
export async function find(ctx: Ctx, reach: Reach, id: string): Promise<ManagedKey> {
  return must(await ctx.db.row<ManagedKey>(selectOne(reach, id, false)))
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lock(ctx: Ctx, reach: Reach, id: string): Promise<ManagedKey> {
  return must(await ctx.db.row<ManagedKey>(selectOne(reach, id, true)))
}

function must(key: ManagedKey | undefined): ManagedKey {
  if (!key) throw notFound('not_found', 'No such key')
  return key
}

/** @throws conflict `conflict` for a key that was ended for good */
export function mustNotBeRevoked(key: ManagedKey): void {
  if (key.revoked_at) throw conflict('conflict', 'This key is revoked')
}

/** Writes a change of a locked key, and its history; every process reads it again. */
export async function change(
  ctx: Ctx,
  key: ManagedKey,
  set: Sql,
  event: { type: EventType; reason?: string | null },
): Promise<ManagedKey> {
  const changed = must(await withFreeName(ctx.db.row<ManagedKey>(updateKey(key.id, set))))
  await end(ctx, 'key', [`${key.id}:${key.version}`])
  await remember(ctx, key, event)
  return changed
}

/** Ends a locked key for good; once is enough. @returns whether it was not yet revoked */
export async function revokeKey(
  ctx: Ctx,
  key: ManagedKey,
  reason: string | null,
): Promise<boolean> {
  if (key.revoked_at) return false
  await change(ctx, key, asRevoked(actorOf(ctx), reason), { type: 'revoked', reason })
  await end(ctx, 'key', [key.id])
  return true
}

/** Ends a locked key and forgets it, but for the audit log. */
export async function removeKey(ctx: Ctx, key: ManagedKey): Promise<void> {
  await ctx.db.run(deleteKey(key.id))
  await end(ctx, 'key', [key.id])
  const { id, kind, name } = key
  await record(ctx, 'key.deleted', { details: { kind, id, name } })
}

/** Writes a step into the history of a key and into the audit log. */
export async function remember(
  ctx: Ctx,
  { id, kind, name }: Pick<ManagedKey, 'id' | 'kind' | 'name'>,
  { type, reason = null }: { type: EventType; reason?: string | null },
): Promise<void> {
  await ctx.db.run(insertEvent(id, { type, reason, by: actorOf(ctx) }))
  await record(ctx, audited[type], { details: { kind, id, name, type } })
}

/** The life of a key so far, oldest first. */
export const history = (ctx: Ctx, id: string): Promise<KeyEvent[]> =>
  ctx.db.rows<KeyEvent>(selectEvents(id))
