import { type Ctx, inTransaction } from '../../engines/context.ts'
import { type Page, type Range, readPage } from '../../kernel/cursors.ts'
import { notFound } from '../../kernel/errors.ts'
import { create as createKey } from './create.ts'
import type { KeyKindName } from './kinds.ts'
import type { ManagedKey } from './managed.ts'
import * as managed from './managed.ts'
import { asDeprecated, liveManaged, type Reach } from './queries.ts'
import { tenantOf } from './rights.ts'

/**
 * The keys of a merchant in the app registry: a secret one does everything, a
 * publishable one stands in clients' code. That the caller may look after them is asked at the door.
 */

export type RegistryKeyType = 'secret' | 'publishable'
export type Mode = 'live' | 'test'

const kindsOf: Record<Mode, Record<RegistryKeyType, KeyKindName>> = {
  live: { secret: 'sk_live', publishable: 'pk_live' },
  test: { secret: 'sk_test', publishable: 'pk_test' },
}

export const typeOf = ({ kind }: Pick<ManagedKey, 'kind'>): RegistryKeyType =>
  kind.startsWith('sk_') ? 'secret' : 'publishable'

const reachOf = (ctx: Ctx, mode: Mode): Reach => ({
  kinds: Object.values(kindsOf[mode]),
  tenantId: tenantOf(ctx),
})

/** The live keys of the caller's merchant in a mode, newest first. */
export const list = (ctx: Ctx, mode: Mode, range: Range): Promise<Page<ManagedKey>> =>
  readPage<ManagedKey>(ctx.db, liveManaged(reachOf(ctx, mode)), range)

/** @throws not_found */
export async function get(ctx: Ctx, mode: Mode, id: string): Promise<ManagedKey> {
  const key = await managed.find(ctx, reachOf(ctx, mode), id)
  if (!key.is_live) throw notFound('not_found', 'No such key')
  return key
}

export type KeyWithSecret = ManagedKey & { secret: string }

/** Makes a key; the secret is shown this once. @throws conflict `too_many_keys` */
export const create = (
  ctx: Ctx,
  given: { name: string; type: RegistryKeyType; mode: Mode },
): Promise<KeyWithSecret> =>
  inTransaction(ctx, (ctx) => make(ctx, kindsOf[given.mode][given.type], given))

async function make(
  ctx: Ctx,
  kind: KeyKindName,
  { name, mode }: { name: string; mode: Mode },
): Promise<KeyWithSecret> {
  const owner = { tenantId: tenantOf(ctx) }
  const { record, secret } = await createKey(ctx, kind, owner, {
    name,
    createdBy: managed.actorOf(ctx),
  })
  await managed.remember(ctx, { ...record, kind }, { type: 'created' })
  return { ...(await managed.find(ctx, reachOf(ctx, mode), record.id)), secret }
}

/** Ends a key for good, at once. @throws not_found, also for one that has ended */
export const revoke = (ctx: Ctx, mode: Mode, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await managed.revokeKey(ctx, await lock(ctx, mode, id), null)
  })

/** A fresh secret under the same name; the old one dies in the same commit. @throws not_found */
export const roll = (ctx: Ctx, mode: Mode, id: string): Promise<KeyWithSecret> =>
  inTransaction(ctx, async (ctx) => {
    const old = await lock(ctx, mode, id)
    await managed.revokeKey(ctx, old, 'rolled')
    const fresh = await make(ctx, old.kind, { name: old.name, mode })
    await managed.change(ctx, old, asDeprecated(0, fresh.id), { type: 'rotated' })
    return fresh
  })

async function lock(ctx: Ctx, mode: Mode, id: string): Promise<ManagedKey> {
  const key = await managed.lock(ctx, reachOf(ctx, mode), id)
  if (!key.is_live) throw notFound('not_found', 'No such key')
  return key
}
