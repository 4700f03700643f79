-- Passkeys (WebAuthn): the public keys of authenticators. The private ones never leave them.

-- What authenticators call a person: random, so that it says nothing of them to whoever finds one
-- (WebAuthn §14.6.1). The same for all their passkeys.
create table auth.passkey_handles (
  user_id uuid primary key references auth.users on delete cascade,
  handle bytea not null unique
);

create table auth.passkeys (
  id uuid primary key,
  user_id uuid not null references auth.passkey_handles on delete cascade,
  -- Chosen by the authenticator.
  credential_id bytea not null,
  -- COSE_Key (RFC 9052 §7).
  public_key bytea not null,
  -- The site it was made for; it signs for no other.
  rp_id text not null,
  name text not null,
  -- Uses as the authenticator counts them; 0 where it does not.
  sign_count bigint not null,
  device_type text not null check (device_type in ('singleDevice', 'multiDevice')),
  backed_up boolean not null,
  transports text[] not null,
  aaguid uuid not null,
  -- Whether the authenticator knew its owner (PIN, finger) when it was registered: who finds one
  -- that did not can give it a PIN of their own.
  user_verified boolean not null,
  -- Whether every other way in asks for a second factor because of it.
  second_factor boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint passkeys_credential unique (credential_id)
);

create index passkeys_user on auth.passkeys (user_id, created_at);

-- What an authenticator is asked to sign. Five minutes; the row goes with its first use.
create table auth.passkey_challenges (
  -- SHA-256 of the challenge.
  hash bytea primary key,
  purpose text not null check (purpose in ('register', 'sign_in', 'second_factor')),
  user_id uuid references auth.users on delete cascade,
  -- The session that registers.
  session_id uuid references auth.sessions on delete cascade,
  -- The sign-in that waits for its second factor.
  code_id uuid references auth.codes on delete cascade,
  -- Whether what is registered is to be a second factor.
  second_factor boolean not null,
  expires_at timestamptz not null,
  check ((purpose = 'sign_in') = (user_id is null)),
  check ((purpose = 'register') = (session_id is not null)),
  check ((purpose = 'second_factor') = (code_id is not null))
);

create index passkey_challenges_expires_at on auth.passkey_challenges (expires_at);
create index passkey_challenges_user on auth.passkey_challenges (user_id) where user_id is not null;
create index passkey_challenges_session on auth.passkey_challenges (session_id)
  where session_id is not null;
create index passkey_challenges_code on auth.passkey_challenges (code_id) where code_id is not null;

-- Recovery codes are the person's: they stand in for every second factor, app or passkey.
alter table auth.recovery_codes add column user_id uuid references auth.users on delete cascade;
update auth.recovery_codes r set user_id = f.user_id from auth.factors f where f.id = r.factor_id;
alter table auth.recovery_codes
  alter column user_id set not null,
  drop column factor_id,
  add primary key (user_id, hash);
