-- Tables of users: what their policies may ask, and the news of a changed schema.

grant usage on schema auth to anon, authenticated, tenant_service, service_role;
grant usage on schema engine to anon, authenticated, tenant_service, service_role;

-- Policies should write `(select auth.uid())`: the planner then asks once, not once a row.

create function auth.jwt() returns jsonb
language sql stable parallel safe
as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;

create function auth.uid() returns uuid
language sql stable parallel safe
as $$ select case
    when current_setting('app.user_id', true) ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
    then current_setting('app.user_id', true)::uuid
  end $$;

comment on function auth.uid() is 'The calling person; null for nobody and for keys without one.';

create function auth.role() returns text
language sql stable parallel safe
as $$ select coalesce(nullif(current_setting('app.role', true), ''), 'anon') $$;

comment on function auth.role() is
  'The role of the application (`authenticated`, `admin`, …), not that of the database.';

create function auth.email() returns text
language sql stable parallel safe
as $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email' $$;

create function auth.current_user_id() returns uuid
language sql stable parallel safe
as $$ select auth.uid() $$;

create function auth.current_user_role() returns text
language sql stable parallel safe
as $$ select auth.role() $$;

create function auth.is_authenticated() returns boolean
language sql stable parallel safe
as $$ select auth.uid() is not null $$;

create function auth.is_admin() returns boolean
language sql stable parallel safe
as $$ select auth.role() = 'admin' $$;

create function auth.tenant_id() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.current_tenant_id', true), '')::uuid $$;

comment on function auth.tenant_id() is 'The tenant of the request; null in the default one.';

create function auth.has_tenant_access(tenant uuid) returns boolean
language sql stable parallel safe
as $$ select case
    when auth.tenant_id() is null then tenant is null
    else coalesce(tenant = auth.tenant_id(), false)
  end $$;

create function auth.set_tenant_id_from_context() returns trigger
language plpgsql
as $$
begin
  new.tenant_id := coalesce(new.tenant_id, auth.tenant_id());
  return new;
end $$;

comment on function auth.set_tenant_id_from_context() is
  'Trigger before insert: rows without a tenant get that of the request.';

-- What a step of a request made, for the steps after it: a batch is one round trip.

create function engine.keep(slot integer, rows json) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  perform set_config('flumen.kept_' || slot, rows::text, true);
  return true;
end $$;

-- The value of a column that a step before made: slot, row, column.
create function engine.kept(slot integer, row_number integer, name text) returns json
language plpgsql stable set search_path = ''
as $$
declare
  found json := current_setting('flumen.kept_' || slot, true)::json -> row_number -> name;
begin
  if found is null then
    raise exception 'no such row' using errcode = 'FL003';
  end if;
  return found;
end $$;

-- Rows in which each column that is {"$ref": [slot, row, column]} has its value.
create function engine.filled(rows json) returns json
language sql stable
as $$
  select coalesce(json_agg((
    select coalesce(json_object_agg(f.key,
      case when json_typeof(f.value) = 'object' and f.value -> '$ref' is not null
        then engine.kept((f.value #>> '{$ref,0}')::int, (f.value #>> '{$ref,1}')::int,
          f.value #>> '{$ref,2}')
        else f.value end), '{}')
    from json_each(r.value) f) order by r.ordinality), '[]')
  from json_array_elements(rows) with ordinality r (value, ordinality)
$$;

revoke execute on function engine.keep(integer, json), engine.kept(integer, integer, text),
  engine.filled(json) from public;
grant execute on function engine.keep(integer, json), engine.kept(integer, integer, text),
  engine.filled(json) to anon, authenticated, tenant_service, service_role;

-- Every process reads its picture of the schema anew when it changes. An event trigger calls this
-- where one may be made; elsewhere the processes look for themselves.

create function engine.is_own_schema(name text) returns boolean
language sql stable
as $$ select coalesce(
    name ~ '^pg_temp|^pg_toast_temp' or exists (
      select from pg_catalog.pg_namespace n
      where n.nspname = name
        and pg_catalog.pg_get_userbyid(n.nspowner) = 'flumen_control'),
    false) $$;

create function engine.note_schema_change() returns event_trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_event = 'sql_drop' then
    if not exists (select from pg_catalog.pg_event_trigger_dropped_objects() o
      where not o.is_temporary and not engine.is_own_schema(o.schema_name)) then return; end if;
  elsif not exists (select from pg_catalog.pg_event_trigger_ddl_commands() c
      where not engine.is_own_schema(c.schema_name)) then return; end if;
  insert into auth.revocations (subject, subject_id)
  select 'schema', 'changed'
  where not exists (select from auth.revocations r
    where r.subject = 'schema' and r.at = pg_catalog.now());
end $$;

-- Undoes a change that hit more rows than it was allowed to, or not exactly the one asked for.
create function engine.expect(counted bigint, fewest bigint, most bigint, code text) returns bigint
language plpgsql immutable
as $$
begin
  if counted < fewest or counted > most then
    raise exception '% rows instead of %', counted, most using errcode = code;
  end if;
  return counted;
end $$;

revoke execute on function engine.expect(bigint, bigint, bigint, text) from public;
grant execute on function engine.expect(bigint, bigint, bigint, text)
  to anon, authenticated, tenant_service, service_role;

-- Asked whenever a name is not found, so that a table is there as soon as it is made.
create index revocations_schema on auth.revocations (id) where subject = 'schema';
