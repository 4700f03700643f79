import { type Sql, sql } from '../../kernel/sql.ts'

export const selectTypeNames = (ids: readonly number[]): Sql => sql`
  select id, format_type(id, null) as name from unnest(${ids}::oid[]) as given (id)`
