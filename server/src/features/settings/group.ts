import type { Ctx } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { whenKnown } from '../../kernel/known.ts'
import { layerOf } from './read.ts'

/**
 * The settings that a feature reads together, as `<prefix><name>`: the tenant's word, else the
 * instance's, else the default; what is not of the default's kind counts as not set.
 * @returns their reader: it answers at once where the settings are known, and reads each state of them
 *   once
 */
export function groupOf<T extends object>(
  prefixes: readonly string[],
  defaults: Readonly<T>,
): (ctx: Ctx) => Readonly<T> | Promise<Readonly<T>> {
  const known = new WeakMap<readonly SettingRow[], T>()
  const read = (rows: readonly SettingRow[]): T => {
    const before = known.get(rows)
    if (before) return before
    const group = { ...defaults }
    for (const { key, value } of rows) {
      const prefix = prefixes.find((one) => key.startsWith(one))
      const name = prefix === undefined ? '' : key.slice(prefix.length)
      if (Object.hasOwn(defaults, name) && fits(value, defaults[name as keyof T]))
        Object.assign(group, { [name]: value })
    }
    known.set(rows, group)
    return group
  }
  return (ctx) => {
    return whenKnown(ctx.settings.rows(layerOf(ctx)), read)
  }
}

function fits(value: unknown, like: unknown): boolean {
  if (Array.isArray(like))
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (typeof like === 'number') return Number.isSafeInteger(value)
  return typeof value === typeof like
}
