import { type Sql, sql } from '../../kernel/sql.ts'

/** What the rules look at: one row of one kind, with the SQL to type. */
export interface Found {
  rule: string
  schema: string
  relation: string | null
  /** A column, policy, role, function or index: what of the relation it is about. */
  what: string | null
  columns: string[] | null
  role: string | null
  fix: string
}

/** A policy with the text of its expressions, as PostgreSQL writes them. */
export interface PolicyText {
  schema: string
  relation: string
  policy: string
  using: string | null
  check: string | null
}

/**
 * Schemas and relations of users, as the catalog of tables knows them: without the system's, ours
 * (known by their owner), partitions, and what belongs to extensions.
 */
const users = sql`people (role, oid) as (
    select rolname::text, oid from pg_roles where rolname in ('anon', 'authenticated')
  ), schemas as (
    select n.oid, n.nspname::text as name, n.nspacl,
      exists (select from people p where has_schema_privilege(p.oid, n.oid, 'usage')) as open
    from pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and pg_get_userbyid(n.nspowner) <> 'flumen_control'
  ), relations as (
    select c.oid, s.name as schema, c.relname::text as name, c.relkind as kind, c.relacl as acl,
      c.relrowsecurity as rls, s.open, format('%I.%I', s.name, c.relname) as path,
      coalesce(obj_description(c.oid, 'pg_class'), '') ~ '^@open\\y' as declared,
      exists (select from pg_options_to_table(c.reloptions) o where o.option_name = 'security_invoker'
        and o.option_value in ('true', 'on', 'yes', '1')) as as_caller,
      s.open and exists (select from people p where
        has_any_column_privilege(p.oid, c.oid, 'select, insert, update')
        or has_table_privilege(p.oid, c.oid, 'delete, truncate')) as exposed
    from pg_class c join schemas s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  ), tables as (select * from relations where kind in ('r', 'p'))`

/** Given by name, or to everybody (whose number is 0), on whole relations and on columns. */
const grants = sql`given as (
    select r.oid, a.grantee, a.privilege_type::text as privilege
    from relations r, aclexplode(r.acl) a
    union
    select r.oid, a.grantee, a.privilege_type::text
    from relations r join pg_attribute t on t.attrelid = r.oid and t.attacl is not null
    cross join aclexplode(t.attacl) a
  )`

/** Plain indexes: keys of an expression or under a condition help no policy and no foreign key. */
const indexes = sql`indexes as (
    select i.indrelid as table, i.indexrelid as oid,
      (i.indkey::int2[])[0:i.indnkeyatts - 1] as keys, i.indkey::int2[] as all_keys, i.indisunique,
      i.indclass::text || '|' || i.indcollation::text || '|' || i.indoption::text || '|'
        || i.indnkeyatts || '|' || c.relam || '|'
        || coalesce(pg_get_expr(i.indexprs, i.indrelid), '') || '|'
        || coalesce(pg_get_expr(i.indpred, i.indrelid), '') as form,
      i.indpred is null as whole,
      exists (select from pg_constraint k where k.conindid = i.indexrelid) as needed
    from pg_index i join tables t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
    where i.indisvalid
  )`

const rlsMissing = sql`
  select 'rls_missing' as rule, schema, name as relation, null::text as what, null::text[] as columns,
    null::text as role, format('alter table %s enable row level security;', path) as fix
  from tables where exposed and not rls and not declared`

/** Where a column says whose a row is, the fix gives everybody their own; else it closes the door. */
const withoutPolicy = sql`
  select 'rls_without_policy', t.schema, t.name, null, null, null, coalesce(
    (select format('create policy %I on %s to authenticated using (%I = (select auth.uid())) with check (%I = (select auth.uid()));',
        'own ' || t.name, t.path, a.attname, a.attname)
      from pg_attribute a
      where a.attrelid = t.oid and not a.attisdropped and a.atttypid = 'uuid'::regtype
        and a.attname in ('user_id', 'owner_id', 'owner', 'created_by', 'author_id', 'profile_id')
      order by a.attnum limit 1),
    format('revoke all on %s from anon, authenticated;', t.path))
  from tables t
  where t.exposed and t.rls and not exists (select from pg_policy p where p.polrelid = t.oid)`

