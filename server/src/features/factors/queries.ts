import { type Sql, sql } from '../../kernel/sql.ts'

export const insertFactor = (f: { id: string; userId: string; sealed: string }): Sql => sql`
  insert into auth.factors (id, user_id, kind, name, sealed)
  values (${f.id}, ${f.userId}, 'totp', 'Authenticator', ${f.sealed})`

/** Confirmed factors; or the begun one with this id, to be confirmed. */
export const selectConfirmed = (userId: string, begun?: string): Sql => sql`
  select id, sealed from auth.factors where user_id = ${userId}
    and ${begun === undefined ? sql`confirmed_at is not null` : sql`id = ${begun}`}`

export const confirmFactor = (id: string): Sql =>
  sql`update auth.factors set confirmed_at = coalesce(confirmed_at, now()) where id = ${id}`

export const takeStep = (id: string, step: number): Sql =>
  sql`update auth.factors set last_step = ${step} where id = ${id} and last_step < ${step}`
