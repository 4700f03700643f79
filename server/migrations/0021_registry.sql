-- The app registry: apps and their reviews, who installed them, and the tokens they act by.

create schema registry;

-- What the registry knows of a tenant. The version of its answers is fixed when it first comes here.
create table registry.merchants (
  tenant_id uuid primary key references auth.tenants on delete cascade,
  api_version text not null,
  created_at timestamptz not null default now()
);

create table registry.apps (
  id text primary key,
  tenant_id uuid not null references auth.tenants on delete cascade,
  mode text not null check (mode in ('live', 'test')),
  name text not null,
  slug text not null,
  description text,
  short_description text,
  icon_url text,
  homepage_url text,
  privacy_policy_url text,
  support_url text,
  distribution_type text not null check (distribution_type in ('public', 'private')),
  status text not null default 'draft'
    check (status in ('draft', 'in_review', 'published', 'rejected')),
  -- As many times as it was published; the wire says 0.0.0, 1.0.0, 1.1.0, …
  releases integer not null default 0,
  requested_scopes text[] not null default '{}',
  -- What the last published version asked for; null before the first.
  published_scopes text[],
  redirect_uris text[] not null default '{}',
  category text,
  metadata jsonb not null default '{}',
  review_notes text,
  reviewed_at timestamptz,
  reviewed_by uuid,
  rejection_reason text,
  published_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  constraint apps_slug unique (mode, slug)
);

create index apps_tenant on registry.apps (tenant_id, mode, created_at desc, id);
create index apps_marketplace on registry.apps (mode, created_at desc, id)
  where status = 'published' and distribution_type = 'public';

-- Each submission, and what became of it. The report of the automatic checks stands beside it.
create table registry.reviews (
  id text primary key,
  app_id text not null references registry.apps on delete cascade,
  status text not null default 'in_review'
    check (status in ('in_review', 'approved', 'rejected', 'withdrawn')),
  report jsonb,
  reviewed_by uuid,
  review_notes text,
  rejection_reason text,
  created_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz
);

-- An app is in one review at a time.
create unique index reviews_open on registry.reviews (app_id) where status = 'in_review';
create index reviews_queue on registry.reviews (status, created_at, id);

create table registry.oauth_clients (
  id text primary key,
  client_id text not null unique,
  app_id text not null references registry.apps on delete cascade,
  -- Null for a public client, which can keep no secret (RFC 6749 §2.1).
  secret_hash bytea,
  secret_prefix text,
  created_at timestamptz not null default clock_timestamp(),
  check ((secret_hash is null) = (secret_prefix is null))
);

create index oauth_clients_app on registry.oauth_clients (app_id, created_at desc, id);

create table registry.installations (
  id text primary key,
  app_id text not null references registry.apps on delete cascade,
  tenant_id uuid not null references auth.tenants on delete cascade,
  granted_scopes text[] not null,
  status text not null default 'active' check (status in ('active', 'uninstalled')),
  installed_by_user_id uuid references auth.users on delete set null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  uninstalled_at timestamptz,
  check ((status = 'uninstalled') = (uninstalled_at is not null))
);

-- A merchant has an app once; installed again it is a new row.
create unique index installations_active on registry.installations (app_id, tenant_id)
  where status = 'active';
create index installations_app on registry.installations (app_id, created_at desc, id);
create index installations_tenant on registry.installations (tenant_id, created_at desc, id);

-- What a merchant gave to a client, once per code. Everything that opens a door hangs from it.
create table registry.grants (
  id uuid primary key,
  installation_id text not null references registry.installations on delete cascade,
  client_id text not null references registry.oauth_clients on delete cascade,
  scopes text[] not null,
  -- Of the refresh token in force; refresh tokens are derived from it, not stored.
  generation integer not null default 1,
  -- When the latest generations were replaced, newest first; older than a minute is dropped.
  rotations timestamptz[] not null default '{}',
  created_at timestamptz not null default now(),
  idle_ends_at timestamptz not null,
  -- However often it is used (RFC 9700 §4.14.2).
  ends_at timestamptz not null,
  revoked_at timestamptz
);

create index grants_installation on registry.grants (installation_id);
create index grants_client on registry.grants (client_id);
create index grants_ends on registry.grants (least(idle_ends_at, ends_at));

-- Authorization codes. Kept for a day after their minute, so that a second use is known as one.
create table registry.codes (
  hash bytea primary key,
  client_id text not null references registry.oauth_clients on delete cascade,
  installation_id text not null references registry.installations on delete cascade,
  redirect_uri text not null,
  scopes text[] not null,
  -- PKCE S256 (RFC 7636).
  challenge text,
  expires_at timestamptz not null,
  -- What it was exchanged for.
  grant_id uuid references registry.grants on delete cascade
);

create index codes_client on registry.codes (client_id);
create index codes_installation on registry.codes (installation_id);
create index codes_grant on registry.codes (grant_id) where grant_id is not null;
create index codes_expires on registry.codes (expires_at);

create table registry.access_tokens (
  hash bytea primary key,
  grant_id uuid not null references registry.grants on delete cascade,
  scopes text[] not null,
  expires_at timestamptz not null
);

create index access_tokens_grant on registry.access_tokens (grant_id);
create index access_tokens_expires on registry.access_tokens (expires_at);
