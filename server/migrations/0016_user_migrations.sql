-- Migrations of the user's own schema: what was asked for, and what became of it.

create table engine.user_migrations (
  id uuid primary key default gen_random_uuid(),
  namespace text not null,
  name text not null,
  description text,
  up_sql text not null,
  down_sql text,
  status text not null default 'pending'
    check (status in ('pending', 'applied', 'failed', 'rolled_back')),
  created_by uuid,
  applied_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  applied_at timestamptz,
  rolled_back_at timestamptz,
  unique (namespace, name)
);

create table engine.user_migration_runs (
  id uuid primary key default gen_random_uuid(),
  migration_id uuid not null references engine.user_migrations on delete cascade,
  action text not null check (action in ('apply', 'rollback')),
  status text not null check (status in ('success', 'failed')),
  duration_ms integer not null,
  error_message text,
  logs text,
  executed_at timestamptz not null default clock_timestamp(),
  executed_by uuid
);

create index user_migration_runs_migration on engine.user_migration_runs (migration_id, executed_at desc);

-- The login that runs a migration says so in the transaction of the migration itself, so that both
-- are there or neither. It can do nothing else with these tables.
create function engine.note_migration(migration uuid, what text, by uuid, took integer) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update engine.user_migrations set
    status = case what when 'apply' then 'applied' else 'rolled_back' end,
    applied_by = case what when 'apply' then by else applied_by end,
    applied_at = case what when 'apply' then pg_catalog.now() else applied_at end,
    rolled_back_at = case what when 'apply' then null else pg_catalog.now() end,
    updated_at = pg_catalog.now()
  where id = migration;
  insert into engine.user_migration_runs (migration_id, action, status, duration_ms, executed_by)
  values (migration, what, 'success', took, by);
end $$;

revoke execute on function engine.note_migration(uuid, text, uuid, integer) from public;
grant usage on schema engine, auth to flumen_schema;
grant execute on function engine.note_migration(uuid, text, uuid, integer) to flumen_schema;
-- Tables of users refer to people.
grant references (id) on auth.users to flumen_schema;