/** Of the columns that policies compare, those that no index begins with. */
const policyColumns = sql`
  select distinct 'policy_column_without_index', t.schema, t.name, a.attname::text,
    array[a.attname::text], null, format('create index on %s (%I);', t.path, a.attname)
  from pg_policy p
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
    and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
  join tables t on t.oid = d.refobjid
  join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
  join pg_opclass o on o.opcintype = a.atttypid and o.opcdefault
    and o.opcmethod = (select m.oid from pg_am m where m.amname = 'btree')
  where a.atttypid <> 'boolean'::regtype
    -- What is only checked when a row comes in is compared with that row alone.
    and not (p.polcmd = 'a' and p.polrelid = t.oid)
    and not exists (select from indexes i where i.table = t.oid and i.whole and i.keys[1] = a.attnum)`

const anonWrites = sql`
  select 'anon_may_write', r.schema, r.name, string_agg(lower(g.privilege), ', ' order by g.privilege),
    null, 'anon', format('revoke %s on %s from anon;',
      string_agg(lower(g.privilege), ', ' order by g.privilege), r.path)
  from relations r join given g on g.oid = r.oid join people p on p.oid = g.grantee and p.role = 'anon'
  where r.open and g.privilege in ('INSERT', 'UPDATE', 'DELETE')
  group by r.schema, r.name, r.path`

/** Row-level security says nothing about these. */
const pastPolicies = sql`
  select 'grant_past_policies', r.schema, r.name,
    string_agg(lower(g.privilege), ', ' order by g.privilege), null, p.role,
    format('revoke %s on %s from %I;', string_agg(lower(g.privilege), ', ' order by g.privilege), r.path, p.role)
  from tables r join given g on g.oid = r.oid join people p on p.oid = g.grantee
  where r.open and g.privilege in ('TRUNCATE', 'TRIGGER', 'REFERENCES', 'MAINTAIN')
  group by r.schema, r.name, r.path, p.role`

const toPublic = sql`
  select 'grant_to_public', r.schema, r.name,
    string_agg(lower(g.privilege), ', ' order by g.privilege), null, 'public',
    format('revoke %s on %s from public;', string_agg(lower(g.privilege), ', ' order by g.privilege), r.path)
  from relations r join given g on g.oid = r.oid and g.grantee = 0
  group by r.schema, r.name, r.path
  union all
  select 'schema_open_to_create', s.name, null, null, null, coalesce(p.role, 'public'),
    format('revoke create on schema %I from %s;', s.name, coalesce(quote_ident(p.role), 'public'))
  from schemas s cross join aclexplode(s.nspacl) a left join people p on p.oid = a.grantee
  where a.privilege_type = 'CREATE' and (a.grantee = 0 or p.role is not null)`

/** Policies that are for services, or for other people: to this role the grant is of no use. */
const withoutUse = sql`
  select distinct 'grant_without_policy', t.schema, t.name, null, null::text[], r.role,
    format('revoke all on %s from %I;', t.path, r.role)
  from tables t join given g on g.oid = t.oid join people r on r.oid = g.grantee
  where t.open and t.rls and g.privilege in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    and exists (select from pg_policy p where p.polrelid = t.oid)
    and not exists (select from pg_policy p where p.polrelid = t.oid and p.polpermissive
      and (p.polroles = '{0}' or exists (
        select from unnest(p.polroles) x where pg_has_role(r.oid, x, 'usage'))))`

const views = sql`
  select case kind when 'v' then 'view_not_as_caller' else 'materialized_view_exposed' end,
    schema, name, null, null, null,
    case kind when 'v' then format('alter view %s set (security_invoker = true);', path)
      else format('revoke all on %s from anon, authenticated;', path) end
  from relations
  where exposed and not declared and (kind = 'm' or kind = 'v' and not as_caller)`

