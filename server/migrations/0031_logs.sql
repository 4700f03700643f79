-- Lines of the log, of all processes: searched and followed. Trimmed by age and by number.
create table engine.log_entries (
  -- Given out under a lock that is held to the commit: who has read one has seen all before it.
  id bigint generated always as identity primary key,
  at timestamptz not null,
  category text not null,
  level smallint not null,
  message text not null,
  component text,
  request_id text,
  user_id uuid,
  tenant_id uuid,
  error text,
  fields jsonb not null
);

create index log_entries_at on engine.log_entries (at);
create index log_entries_tenant on engine.log_entries (tenant_id, id) where tenant_id is not null;
create index log_entries_request on engine.log_entries (request_id) where request_id is not null;
