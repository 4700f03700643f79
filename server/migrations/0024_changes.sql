-- What changed in the tables that ask for it, in the order in which it may be told: written in the
-- transaction of the change, read by every process, kept for seven hours.

create schema changes;
create schema realtime;

create sequence changes.seq;
-- From here on its position is a number that was given out, and the next one is greater.
select nextval('changes.seq');

create table changes.log (
  seq bigint not null default nextval('changes.seq'),
  -- The hour it was written in, modulo 8: children are emptied whole, the oldest first.
  slot smallint not null,
  at timestamptz not null default clock_timestamp(),
  rel oid not null,
  -- (I)nsert, (U)pdate, (D)elete; (M)essage of realtime.send.
  op "char" not null,
  -- The row was too large: its key is all that was kept.
  cut boolean not null default false,
  old jsonb,
  new jsonb
) partition by list (slot);

do $$ begin
  for k in 0..7 loop
    execute format('create table changes.log_%s partition of changes.log (unique (seq)) for values in (%s)', k, k);
  end loop;
end $$;

-- Numbers up to here were in children that have been emptied.
create table changes.ring (
  single boolean primary key default true check (single),
  floor bigint not null
);
insert into changes.ring (floor) values (1);

-- Who reads on where they stopped, also after a restart.
create table changes.consumers (
  name text primary key,
  position bigint not null,
  seen_at timestamptz not null default now()
);

-- Who wants to know what of which table. A row here makes the triggers, in its own transaction.
create table changes.watched (
  schema_name text not null,
  table_name text not null,
  watcher text not null,
  events text[] not null check (events <@ array['INSERT', 'UPDATE', 'DELETE']),
  primary key (schema_name, table_name, watcher)
);

create function changes.slot() returns smallint
language sql volatile
as $$ select (extract(epoch from pg_catalog.clock_timestamp())::bigint / 3600 % 8)::smallint $$;

-- Before a transaction numbers its first row it holds the place where the numbers stand. Readers
-- stop at the lowest place that somebody holds: no number below it can appear any more. A savepoint
-- that is undone gives up the place and the note of it together.
create function changes.hold() returns void
language plpgsql
as $$
declare
  xact text := pg_catalog.pg_current_xact_id()::text;
begin
  if pg_catalog.current_setting('flumen.hold', true) is distinct from xact then
    perform pg_catalog.pg_advisory_xact_lock_shared((1220::bigint << 52) | (select s.last_value from changes.seq s));
    perform pg_catalog.set_config('flumen.hold', xact, true);
  end if;
end $$;

-- Every number up to here belongs to a transaction that is over. First where the numbers stand, then
-- who holds a place: in the other order a transaction could slip in between.
create function changes.horizon() returns bigint
language plpgsql volatile security definer set search_path = ''
as $$
declare
  reached bigint;
  held bigint;
begin
  select s.last_value into reached from changes.seq s;
  select min(((l.classid::bigint << 32) | l.objid::bigint) & ((1::bigint << 52) - 1)) into held
  from pg_catalog.pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 1 and l.classid::bigint >> 20 = 1220
    and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database());
  return least(reached, held);
end $$;

-- What is kept of a row that is too large.
create function changes.key_of(rel oid, image jsonb) returns jsonb
language sql stable
as $$
  select coalesce(pg_catalog.jsonb_object_agg(a.attname, image -> a.attname), '{}')
  from pg_catalog.pg_index i
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = rel and i.indisprimary and image is not null
$$;

-- A partition stands for the table it is part of.
create function changes.table_of(rel oid, is_partition integer) returns oid
language sql stable
as $$ select case when is_partition > 0 then pg_catalog.pg_partition_root(rel::regclass)::oid else rel end $$;

create function changes.note_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  target oid;
begin
  if not exists (select from "~new") then return null; end if;
  target := changes.table_of(tg_relid, tg_nargs);
  perform changes.hold();
  insert into changes.log (slot, rel, op, cut, new)
  select changes.slot(), target, 'I', z.large, case when z.large then changes.key_of(target, z.b) else z.b end
  from (select y.b, pg_catalog.pg_column_size(y.b) > 65536 as large
    from (select pg_catalog.to_jsonb(n.*) as b from "~new" n offset 0) y offset 0) z;
  return null;
