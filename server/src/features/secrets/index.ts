import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { type AppError, conflict, invalidField } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import {
  deleteSecret,
  insertSecret,
  selectSealed,
  selectSecret,
  selectSecrets,
  selectStats,
  selectVersions,
  updateSecret,
} from './queries.ts'
import { mustReach, mustReachInto, reaches, unknown } from './reach.ts'
import type { NewSecret, SecretChanges, SecretRef, SecretRow, VersionRow } from './schema.ts'
import { addVersion, openValue, type Sealed } from './versions.ts'

export { environment } from './environment.ts'
export {
  ListedSecret,
  Namespace,
  type NewSecret,
  Secret,
  type SecretChanges,
  SecretName,
  type SecretRef,
  type SecretRow,
  SecretValue,
  SecretVersion,
  scopes,
  type VersionRow,
} from './schema.ts'

/** The tenant's secrets by name, without their values. */
export async function list(
  ctx: Ctx,
  { scope = null, namespace = null }: { scope?: string | null; namespace?: string | null },
): Promise<SecretRow[]> {
  const query = selectSecrets(tenantOf(ctx.caller), { scope, namespace })
  return (await ctx.db.rows<SecretRow>(query)).filter((row) => reaches(ctx, row))
}

export interface SecretStats {
  total: number
  /** Within seven days. */
  expiring_soon: number
  expired: number
}

export async function stats(ctx: Ctx): Promise<SecretStats> {
  const found = await ctx.db.row<SecretStats>(selectStats(tenantOf(ctx.caller)))
  return found ?? { total: 0, expiring_soon: 0, expired: 0 }
}

/** @throws not_found, also for a secret of another tenant */
export async function get(ctx: Ctx, ref: SecretRef): Promise<SecretRow> {
  return mustReach(ctx, await ctx.db.row<SecretRow>(selectSecret(tenantOf(ctx.caller), ref)))
}

/**
 * Keeps a new secret as its version 1; encrypted, audited.
 * @throws invalid when scope and namespace do not fit; conflict `already_exists` when the name is
 * taken there, however it is capitalised
 */
export async function create(ctx: Ctx, given: NewSecret): Promise<SecretRow> {
  const namespace = namespaceOf(given)
  const tenantId = tenantOf(ctx.caller)
  mustReachInto(ctx, namespace)
  return inTransaction(ctx, async (ctx) => {
    const row = await ctx.db.row<SecretRow>(
      insertSecret({
        id: uuid(),
        tenantId,
        name: given.name,
        namespace,
        description: given.description ?? null,
        expiresAt: given.expires_at ?? null,
        by: ctx.caller.userId ?? null,
      }),
    )
    if (!row) throw conflict('already_exists', `There is a secret ${given.name} already`)
    await addVersion(ctx, { tenantId, secretId: row.id, version: 1 }, given.value)
    await write(ctx, 'secret.created', row)
    return row
  })
}

function namespaceOf({ scope = 'global', namespace }: NewSecret): string | null {
  if (scope === 'global' && namespace !== undefined) {
    throw invalidField('namespace', 'unexpected', 'A global secret has no namespace')
  }
  if (scope === 'namespace' && namespace === undefined) {
    throw invalidField('namespace', 'required', 'A secret of a namespace names it')
  }
  return namespace ?? null
}

/**
 * Changes what is given; a value makes a new version, the rest does not.
 * @param ifVersion the version the caller has seen; undefined: whichever it is
 * @throws invalid when nothing is given; not_found; conflict `version_mismatch`
 */
export async function change(
  ctx: Ctx,
  ref: SecretRef,
  changes: SecretChanges,
  ifVersion?: number,
): Promise<SecretRow> {
  const { value, description, expires_at } = changes
  if (value === undefined && description === undefined && expires_at === undefined) {
    throw invalidField('value', 'nothing', 'Give a value, a description or an expiry')
  }
  return inTransaction(ctx, async (ctx) => {
    const row = await apply(ctx, ref, changes, ifVersion)
    await write(ctx, 'secret.changed', row, { value_changed: value !== undefined })
    return row
  })
}

async function apply(
  ctx: Ctx,
  ref: SecretRef,
  changes: SecretChanges,
  ifVersion: number | undefined,
): Promise<SecretRow> {
  const tenantId = tenantOf(ctx.caller)
  const by = ctx.caller.userId ?? null
  const row = await ctx.db.row<SecretRow>(
    updateSecret(tenantId, ref, { ...changes, ifVersion: ifVersion ?? null, by }),
  )
  if (!row) throw await refusal(ctx, ref)
  mustReach(ctx, row)
  if (changes.value !== undefined) {
    await addVersion(ctx, { tenantId, secretId: row.id, version: row.version }, changes.value)
  }
  return row
}

/** Why nothing was touched: it is not there, or not as the caller has seen it. */
async function refusal(ctx: Ctx, ref: SecretRef): Promise<AppError> {
  const { version } = await get(ctx, ref)
  return conflict('version_mismatch', `The secret has version ${version}`)
}

/** With its whole history; audited. @throws not_found; conflict `version_mismatch` */
export const remove = (ctx: Ctx, ref: SecretRef, ifVersion?: number): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const query = deleteSecret(tenantOf(ctx.caller), ref, ifVersion ?? null)
    const row = await ctx.db.row<SecretRow>(query)
    if (!row) throw await refusal(ctx, ref)
    mustReach(ctx, row)
    await write(ctx, 'secret.deleted', row)
  })

/** The last twenty versions, newest first. @throws not_found */
export async function versions(ctx: Ctx, ref: SecretRef): Promise<VersionRow[]> {
  const { id } = await get(ctx, ref)
  return ctx.db.rows<VersionRow>(selectVersions(tenantOf(ctx.caller), { id }))
}

/**
 * The value of an earlier version becomes a new one.
 * @throws not_found for a secret or a version that is not there (any more); conflict
 * `version_mismatch`
 */
export const rollBack = (
  ctx: Ctx,
  ref: SecretRef,
  version: number,
  ifVersion?: number,
): Promise<SecretRow> =>
  inTransaction(ctx, async (ctx) => {
    const tenantId = tenantOf(ctx.caller)
    const old = await ctx.db.row<Sealed>(selectSealed(tenantId, ref, version))
    if (!old) throw unknown()
    const value = openValue(ctx, tenantId, old)
    const row = await apply(ctx, ref, { value }, ifVersion)
    await write(ctx, 'secret.rolled_back', row, { from: version })
    return row
  })

const write = (
  ctx: Ctx,
  event: 'secret.created' | 'secret.changed' | 'secret.rolled_back' | 'secret.deleted',
  { id, name, namespace, version }: SecretRow,
  more: Record<string, unknown> = {},
): Promise<void> =>
  record(ctx, event, {
    tenantId: tenantOf(ctx.caller),
    details: { secret_id: id, name, namespace, version, ...more },
  })
