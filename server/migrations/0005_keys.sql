-- Keys of the platform: what they may do, how often, and what became of them.

alter table auth.keys
  add column description text,
  add column enabled boolean not null default true,
  -- Null: all. Empty: the default one alone.
  add column allowed_namespaces text[],
  add column rate_limit_per_minute integer check (rate_limit_per_minute > 0),
  add column rate_limit_per_hour integer check (rate_limit_per_hour > 0),
  -- A person or a key; it may be gone since.
  add column created_by uuid,
  add column revoked_by uuid,
  add column revocation_reason text,
  add column deprecated_at timestamptz,
  -- A deprecated key dies here.
  add column grace_period_ends_at timestamptz,
  add column replaced_by uuid references auth.keys on delete set null,
  add column updated_at timestamptz not null default now(),
  add column last_used_address text,
  -- Raised by every change: what a process knows of an older version is void.
  add column version integer not null default 0;

-- The keys of a tenant have names of their own; those of no tenant belong to the default one.
create unique index keys_tenant_name on auth.keys (tenant_id, name) nulls not distinct
  where kind in ('gsk', 'tsk', 'anon', 'pk') and revoked_at is null;
create index keys_tenant on auth.keys (tenant_id, kind, created_at desc);
create index keys_replaced_by on auth.keys (replaced_by) where replaced_by is not null;

-- What happened to a key, for those who look after it; the audit log outlives it.
create table auth.key_events (
  id bigint generated always as identity primary key,
  key_id uuid not null references auth.keys on delete cascade,
  type text not null check (type in
    ('created', 'changed', 'disabled', 'enabled', 'deprecated', 'rotated', 'revoked')),
  reason text,
  by uuid,
  at timestamptz not null default now()
);

create index key_events_key on auth.key_events (key_id, id);
