import { type Sql, sql } from '../../kernel/sql.ts'

/**
 * The whole picture in one statement, so that it is of one moment. Left out: the system's schemas,
 * our own (known by their owner), partitions (reached through their parent), and what belongs to
 * extensions.
 */
export const readCatalog: Sql = sql`
with recursive roles (role) as (
  values ('anon'), ('authenticated'), ('tenant_service'), ('service_role')
), bases (oid, base, next) as (
  select oid, oid, typbasetype from pg_type where typtype = 'd'
  union all
  select b.oid, t.oid, t.typbasetype from bases b join pg_type t on t.oid = b.next
), schemas as (
  select n.oid, n.nspname as name,
    array(select role from roles where has_schema_privilege(role, n.oid, 'usage')) as entrants
  from pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and pg_get_userbyid(n.nspowner) <> 'flumen_control'
), relations as (
  select c.*, s.name as schema, s.entrants
  from pg_class c join schemas s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and not exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
)
select
  (select json_agg(json_build_object(
      'oid', c.oid::bigint, 'schema', c.schema, 'name', c.relname, 'kind', c.relkind,
      'comment', obj_description(c.oid, 'pg_class'),
      'rls', c.relrowsecurity,
      'as_caller', c.relkind in ('r', 'p') or exists (
        select from pg_options_to_table(c.reloptions) o
        where o.option_name = 'security_invoker' and o.option_value in ('true', 'on', 'yes', '1')),
      'updatable', case when c.relkind = 'm' then 0 else pg_relation_is_updatable(c.oid, true) end,
      'deleters', array(select role from roles where has_table_privilege(role, c.oid, 'delete')),
      'entrants', c.entrants,
      'is_followed', exists (select from changes.watched w where w.watcher = 'realtime'
        and w.schema_name = c.schema and w.table_name = c.relname),
      'columns', columns.list) order by c.schema, c.relname)
   from relations c
   cross join lateral (
     select json_agg(json_build_object(
       'name', a.attname,
       'type', format_type(a.atttypid, null),
       'declared', format_type(a.atttypid, a.atttypmod),
       'base', t.typname, 'category', t.typcategory,
       'labels', case when t.typtype = 'e' then
         (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) end,
       'not_null', a.attnotnull,
       'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
       'generated', a.attgenerated <> '' or a.attidentity = 'a',
       'identity', a.attidentity <> '',
       'max_length', case when t.typname in ('varchar', 'bpchar') and a.atttypmod > 4 then a.atttypmod - 4 end,
       'comment', col_description(c.oid, a.attnum),
       'rights', (select json_object_agg(role, array_remove(array[
           case when has_column_privilege(role, c.oid, a.attnum, 'select') then 'select' end,
           case when has_column_privilege(role, c.oid, a.attnum, 'insert') then 'insert' end,
           case when has_column_privilege(role, c.oid, a.attnum, 'update') then 'update' end], null))
         from roles)
     ) order by a.attnum) as list
     from pg_attribute a
     left join bases b on b.oid = a.atttypid and b.next = 0
     join pg_type t on t.oid = coalesce(b.base, a.atttypid)
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) columns) as relations,
  (select json_agg(json_build_object(
      'name', k.conname, 'source', k.conrelid::bigint, 'target', k.confrelid::bigint,
      'columns', (select json_agg(a.attname order by u.i) from unnest(k.conkey) with ordinality u (n, i)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n),
      'target_columns', (select json_agg(a.attname order by u.i) from unnest(k.confkey) with ordinality u (n, i)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n)) order by k.conname)
   from pg_constraint k
   join relations s on s.oid = k.conrelid
   join relations t on t.oid = k.confrelid
   where k.contype = 'f' and k.conparentid = 0) as foreign_keys,
  (select json_agg(json_build_object(
      'relation', i.indrelid::bigint, 'primary', i.indisprimary,
      'columns', (select json_agg(a.attname order by u.i)
        from unnest(i.indkey::int2[]) with ordinality u (n, i)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.n
        where u.i <= i.indnkeyatts)) order by i.indisprimary desc, i.indexrelid)
   from pg_index i join relations c on c.oid = i.indrelid
   where i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null) as uniques,
  (select json_agg(distinct jsonb_build_object(
      'view', w.ev_class::bigint, 'table', d.refobjid::bigint, 'column', a.attname))
   from pg_rewrite w
   join relations v on v.oid = w.ev_class and v.relkind in ('v', 'm')
   join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
     and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
   join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
   where d.refobjid <> w.ev_class) as view_columns,
  (select json_agg(distinct jsonb_build_object('view', w.ev_class::bigint, 'part', d.refobjid::bigint))
   from pg_rewrite w
   join relations v on v.oid = w.ev_class and v.relkind in ('v', 'm')
   join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
     and d.refclassid = 'pg_class'::regclass and d.refobjid <> w.ev_class) as view_parts,
  (select json_agg(json_build_object(
      'relation', c.oid::bigint, 'schema', s.name, 'name', p.proname,
      'target', nullif(r.typrelid, 0)::bigint, 'single', not p.proretset or p.prorows = 1,
      'base', r.typname, 'category', r.typcategory,
      'callers', array(select role from roles where has_function_privilege(role, p.oid, 'execute')))
      order by p.proname)
   from pg_proc p
   join schemas s on s.oid = p.pronamespace
   join relations c on c.reltype = p.proargtypes[0]
   join pg_type r on r.oid = p.prorettype
   where p.pronargs = 1 and p.prokind = 'f' and p.provolatile <> 'v') as computed,
  (select json_object_agg(e.extname, n.nspname)
   from pg_extension e join pg_namespace n on n.oid = e.extnamespace) as extensions,
  (select coalesce(max(id), 0)::text from auth.revocations where subject = 'schema') as mark`

/** The last change that announced itself. */
export const readMark: Sql = sql`
  select coalesce(max(id), 0)::text as mark from auth.revocations where subject = 'schema'`

/**
 * Changes whenever something of the picture does: every row of these catalogs carries the number of
 * the transaction that wrote it. For databases whose changes do not announce themselves.
 */
export const readFingerprint: Sql = sql`
select md5(concat_ws(',',
  (select string_agg(xmin::text, '' order by oid) from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'i')
    and relnamespace >= 2200),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_attribute where attrelid >= 16384),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_constraint where oid >= 16384),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_policy),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_proc where oid >= 16384),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_type where oid >= 16384),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_namespace),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_attrdef),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_description where objoid >= 16384),
  (select count(*) || ':' || sum(xmin::text::bigint) from pg_extension),
  (select count(*) || ':' || sum(xmin::text::bigint) from changes.watched))) as fingerprint`
