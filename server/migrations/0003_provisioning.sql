-- Apps whose users sign in through us.

create schema provisioning;

create table provisioning.apps (
  id text primary key,
  tenant_id uuid not null references auth.tenants on delete cascade,
  realm_id uuid not null unique references auth.realms,
  name text not null,
  auth_methods jsonb not null,
  registration_steps jsonb not null,
  backend_type text not null default '' check (backend_type in ('', 'custom', 'firebase', 'supabase')),
  terms_url text not null default '',
  privacy_url text not null default '',
  -- Encrypted; see the feature for what each is bound to.
  backend_extra text,
  prelude_key text,
  jwt_secret text not null,
  old_jwt_secret text,
  old_jwt_secret_ends_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz
);

create index apps_tenant on provisioning.apps (tenant_id, created_at desc)
  where closed_at is null;

-- A sign-in of an end user: begun with an address, verified with a code; then it is a session.
create table provisioning.sign_ins (
  id text primary key,
  app_id text not null references provisioning.apps on delete cascade,
  method text not null check (method in ('email', 'mobile', 'google', 'apple')),
  email text,
  phone text,
  phone_country text,
  phone_local text,
  language text not null default 'en',
  code_id uuid references auth.codes on delete set null,
  user_id uuid references auth.users on delete cascade,
  session_id uuid references auth.sessions on delete cascade,
  verified_at timestamptz,
  created_at timestamptz not null default now()
);

create index sign_ins_app on provisioning.sign_ins (app_id, created_at desc);
create index sign_ins_session on provisioning.sign_ins (session_id);
create index sign_ins_user on provisioning.sign_ins (user_id);
create index sign_ins_code on provisioning.sign_ins (code_id) where code_id is not null;
create index sign_ins_unverified on provisioning.sign_ins (created_at) where verified_at is null;

-- Logins that ended by disuse, for the sweep: their rows are kept for a time after that.
create index sessions_app_idle on auth.sessions (idle_ends_at) where surface = 'app';
