import type { Relation } from '../../engines/catalog/index.ts'
import { type Sql, sql } from '../../kernel/sql.ts'

/** A policy, and whether it is for the role in question. */
export interface Policy {
  name: string
  command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  permissive: boolean
  roles: string[]
  using: string | null
  check: string | null
  applies: boolean
}

export interface Guard {
  rls_enabled: boolean
  rls_forced: boolean
  /** Why row-level security does not hold for the role; null where it does. */
  exempt: 'off' | 'bypass' | 'owner' | null
  policies: Policy[]
}

/** Names are written in full then, so that they mean the same to whoever evaluates them. */
export const withoutSearchPath: Sql = sql`select set_config('search_path', '', true)`

export const selectGuard = (oid: number, role: string): Sql => sql`
  select c.relrowsecurity as rls_enabled, c.relforcerowsecurity as rls_forced,
    case when not c.relrowsecurity then 'off' when r.rolbypassrls or r.rolsuper then 'bypass'
      when pg_has_role(r.oid, c.relowner, 'usage') and not c.relforcerowsecurity then 'owner' end as exempt,
    (select coalesce(json_agg(json_build_object(
        'name', p.polname,
        'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
          when 'd' then 'delete' else 'all' end,
        'permissive', p.polpermissive,
        'roles', (select json_agg(case x when 0 then 'public' else pg_get_userbyid(x) end) from unnest(p.polroles) x),
        'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid),
        'applies', p.polroles = '{0}' or exists (
          select from unnest(p.polroles) x where pg_has_role(r.oid, x, 'usage'))) order by p.polname), '[]')
      from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c, pg_roles r where c.oid = ${oid}::bigint::oid and r.rolname = ${role}`

/**
 * What each expression says of each row, by one statement: the rows stand where the table would, under
 * its own name, so that the text of a policy means what it means there. A list of texts, one a row.
 * @param rows a JSON array
 * @param defaults columns that a row does not name get these: as an insert would
 */
export function verdictsOf(
  { schema, name }: Relation,
  expressions: readonly string[],
  rows: string,
  defaults: readonly { name: string; default: string }[],
): Sql {
  const row = sql.id('~row')
  const given = sql.join(
    defaults.map((column) => sql`${column.name}::text, ${sql.trusted(column.default)}`),
  )
  const image = defaults.length > 0 ? sql`jsonb_build_object(${given}) || ${row}` : row
  const verdicts = sql.join(expressions.map((text) => sql`(${sql.trusted(text)})`))
  return sql`
    select jsonb_build_array(${verdicts})::text
    from jsonb_array_elements(${rows}::jsonb) with ordinality as ${sql.id('~rows')} (${row}, ${sql.id('~place')}),
      lateral jsonb_populate_record(null::${sql.id(schema, name)}, ${image}) as ${sql.id(name)}
    order by ${sql.id('~place')}`
}
