import type { Column, Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'

/** What there is, for those who administer. */
export async function list(ctx: Ctx, schemas: readonly string[] | undefined) {
  const { relations } = await ctx.catalogs.current()
  return relations
    .filter(({ schema }) => schemas === undefined || schemas.includes(schema))
    .map(describeRelation)
}

const describeRelation = (relation: Relation) => ({
  schema: relation.schema,
  name: relation.name,
  type: relation.kind,
  path: `/api/v1/tables/${relation.schema === 'public' ? '' : `${relation.schema}/`}${relation.name}`,
  columns: [...relation.columns.values()].map((column, i) =>
    describeColumn(relation, column, i + 1),
  ),
  primary_key: relation.primaryKey,
  rls_enabled: relation.rls,
})

const describeColumn = (relation: Relation, column: Column, position: number) => ({
  name: column.name,
  data_type: column.declared,
  is_nullable: !column.notNull,
  default_value: column.default,
  is_primary_key: relation.primaryKey.includes(column.name),
  is_foreign_key: relation.foreignKeys.some((key) => key.columns.includes(column.name)),
  is_unique: relation.uniques.some(([only, ...more]) => only === column.name && more.length === 0),
  max_length: column.maxLength,
  position,
  ...(column.comment === null ? {} : { description: column.comment }),
})