end $$;

create function changes.note_delete() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  target oid;
begin
  if not exists (select from "~old") then return null; end if;
  target := changes.table_of(tg_relid, tg_nargs);
  perform changes.hold();
  insert into changes.log (slot, rel, op, cut, old)
  select changes.slot(), target, 'D', z.large, case when z.large then changes.key_of(target, z.a) else z.a end
  from (select y.a, pg_catalog.pg_column_size(y.a) > 65536 as large
    from (select pg_catalog.to_jsonb(o.*) as a from "~old" o offset 0) y offset 0) z;
  return null;
end $$;

create function changes.put_pairs(target oid, olds jsonb[], news jsonb[]) returns void
language sql
as $$
  insert into changes.log (slot, rel, op, cut, old, new)
  select changes.slot(), target, 'U', z.large,
    case when z.large then changes.key_of(target, z.a) else z.a end,
    case when z.large then changes.key_of(target, z.b) else z.b end
  from (select p.a, p.b, greatest(pg_catalog.pg_column_size(p.a), pg_catalog.pg_column_size(p.b)) > 65536 as large
    from rows from (pg_catalog.unnest(olds), pg_catalog.unnest(news)) as p (a, b)
    where p.a is distinct from p.b offset 0) z
$$;

-- PostgreSQL keeps old and new rows in one order, so they are paired by it: by a zip, and where that
-- would fill the memory by their number. Where it has more of the one than of the other (a trigger
-- kept a row from arriving in another partition) they cannot be paired, and are told one by one.
create function changes.note_update() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  target oid;
  olds bigint;
  news bigint;
  nestloop text;
begin
  select count(*) into olds from "~old";
  select count(*) into news from "~new";
  if olds + news = 0 then return null; end if;
  target := changes.table_of(tg_relid, tg_nargs);
  perform changes.hold();
  if olds = news and olds <= 20000 then
    perform changes.put_pairs(target,
      (select pg_catalog.array_agg(pg_catalog.to_jsonb(o.*)) from "~old" o),
      (select pg_catalog.array_agg(pg_catalog.to_jsonb(n.*)) from "~new" n));
    return null;
  end if;
  nestloop := pg_catalog.current_setting('enable_nestloop');
  perform pg_catalog.set_config('enable_nestloop', 'off', true);
  insert into changes.log (slot, rel, op, cut, old, new)
  select changes.slot(), target,
    (case when olds = news then 'U' when z.b is null then 'D' else 'I' end)::"char", z.large,
    case when z.large then changes.key_of(target, z.a) else z.a end,
    case when z.large then changes.key_of(target, z.b) else z.b end
  from (
    select x.a, y.b, coalesce(greatest(pg_catalog.pg_column_size(x.a), pg_catalog.pg_column_size(y.b)) > 65536, false) as large
    from (select pg_catalog.to_jsonb(o.*) as a, pg_catalog.row_number() over () as i from "~old" o) x
    full join (select pg_catalog.to_jsonb(n.*) as b, pg_catalog.row_number() over ()
        + case when olds = news then 0 else olds end as i from "~new" n) y on x.i = y.i
    where x.a is distinct from y.b offset 0) z;
  perform pg_catalog.set_config('enable_nestloop', nestloop, true);
  return null;
end $$;

-- They run for whoever writes, and what they call can be somebody's code (a cast to json): so their
-- owner may write the log and nothing else.
grant usage on schema changes to flumen_changes, flumen_schema;
grant insert on changes.log to flumen_changes;
grant usage, select on sequence changes.seq to flumen_changes;
-- An owner must have been allowed to make things where they are.
grant create on schema changes to flumen_changes;
alter function changes.note_insert() owner to flumen_changes;
alter function changes.note_update() owner to flumen_changes;
alter function changes.note_delete() owner to flumen_changes;
revoke create on schema changes from flumen_changes;

