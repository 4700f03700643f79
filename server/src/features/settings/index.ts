import { type Ctx, end } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { invalid } from '../../kernel/errors.ts'
import { makeCheck } from '../../kernel/validate.ts'
import { record } from '../audit/index.ts'
import { AuthSettings, authDefaults, authPrefix } from './auth.ts'
import { deleteSetting, upsertSetting } from './queries.ts'

export type { SettingRow } from '../../engines/settings/index.ts'
export { AuthSettings, authDefaults, authPrefix } from './auth.ts'

/** How people sign in here and now: the tenant's word, else the instance's, else the default. */
export async function auth(ctx: Ctx): Promise<AuthSettings> {
  const rows = await ctx.settings.rows(ctx.caller.tenantId ?? null)
  const found: Record<string, unknown> = { ...authDefaults }
  for (const { key, value } of rows) {
    if (key.startsWith(authPrefix)) found[key.slice(authPrefix.length)] = value
  }
  return found as AuthSettings
}

/**
 * Sets one setting; audited, and in force on every process within 100 ms.
 * @throws invalid when an `app.auth.…` setting is unknown or its value is not of its type
 */
export async function set(
  ctx: Ctx,
  given: { key: string; value: unknown; isPublic?: boolean; description?: string | undefined },
): Promise<SettingRow> {
  mustFit(given.key, given.value)
  const row = await ctx.db.row<SettingRow>(
    upsertSetting({
      key: given.key,
      tenantId: ctx.caller.tenantId ?? null,
      value: given.value,
      isPublic: given.isPublic ?? false,
      description: given.description ?? null,
      by: ctx.caller.userId ?? null,
    }),
  )
  if (!row) throw new Error('the setting was not written')
  await record(ctx, 'setting.changed', { details: { key: given.key } })
  await end(ctx, 'settings', ['all'])
  return row
}

/** Back to the default. @returns whether it was set */
export async function unset(ctx: Ctx, key: string): Promise<boolean> {
  const gone = (await ctx.db.run(deleteSetting(key, ctx.caller.tenantId ?? null))) > 0
  if (gone) await record(ctx, 'setting.changed', { details: { key } })
  if (gone) await end(ctx, 'settings', ['all'])
  return gone
}

function mustFit(key: string, value: unknown): void {
  if (!key.startsWith(authPrefix)) return
  const name = key.slice(authPrefix.length)
  const schema = AuthSettings.properties[name as keyof AuthSettings]
  const faults = schema
    ? makeCheck(schema, 'body')(value)
    : [{ in: 'body' as const, path: ['key'], code: 'unknown_field', message: 'Unknown setting' }]
  if (faults.length > 0)
    throw invalid('invalid_setting', `${key} cannot be set to this`, { faults })
}
