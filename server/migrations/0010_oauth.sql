-- Sign-in through identity providers elsewhere.

-- Those added while the server runs: of the instance (no tenant), or of one tenant.
create table auth.oauth_providers (
  id uuid primary key,
  tenant_id uuid references auth.tenants on delete cascade,
  name text not null check (name ~ '^[a-z][a-z0-9_]{1,49}$'),
  display_name text,
  enabled boolean not null default true,
  issuer_url text not null,
  client_id text not null,
  -- Encrypted.
  client_secret text,
  -- Null: what the preset, or the issuer, has.
  scopes text[],
  -- Set for providers that publish no discovery document.
  authorization_url text,
  token_url text,
  userinfo_url text,
  revocation_url text,
  allow_app_login boolean not null default true,
  allow_dashboard_login boolean not null default false,
  share_refresh_token boolean not null default false,
  -- Claim → values: one of the required ones must hold, none of the denied ones may.
  required_claims jsonb,
  denied_claims jsonb,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint oauth_providers_name unique nulls not distinct (tenant_id, name)
);

-- A person on the way to a provider and back. Ten minutes at most; each step is taken once.
create table auth.oauth_flows (
  id uuid primary key,
  purpose text not null check (purpose in ('sign_in', 'link', 'logout')),
  -- SHA-256 of the state that travels.
  state_hash bytea not null unique,
  provider text not null,
  -- The row, or the setting of the instance, that the flow was begun with.
  provider_id text not null,
  tenant_id uuid references auth.tenants on delete cascade,
  redirect_uri text not null,
  redirect_to text,
  -- Whose account gets the identity.
  link_user_id uuid references auth.users on delete cascade,
  -- SHA-256 of the cookie of the browser that began, where it was a browser.
  browser_hash bytea,
  -- Encrypted: PKCE verifier and nonce.
  sealed text,
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

create index oauth_flows_expires_at on auth.oauth_flows (expires_at);
create index oauth_flows_link on auth.oauth_flows (link_user_id) where link_user_id is not null;
create index oauth_flows_tenant on auth.oauth_flows (tenant_id) where tenant_id is not null;

-- What a provider gave us for a person; goes with the identity.
create table auth.provider_tokens (
  identity_id uuid primary key references auth.identities on delete cascade,
  provider_id text not null,
  -- Encrypted: access, refresh and ID token.
  sealed text not null,
  scopes text,
  -- Null: the provider named no end.
  expires_at timestamptz,
  -- Providers rotate refresh tokens: one refreshes, the others wait.
  lease uuid,
  lease_ends_at timestamptz,
  updated_at timestamptz not null default now()
);