-- Which triggers a table and its partitions should have, and have.
create function changes.triggers_of(target oid)
returns table (rel oid, is_partition boolean, event text, wanted boolean, there boolean)
language sql stable set search_path = ''
as $$
  select p.rel, p.rel <> target, e.event,
    exists (select from changes.watched w
      join pg_catalog.pg_namespace n on n.nspname = w.schema_name
      join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.table_name
      where c.oid = target and e.event = any (w.events)),
    exists (select from pg_catalog.pg_trigger t
      where t.tgrelid = p.rel and t.tgname = 'flumen_changes_' || lower(e.event))
  from (select target as rel
      union select t.relid from pg_catalog.pg_partition_tree(target::regclass) t) p
  join pg_catalog.pg_class c on c.oid = p.rel and c.relkind in ('r', 'p')
  cross join (values ('INSERT'), ('UPDATE'), ('DELETE')) e (event)
$$;

-- Runs as whoever asks: only the owner of a table makes triggers on it.
create function changes.cover(target oid) returns void
language plpgsql set search_path = ''
as $$
declare
  t record;
  sees text;
begin
  for t in select * from changes.triggers_of(target) where wanted <> there loop
    if t.there then
      execute format('drop trigger %I on %s', 'flumen_changes_' || lower(t.event), t.rel::regclass);
    else
      sees := case t.event when 'INSERT' then 'new table as "~new"'
        when 'DELETE' then 'old table as "~old"'
        else 'old table as "~old" new table as "~new"' end;
      execute format('create trigger %I after %s on %s referencing %s for each statement execute function changes.note_%s(%s)',
        'flumen_changes_' || lower(t.event), t.event, t.rel::regclass, sees, lower(t.event),
        case when t.is_partition then quote_literal('partition') else '' end);
    end if;
  end loop;
end $$;

create function changes.cover_watched() returns trigger
language plpgsql set search_path = ''
as $$
declare
  w changes.watched := coalesce(new, old);
  target regclass := to_regclass(format('%I.%I', w.schema_name, w.table_name));
begin
  if target is not null then perform changes.cover(target); end if;
  return null;
end $$;

create trigger cover after insert or update or delete on changes.watched
  for each row execute function changes.cover_watched();

-- Watched tables that lack a trigger: made anew, or with a new partition.
create function changes.uncovered() returns setof oid
language sql stable set search_path = ''
as $$
  select distinct c.oid from changes.watched w
  join pg_catalog.pg_namespace n on n.nspname = w.schema_name
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.table_name
  cross join lateral changes.triggers_of(c.oid) t
  where t.wanted and not t.there
$$;

-- Empties the child that the next hour will write into. What is held back for a consumer that lives
-- stays; the next turn of this child is in eight hours.
create function changes.trim() returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  k smallint := (changes.slot() + 1) % 8;
  top bigint;
begin
  set local lock_timeout = '1s';
  execute format('lock table changes.log_%s in access exclusive mode', k);
  -- While it waited the hour may have come.
  if k <> (changes.slot() + 1) % 8 then return null; end if;
  execute format('select max(seq) from changes.log_%s', k) into top;
  if top is null or exists (select from changes.consumers c
    where c.position < top and c.seen_at > now() - interval '1 day') then return null; end if;
  execute format('truncate changes.log_%s', k);
  update changes.ring set floor = greatest(floor, top);
  return top;
end $$;

revoke execute on function changes.hold(), changes.horizon(), changes.key_of(oid, jsonb),
  changes.put_pairs(oid, jsonb[], jsonb[]), changes.table_of(oid, integer), changes.slot(),
  changes.trim(), changes.triggers_of(oid), changes.cover(oid), changes.uncovered(),
  changes.note_insert(), changes.note_update(), changes.note_delete() from public;
grant execute on function changes.hold(), changes.key_of(oid, jsonb),
  changes.put_pairs(oid, jsonb[], jsonb[]), changes.table_of(oid, integer), changes.slot()
  to flumen_changes;
grant execute on function changes.triggers_of(oid), changes.cover(oid), changes.uncovered(),
  changes.note_insert(), changes.note_update(), changes.note_delete() to flumen_schema;
grant select, insert, update, delete on changes.watched to flumen_schema;

-- Tables whose changes go to subscribers. A row written by hand counts like one of the API.
create table realtime.schema_registry (
  id uuid primary key default gen_random_uuid(),
  schema_name text not null default 'public',
  table_name text not null,
  realtime_enabled boolean not null default true,
  events text[] not null default array['INSERT', 'UPDATE', 'DELETE']
    check (events <@ array['INSERT', 'UPDATE', 'DELETE']),
  excluded_columns text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (schema_name, table_name)
);

