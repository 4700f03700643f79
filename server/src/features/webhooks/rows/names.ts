import type { Ctx } from '../../../engines/context.ts'
import { type AppError, invalidField } from '../../../kernel/errors.ts'
import { isOurs } from '../own-schemas.ts'
import type { TableConfig } from '../schema.ts'

export const refuse = (why: string): AppError => invalidField('events', 'event', `events: ${why}`)

/**
 * Of our own tables accounts alone are told of; of what is no table there are no changes. A table
 * that is yet to be made may be named. @throws invalid naming the table
 */
export async function mustBeWatchable(ctx: Ctx, tables: readonly TableConfig[]): Promise<void> {
  for (const { schema, table } of tables) {
    if (table === '*') continue
    const name = `${schema}.${table}`
    const isSystems = schema === '*' || schema.startsWith('pg_') || schema === 'information_schema'
    if (isSystems || (isOurs(schema) && name !== 'auth.users')) {
      throw refuse(`${name} cannot be watched`)
    }
    const relation = (await ctx.catalogs.current()).find(schema, table)
    if (relation && relation.kind !== 'table') throw refuse(`${name} is a view: watch its tables`)
  }
}
