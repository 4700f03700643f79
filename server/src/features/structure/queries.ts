import { type Sql, sql } from '../../kernel/sql.ts'

/**
 * Everything about the tables of users, in one statement and of one moment. Left out: the system's
 * schemas, our own (known by their owner), partitions, and what belongs to extensions.
 */
export const selectStructure = (schema: string | null): Sql => sql`
with schemas as (
  select n.oid, n.nspname::text as name from pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and pg_get_userbyid(n.nspowner) <> 'flumen_control'
    and (${schema}::text is null or n.nspname = ${schema})
), relations as (
  select c.*, s.name as schema from pg_class c join schemas s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and not exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), heard as (
  select t from webhooks.endpoints e cross join unnest(e.topics) t
  where e.surface = 'platform' and e.is_enabled and t like 'row:%'
)
select
  coalesce((select json_agg(json_build_object('name', s.name,
    'comment', obj_description(s.oid, 'pg_namespace')) order by s.name) from schemas s), '[]')
    as schemas,
  coalesce((select json_agg(json_build_object(
    'schema', r.schema, 'name', r.relname,
    'kind', case r.relkind when 'r' then 'table' when 'p' then 'partitioned_table'
      when 'v' then 'view' when 'm' then 'materialized_view' else 'foreign_table' end,
    'comment', obj_description(r.oid, 'pg_class'),
    'columns', ${columnsOf()}, 'primary_key', ${primaryKeyOf()}, 'uniques', ${uniquesOf()},
    'foreign_keys', ${foreignKeysOf()}, 'checks', ${checksOf()}, 'indexes', ${indexesOf()},
    'rls_enabled', r.relrowsecurity, 'rls_forced', r.relforcerowsecurity,
    'policies', ${policiesOf()}, 'grants', ${grantsOf()}, 'triggers', ${triggersOf()},
    'row_estimate', case when r.reltuples >= 0 then r.reltuples::bigint end,
    'size_bytes', case when r.relkind in ('r', 'p', 'm') then ${sizeOf()} end,
    'realtime', exists (select from realtime.schema_registry g where g.schema_name = r.schema
      and g.table_name = r.relname and g.realtime_enabled),
    'webhooks', (select count(*) from heard
      where split_part(t, ':', 2) in ('*', r.schema || '.' || r.relname)),
    'definition', case when r.relkind in ('v', 'm') then pg_get_viewdef(r.oid, true) end
  ) order by r.schema, r.relname) from relations r), '[]') as tables,
  coalesce((select json_agg(json_build_object('schema', s.name, 'name', t.typname,
    'values', (select json_agg(e.enumlabel order by e.enumsortorder)
      from pg_enum e where e.enumtypid = t.oid)) order by s.name, t.typname)
   from pg_type t join schemas s on s.oid = t.typnamespace where t.typtype = 'e'), '[]') as enums,
  coalesce((select json_agg(json_build_object('schema', s.name, 'name', p.proname,
    'arguments', pg_get_function_arguments(p.oid), 'returns', pg_get_function_result(p.oid),
    'language', l.lanname, 'security_definer', p.prosecdef)
    order by s.name, p.proname, p.oid)
   from pg_proc p join schemas s on s.oid = p.pronamespace join pg_language l on l.oid = p.prolang
   where p.prokind in ('f', 'p') and not exists (select from pg_depend d
     where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')), '[]')
    as functions`

/** Parts of a relation `r`, each an expression of JSON. */
const listOf = (from: Sql, item: Sql, order: Sql): Sql =>
  sql`coalesce((select json_agg(${item} order by ${order}) ${from}), '[]')`

const columnsOf = (): Sql =>
  listOf(
    sql`from pg_attribute a join pg_type t on t.oid = a.atttypid
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped`,
    sql`json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
      'position', a.attnum, 'nullable', not a.attnotnull,
      'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
      'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
      'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
      'comment', col_description(r.oid, a.attnum),
      'enum_values', case when t.typtype = 'e' then (select json_agg(e.enumlabel
        order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) end)`,
    sql`a.attnum`,
  )