create function realtime.watch() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' and (tg_op = 'DELETE' or not new.realtime_enabled
    or (new.schema_name, new.table_name) <> (old.schema_name, old.table_name)) then
    delete from changes.watched w where w.watcher = 'realtime'
      and w.schema_name = old.schema_name and w.table_name = old.table_name;
  end if;
  if tg_op <> 'DELETE' and new.realtime_enabled then
    insert into changes.watched (schema_name, table_name, watcher, events)
    values (new.schema_name, new.table_name, 'realtime', new.events)
    on conflict (schema_name, table_name, watcher) do update set events = excluded.events;
  end if;
  return null;
end $$;

create trigger watch after insert or update or delete on realtime.schema_registry
  for each row execute function realtime.watch();

-- A message to the members of a channel, told when the transaction commits.
create function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if length(topic) not between 1 and 255 or length(event) > 255 then
    raise exception 'a topic has 1 to 255 characters, an event at most 255' using errcode = '22023';
  end if;
  if pg_column_size(payload) > 262144 then
    raise exception 'a message has at most 256 KiB' using errcode = '54000';
  end if;
  perform changes.hold();
  insert into changes.log (slot, rel, op, new) values (changes.slot(), 0, 'M',
    jsonb_build_object('topic', topic, 'event', event, 'payload', payload, 'private', private,
      'tenant', auth.tenant_id()));
end $$;

-- What policies on realtime.messages ask: which channel is this about.
create function realtime.topic() returns text
language sql stable
as $$ select nullif(current_setting('realtime.topic', true), '') $$;

-- What decides which rows of a table a role may see, as it is at this moment. The text of policies
-- names everything in full because the search path is empty.
create function realtime.rules(target oid, as_role text, command "char")
returns table (schema_name text, table_name text, enters boolean, is_open boolean, rls boolean,
  guarded boolean, allow text, also text, readable text[], key text[], uuids text[],
  enabled boolean, events text[], excluded text[])
language sql stable set search_path = ''
as $$
  select n.nspname, c.relname, has_schema_privilege(r.oid, n.oid, 'usage'),
    coalesce(obj_description(c.oid, 'pg_class') ~ '^@open\M', false),
    c.relrowsecurity,
    c.relrowsecurity and not (r.rolbypassrls or r.rolsuper
      or (pg_has_role(r.oid, c.relowner, 'usage') and not c.relforcerowsecurity)),
    tests.allow, tests.also,
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and has_column_privilege(r.oid, c.oid, a.attnum, 'select') order by a.attnum),
    array(select a.attname::text from pg_index i
      cross join unnest(i.indkey::int2[]) with ordinality k (n, i)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n
      where i.indrelid = c.oid and i.indisprimary order by k.i),
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype),
    coalesce(g.realtime_enabled, false), coalesce(g.events, '{}'), coalesce(g.excluded_columns, '{}')
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_roles r on r.rolname = as_role
  left join realtime.schema_registry g on g.schema_name = n.nspname and g.table_name = c.relname
  cross join lateral (
    select coalesce('(' || string_agg(t.test, ') or (') filter (where t.permissive) || ')', 'false') as allow,
      coalesce('(' || string_agg(t.test, ') and (') filter (where not t.permissive) || ')', 'true') as also
    from (
      select p.polpermissive as permissive,
        coalesce(case when command = 'a' then pg_get_expr(p.polwithcheck, p.polrelid) end,
          pg_get_expr(p.polqual, p.polrelid), 'true') as test
      from pg_policy p
      where p.polrelid = c.oid and p.polcmd in (command, '*') and (p.polroles = '{0}'
        or exists (select from unnest(p.polroles) x where pg_has_role(r.oid, x, 'usage')))
    ) t
  ) tests
  where c.oid = target
$$;

revoke execute on function realtime.send(jsonb, text, text, boolean) from public;
grant usage on schema realtime to flumen_schema, anon, authenticated, tenant_service, service_role;
grant create on schema realtime to flumen_schema;
grant execute on function realtime.send(jsonb, text, text, boolean) to flumen_schema, service_role;
grant select, insert, update, delete on realtime.schema_registry to flumen_schema;
