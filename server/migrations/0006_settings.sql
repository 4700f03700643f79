-- What people keep here for themselves, open (`value`) or encrypted (`sealed`): a key is one of both,
-- so that neither hides the other. Per tenant: what somebody keeps with one is nothing to the next.

create table auth.user_settings (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  tenant_id uuid not null references auth.tenants on delete cascade,
  key text not null,
  value jsonb,
  sealed text,
  description text,
  created_by uuid references auth.users on delete set null,
  updated_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_settings_key unique (user_id, tenant_id, key),
  check ((value is null) <> (sealed is null))
);

create index user_settings_tenant on auth.user_settings (tenant_id);

-- Secrets of functions. Values stand in their versions only, and never leave but into a function.
create table auth.secrets (
  id uuid primary key,
  tenant_id uuid not null references auth.tenants on delete cascade,
  name text not null,
  -- Null: every function of the tenant sees it.
  namespace text,
  description text,
  version integer not null default 1,
  expires_at timestamptz,
  created_by uuid references auth.users on delete set null,
  updated_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Functions see names in capitals: two that differ in case would be one there.
create unique index secrets_name on auth.secrets (tenant_id, namespace, upper(name))
  nulls not distinct;

create table auth.secret_versions (
  id uuid primary key,
  secret_id uuid not null references auth.secrets on delete cascade,
  version integer not null,
  sealed text not null,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique (secret_id, version)
);
