import { type Ctx, end, inTransaction } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import { deleteSetting, upsertSetting } from './queries.ts'
import { layerOf } from './read.ts'
import { mustBeKey, mustBeNoSecret, mustBeStorable, mustFit } from './rules.ts'

export interface NewSetting {
  key: string
  value: unknown
  /** Whether everybody may read it; undefined: as it is, at first not. */
  isPublic?: boolean | undefined
  description?: string | undefined
}

/**
 * Sets one setting; audited, and in force on every process within 100 ms.
 * @throws invalid for a bad key, a value that is too large, and an `app.auth.…` setting that is
 * unknown or whose value is not of its type
 */
export function set(ctx: Ctx, given: NewSetting): Promise<SettingRow> {
  const { key, value } = given
  mustBeKey(key)
  mustFit(key, value)
  mustBeNoSecret(key)
  mustBeStorable(value)
  return inTransaction(ctx, async (ctx) => {
    const row = await ctx.db.row<SettingRow>(
      upsertSetting({
        key,
        tenantId: layerOf(ctx),
        value,
        isPublic: given.isPublic ?? null,
        description: given.description ?? null,
        by: ctx.caller.userId ?? null,
      }),
    )
    if (!row) throw new Error('the setting was not written')
    await tell(ctx, { key, value: shortly(value), is_public: row.is_public })
    return row
  })
}

/** Back to the default. @returns whether it was set */
export const unset = (ctx: Ctx, key: string): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const gone = (await ctx.db.run(deleteSetting(key, layerOf(ctx)))) > 0
    if (gone) await tell(ctx, { key, unset: true })
    return gone
  })

/**
 * Every change is news of its own: under one name for all, a change that commits late would pass for
 * one that is known already.
 */
async function tell(ctx: Ctx, details: Record<string, unknown>): Promise<void> {
  await record(ctx, 'setting.changed', { tenantId: layerOf(ctx) ?? undefined, details })
  await end(ctx, 'settings', [uuid()])
}

/** Long values would make the audit log a second store. */
const shortly = (value: unknown): unknown => (JSON.stringify(value).length <= 500 ? value : '…')