const definers = sql`
  select rule, s.name, null, f.signature, null, who, fix
  from (
    select p.*, format('%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) as signature,
      exists (select from unnest(p.proconfig) c where c like 'search_path=%') as pinned
    from pg_proc p where p.prosecdef and p.prokind in ('f', 'p') and not exists (
      select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  ) f
  join schemas s on s.oid = f.pronamespace
  cross join lateral (
    select 'definer_search_path' as rule, null::text as who,
      format('alter routine %I.%s set search_path = %I, pg_temp;', s.name, f.signature, s.name) as fix
    where not f.pinned
    union all
    select 'definer_open_to_anon', 'anon', format(
      'revoke execute on routine %I.%s from public, anon; grant execute on routine %I.%s to authenticated, service_role;',
      s.name, f.signature, s.name, f.signature)
    from people p where p.role = 'anon' and s.open
      and f.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
      and has_function_privilege(p.oid, f.oid, 'execute')
  ) rules`

/** An index serves a foreign key when it begins with its columns, in whatever order. */
const foreignKeys = sql`
  select 'foreign_key_without_index', t.schema, t.name, k.conname::text, c.names, null,
    format('create index on %s (%s);', t.path, c.list)
  from pg_constraint k join tables t on t.oid = k.conrelid
  cross join lateral (
    select array_agg(a.attname::text order by u.i) as names,
      string_agg(quote_ident(a.attname), ', ' order by u.i) as list
    from unnest(k.conkey) with ordinality u (n, i)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n) c
  where k.contype = 'f' and k.conparentid = 0 and not exists (
    select from indexes i where i.table = t.oid and i.whole
      and i.keys[1:cardinality(k.conkey)] @> k.conkey
      and k.conkey @> i.keys[1:cardinality(k.conkey)])`

/** Of equal ones the one that a constraint needs stays, else the oldest. */
const duplicates = sql`
  select 'duplicate_index', t.schema, t.name, later.name, null, null,
    format('drop index %I.%I;', t.schema, later.name)
  from (
    select i.table, c.relname::text as name, i.needed, row_number() over (
      partition by i.table, i.all_keys, i.form order by i.needed desc, i.indisunique desc, i.oid) as nth
    from indexes i join pg_class c on c.oid = i.oid
  ) later join tables t on t.oid = later.table
  where later.nth > 1 and not later.needed`

/** A column that is unique already becomes the key; else there is a new one. */
const primaryKeys = sql`
  select 'primary_key_missing', t.schema, t.name, null, null, null, coalesce(
    (select format('alter table %s add primary key (%I);', t.path, a.attname)
      from indexes i join pg_attribute a on a.attrelid = t.oid and a.attnum = i.keys[1]
      where i.table = t.oid and i.indisunique and i.whole and cardinality(i.keys) = 1 limit 1),
    format('alter table %s add column %I bigint generated always as identity primary key;', t.path,
      case when exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'id'
        and not a.attisdropped) then 'row_id' else 'id' end))
  from tables t
  where not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')`

/** Everything that names and rights tell, in one statement, so that it is of one moment. */
export const findFaults: Sql = sql`
  with ${users}, ${grants}, ${indexes}
  ${rlsMissing} union all ${withoutPolicy} union all ${policyColumns} union all ${anonWrites}
  union all ${pastPolicies} union all ${toPublic} union all ${withoutUse} union all ${views}
  union all ${definers} union all ${foreignKeys} union all ${duplicates} union all ${primaryKeys}`

/** Policies of users' tables, as text: what they ask of each row is read there. */
export const selectPolicies: Sql = sql`
  with ${users}
  select t.schema, t.name as relation, p.polname::text as policy,
    pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
  from pg_policy p join tables t on t.oid = p.polrelid`

/** A policy with other expressions, as text to type. */
export function alterPolicy({ schema, relation, policy, using, check }: PolicyText): string {
  const parts = [
    `alter policy ${sql.id(policy).text} on ${sql.id(schema, relation).text}`,
    ...(using === null ? [] : [`using (${using})`]),
    ...(check === null ? [] : [`with check (${check})`]),
  ]
  return `${parts.join(' ')};`
}
