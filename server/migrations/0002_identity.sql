-- Accounts: who people are, how they prove it, what they hold.

create schema auth;

-- A directory of users; e-mail and user name are unique inside it.
create table auth.realms (
  id uuid primary key,
  kind text not null check (kind in ('main', 'app', 'tenant')),
  created_at timestamptz not null default now()
);

-- The realm of every account: operators, developers, members, owners.
insert into auth.realms (id, kind) values ('00000000-0000-4000-8000-000000000001', 'main');

create table auth.users (
  id uuid primary key,
  -- The id of vocabularies with short ids: rec_ + 15 hex for accounts, 15 letters and digits for
  -- an app's end users.
  short_id text not null unique,
  realm_id uuid not null references auth.realms,
  email text,
  email_verified_at timestamptz,
  phone text,
  phone_country text,
  username text,
  full_name text,
  first_name text,
  last_name text,
  password_hash text,
  role text not null default 'authenticated',
  language text not null default 'en',
  -- The door and flow that made the account: 'account', 'provisioning', 'app', …
  origin text not null,
  -- Tokens without a session issued at or before this second are dead.
  tokens_end_at timestamptz,
  disabled_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Unproven accounts may share an address: each is a sign-up of its own until one is proven.
create unique index users_proven_email on auth.users (realm_id, email)
  where email_verified_at is not null and deleted_at is null;
create index users_email on auth.users (realm_id, email) where deleted_at is null;
create unique index users_username on auth.users (realm_id, lower(username))
  where deleted_at is null;
create unique index users_phone on auth.users (realm_id, phone) where deleted_at is null;
create index users_realm on auth.users (realm_id, created_at desc) where deleted_at is null;
create index users_deleted on auth.users (deleted_at) where deleted_at is not null;

create table auth.identities (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  realm_id uuid not null references auth.realms,
  provider text not null,
  issuer text not null,
  subject text not null,
  email text,
  created_at timestamptz not null default now(),
  constraint identities_subject unique (realm_id, issuer, subject)
);

create index identities_user on auth.identities (user_id);

create table auth.tenants (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  isolation text not null default 'row' check (isolation in ('row', 'database')),
  -- Set for the tenant that every account has for itself.
  personal_of uuid unique references auth.users on delete cascade,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table auth.members (
  tenant_id uuid not null references auth.tenants on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);

create index members_user on auth.members (user_id);

create table auth.sessions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  realm_id uuid not null,
  surface text not null,
  aal text not null default 'aal1',
  amr text[] not null,
  device text,
  address text,
  -- Generation of the refresh token in force; 0 where none was given out.
  generation integer not null default 0,
  -- When the latest generations were replaced, newest first; older than a minute is dropped.
  rotations timestamptz[] not null default '{}',
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  -- Ends unused sessions; moves with each refresh.
  idle_ends_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index sessions_user on auth.sessions (user_id) where revoked_at is null;
create index sessions_expires_at on auth.sessions (expires_at);

-- One-time proofs: codes and links in mails and messages. Only an HMAC of the secret is kept.
create table auth.codes (
  id uuid primary key,
  purpose text not null,
  realm_id uuid not null references auth.realms on delete cascade,
  user_id uuid references auth.users on delete cascade,
  -- Where it was sent: an e-mail address or a phone number.
  address text not null,
  hash bytea,
  tries smallint not null default 0,
  max_tries smallint not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  -- Replaced by a newer one, or disowned by the person who received it.
  discarded_at timestamptz
);

create index codes_address on auth.codes (realm_id, address, purpose);
create index codes_user on auth.codes (user_id);
create index codes_expires_at on auth.codes (expires_at);

create table auth.keys (
  id uuid primary key,
  kind text not null,
  user_id uuid references auth.users on delete cascade,
  tenant_id uuid references auth.tenants on delete cascade,
  app_id text,
  name text not null,
  prefix text not null,
  hash bytea not null,
  -- Only for keys that must be shown again: encrypted.
  sealed text,
  scopes text[] not null default '{}',
  mode text not null default 'live' check (mode in ('live', 'test')),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint keys_secret unique (kind, hash)
);

create index keys_user on auth.keys (user_id, kind, created_at desc);
create index keys_app on auth.keys (app_id) where app_id is not null;

-- Second factors. TOTP secrets are encrypted; a time step works once.
create table auth.factors (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  kind text not null check (kind in ('totp')),
  name text not null,
  sealed text not null,
  last_step bigint not null default 0,
  confirmed_at timestamptz,
  created_at timestamptz not null default now()
);

create index factors_user on auth.factors (user_id);

-- What ended before its time. Every process reads the news of the last minute, every 50 ms.
create table auth.revocations (
  id bigint generated always as identity primary key,
  subject text not null check (subject in ('session', 'user', 'key', 'app')),
  subject_id text not null,
  at timestamptz not null default clock_timestamp()
);

create index revocations_at on auth.revocations (at);

create table auth.audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  event text not null,
  user_id uuid,
  tenant_id uuid,
  app_id text,
  -- Who did it, where that is not the user.
  actor text,
  surface text,
  address text,
  device text,
  request_id text,
  details jsonb not null default '{}'
);

create index audit_user on auth.audit (user_id, at desc);
create index audit_at on auth.audit (at);

-- Append-only: rows leave by age alone.
create function auth.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '89 days' then return old; end if;
  raise exception 'the audit log is append-only' using errcode = '42501';
end $$;

create trigger audit_append_only before update or delete on auth.audit
  for each row execute function auth.refuse_change();
create trigger audit_no_truncate before truncate on auth.audit
  for each statement execute function auth.refuse_change();
