import { type Sql, sql } from '../../kernel/sql.ts'

export const selectPersonal = (userId: string): Sql =>
  sql`select id from auth.tenants where personal_of = ${userId} and deleted_at is null`

/** Two first needs at once make one tenant. */
export const ensurePersonal = (id: string, slug: string, userId: string): Sql => sql`
  with made as (
    insert into auth.tenants (id, slug, name, personal_of)
    values (${id}, ${slug}, 'Personal', ${userId})
    on conflict (personal_of) do nothing returning id
  )
  insert into auth.members (tenant_id, user_id, role) select id, ${userId}, 'owner' from made`
