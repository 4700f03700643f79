-- Ways in beside the password: recovery codes, one-time codes, people without an account.

alter table auth.factors add column updated_at timestamptz not null default now();

-- One authenticator app per person, and one that waits for its first code.
create unique index factors_totp on auth.factors (user_id)
  where kind = 'totp' and confirmed_at is not null;
create unique index factors_begun_totp on auth.factors (user_id)
  where kind = 'totp' and confirmed_at is null;

-- They stand in for the factor they were made with, and go with it. Only an HMAC is kept.
create table auth.recovery_codes (
  factor_id uuid not null references auth.factors on delete cascade,
  hash bytea not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (factor_id, hash)
);

-- What a proof must remember until it is used: how the first step was done, what a newcomer brings.
alter table auth.codes add column data jsonb not null default '{}';

create index users_anonymous on auth.users (created_at) where is_anonymous and deleted_at is null;
