-- Tenants of the platform, who administers them, invitations, impersonation.

alter table auth.tenants
  add column status text not null default 'active'
    check (status in ('creating', 'active', 'error', 'deleting')),
  -- Made by an instance admin: only there somebody can be tenant admin (RULINGS 1). The others are
  -- people's own.
  add column is_managed boolean not null default false;

update auth.tenants set is_managed = true where slug = 'default';

create index tenants_managed on auth.tenants (created_at) where is_managed;

-- Both are people of a tenant, and on the wire one list.
alter table auth.grants add column id uuid not null unique default gen_random_uuid();
alter table auth.members add column id uuid not null unique default gen_random_uuid();

-- Settings of a tenant that nobody may read again; sealed.
create table auth.tenant_secrets (
  tenant_id uuid not null references auth.tenants on delete cascade,
  path text not null,
  sealed text not null,
  updated_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, path)
);

-- Only a hash of the token is kept.
create table auth.invitations (
  id uuid primary key,
  hash bytea not null unique,
  email text not null,
  role text not null check (role in ('instance_admin', 'tenant_admin', 'dashboard_user')),
  tenant_id uuid references auth.tenants on delete cascade,
  invited_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references auth.users on delete set null,
  -- Taken back, or replaced by a newer one.
  discarded_at timestamptz,
  check (role <> 'tenant_admin' or tenant_id is not null)
);

-- One open invitation per mailbox and tenant.
create unique index invitations_open on auth.invitations (email, tenant_id) nulls not distinct
  where accepted_at is null and discarded_at is null;
create index invitations_tenant on auth.invitations (tenant_id, created_at desc);

-- Administrators as somebody else. The id is the session of their tokens; rows are kept.
create table auth.impersonations (
  id uuid primary key,
  admin_user_id uuid not null references auth.users on delete cascade,
  -- Ends with the sign-in it was started from, and with the rights it was started with.
  admin_session_id uuid not null,
  admin_version integer not null,
  target_user_id uuid references auth.users on delete cascade,
  impersonation_type text not null check (impersonation_type in ('user', 'anon', 'service')),
  target_role text not null,
  tenant_id uuid references auth.tenants on delete cascade,
  reason text not null,
  ip_address text,
  user_agent text,
  started_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended_at timestamptz,
  check ((impersonation_type = 'user') = (target_user_id is not null))
);

create unique index impersonations_open on auth.impersonations (admin_user_id)
  where ended_at is null;
create index impersonations_started on auth.impersonations (started_at desc);
create index impersonations_target on auth.impersonations (target_user_id);

-- The administrator behind an impersonated caller.
alter table auth.audit add column impersonator uuid;

-- The subjects are listed once, in the engine.
alter table auth.revocations drop constraint if exists revocations_subject_check;
alter table auth.revocations add constraint revocations_subject_check
  check (subject ~ '^[a-z_]{1,30}$');