/** The names of numbered columns, in the order of the numbers. */
const namesOf = (relation: Sql, numbers: Sql): Sql => sql`
  (select json_agg(a.attname order by k.n) from unnest(${numbers}) with ordinality k (attnum, n)
   join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.attnum)`

const primaryKeyOf = (): Sql => sql`coalesce((select ${namesOf(sql`r.oid`, sql`c.conkey`)}
  from pg_constraint c where c.conrelid = r.oid and c.contype = 'p'), '[]')`

const uniquesOf = (): Sql =>
  listOf(
    sql`from pg_constraint c where c.conrelid = r.oid and c.contype = 'u'`,
    sql`json_build_object('name', c.conname, 'columns', ${namesOf(sql`r.oid`, sql`c.conkey`)})`,
    sql`c.conname`,
  )

const action = (letter: Sql): Sql => sql`case ${letter} when 'a' then 'no action'
  when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end`

const foreignKeysOf = (): Sql =>
  listOf(
    sql`from pg_constraint c join pg_class f on f.oid = c.confrelid
      join pg_namespace fn on fn.oid = f.relnamespace
      where c.conrelid = r.oid and c.contype = 'f'`,
    sql`json_build_object('name', c.conname, 'columns', ${namesOf(sql`r.oid`, sql`c.conkey`)},
      'references', json_build_object('schema', fn.nspname, 'table', f.relname,
        'columns', ${namesOf(sql`f.oid`, sql`c.confkey`)}),
      'on_update', ${action(sql`c.confupdtype`)}, 'on_delete', ${action(sql`c.confdeltype`)})`,
    sql`c.conname`,
  )

const checksOf = (): Sql =>
  listOf(
    sql`from pg_constraint c where c.conrelid = r.oid and c.contype = 'c'`,
    sql`json_build_object('name', c.conname, 'definition', pg_get_constraintdef(c.oid))`,
    sql`c.conname`,
  )

const indexesOf = (): Sql =>
  listOf(
    sql`from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = r.oid`,
    sql`json_build_object('name', i.relname, 'definition', pg_get_indexdef(i.oid),
      'unique', x.indisunique, 'primary', x.indisprimary, 'valid', x.indisvalid,
      'size_bytes', pg_relation_size(i.oid))`,
    sql`i.relname`,
  )

const policiesOf = (): Sql =>
  listOf(
    sql`from pg_policy p where p.polrelid = r.oid`,
    sql`json_build_object('name', p.polname,
      'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
        when 'd' then 'delete' else 'all' end,
      'permissive', p.polpermissive,
      'roles', (select json_agg(case when o = 0 then 'public' else pg_get_userbyid(o)::text end
        order by 1) from unnest(p.polroles) o),
      'using', pg_get_expr(p.polqual, p.polrelid),
      'check', pg_get_expr(p.polwithcheck, p.polrelid))`,
    sql`p.polname`,
  )

/** Of the roles of requests; also what they have on some columns only. */
const grantsOf = (): Sql => sql`(select json_object_agg(role, array_remove(array[
    case when has_any_column_privilege(role, r.oid, 'select') then 'select' end,
    case when has_any_column_privilege(role, r.oid, 'insert') then 'insert' end,
    case when has_any_column_privilege(role, r.oid, 'update') then 'update' end,
    case when has_table_privilege(role, r.oid, 'delete') then 'delete' end], null))
  from (values ('anon'), ('authenticated'), ('tenant_service'), ('service_role')) roles (role))`

const triggersOf = (): Sql =>
  listOf(
    sql`from pg_trigger g where g.tgrelid = r.oid and not g.tgisinternal`,
    sql`json_build_object('name', g.tgname, 'definition', pg_get_triggerdef(g.oid),
      'enabled', g.tgenabled <> 'D')`,
    sql`g.tgname`,
  )

/** A partitioned table is as large as its partitions. */
const sizeOf = (): Sql => sql`(case when r.relkind = 'p'
  then (select coalesce(sum(pg_total_relation_size(p.relid)), 0) from pg_partition_tree(r.oid) p)
  else pg_total_relation_size(r.oid) end)`
