import { type Sql, sql } from '../../kernel/sql.ts'

export const selectSetUp: Sql = sql`select from auth.set_up`

export const claimSetUp: Sql = sql`insert into auth.set_up default values`
