-- Sign-in through SAML 2.0 identity providers.

create table auth.saml_providers (
  id uuid primary key,
  tenant_id uuid references auth.tenants on delete cascade,
  name text not null check (name ~ '^[a-z][a-z0-9_]{1,49}$'),
  display_name text,
  enabled boolean not null default true,
  -- What we are called there; null: the address of this server.
  entity_id text,
  idp_entity_id text not null,
  sso_url text not null,
  slo_url text,
  -- PEM; any of them may sign.
  certificates text[] not null,
  -- With these we sign our requests. The key is encrypted.
  sp_certificate text not null,
  sp_private_key text not null,
  attribute_mapping jsonb not null default '{}',
  -- Domains whose addresses the provider speaks for; null: all.
  email_domains text[],
  auto_create_users boolean not null default true,
  allow_idp_initiated boolean not null default false,
  allowed_redirect_hosts text[] not null default '{}',
  allow_app_login boolean not null default true,
  group_attribute text not null default 'groups',
  required_groups text[] not null default '{}',
  required_groups_all text[] not null default '{}',
  denied_groups text[] not null default '{}',
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint saml_providers_name unique nulls not distinct (tenant_id, name),
  -- Answers are told apart by it.
  constraint saml_providers_issuer unique (idp_entity_id)
);

-- A person on the way to a provider and back; or what came unasked. Each step is taken once.
create table auth.saml_flows (
  -- The id of our request.
  id text primary key,
  purpose text not null check (purpose in ('sign_in', 'logout')),
  provider_id uuid not null references auth.saml_providers on delete cascade,
  -- SHA-256 of the RelayState.
  relay_hash bytea not null,
  redirect_to text,
  -- SHA-256 of the cookie of the browser that began, where it was a browser.
  browser_hash bytea,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  -- What the provider said (encrypted), until the app fetches it with code and state; a minute.
  code_hash bytea unique,
  onward_hash bytea,
  outcome text,
  outcome_expires_at timestamptz,
  settled_at timestamptz
);
create index saml_flows_expires_at on auth.saml_flows (expires_at);
create index saml_flows_provider on auth.saml_flows (provider_id);

-- Assertions and logout requests count once, for as long as they would be valid.
create table auth.saml_seen (
  provider_id uuid not null references auth.saml_providers on delete cascade,
  message_id text not null,
  expires_at timestamptz not null,
  primary key (provider_id, message_id)
);
create index saml_seen_expires_at on auth.saml_seen (expires_at);

-- Which session of ours belongs to which of theirs, for a logout on either side. Without a session
-- while a second factor is waited for.
create table auth.saml_sessions (
  id uuid primary key,
  session_id uuid unique references auth.sessions on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  provider_id uuid not null references auth.saml_providers on delete cascade,
  name_id text not null,
  name_id_format text,
  session_index text,
  created_at timestamptz not null default now()
);
create index saml_sessions_name on auth.saml_sessions (provider_id, name_id);
create index saml_sessions_user on auth.saml_sessions (user_id);
