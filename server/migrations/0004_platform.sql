-- The platform surface: what its users carry, who may administer, what is set at run time.

alter table auth.users
  add column user_metadata jsonb not null default '{}',
  add column app_metadata jsonb not null default '{}',
  add column is_anonymous boolean not null default false,
  -- Waits for its proof; the old address stays until then.
  add column new_email text,
  add column avatar_url text,
  -- Access tokens carry it; raising it makes clients fetch new ones.
  add column token_version integer not null default 0,
  add column last_sign_in_at timestamptz;

-- The tenant of everything that names none.
insert into auth.tenants (id, slug, name)
values ('00000000-0000-4000-8000-000000000002', 'default', 'Default');

alter table auth.tenants
  add column metadata jsonb not null default '{}',
  add column created_by uuid references auth.users on delete set null,
  add column updated_at timestamptz not null default now();

-- Administration is a grant, not a membership (RULINGS 1).
create table auth.grants (
  user_id uuid not null references auth.users on delete cascade,
  role text not null check (role in ('instance_admin', 'tenant_admin', 'dashboard_user')),
  -- Set for tenant_admin alone.
  tenant_id uuid references auth.tenants on delete cascade,
  granted_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (user_id, role, tenant_id),
  check ((role = 'tenant_admin') = (tenant_id is not null))
);

create index grants_tenant on auth.grants (tenant_id) where tenant_id is not null;

-- The first set-up happens once: its row is what two racing set-ups compete for.
create table auth.set_up (
  only_one boolean primary key default true check (only_one),
  user_id uuid references auth.users on delete set null,
  at timestamptz not null default now()
);

-- Settings of the instance (no tenant) and of tenants. Secrets never stand here.
create table auth.settings (
  key text not null,
  tenant_id uuid references auth.tenants on delete cascade,
  value jsonb not null,
  is_public boolean not null default false,
  description text,
  updated_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (tenant_id, key)
);

alter table auth.revocations drop constraint revocations_subject_check;
alter table auth.revocations add constraint revocations_subject_check
  check (subject in ('session', 'user', 'key', 'app', 'settings'));

-- When the person proved who they are last: changes of credentials ask for a recent one.
alter table auth.sessions add column strong_at timestamptz not null default now();
