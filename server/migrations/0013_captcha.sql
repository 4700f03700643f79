-- CAPTCHA: questions before a form is sent, proofs of work of our own, and trust after a solved one.

create table auth.captcha_challenges (
  id text primary key,
  endpoint text not null,
  -- The client's network: a challenge is for one form and one place.
  address text not null,
  required boolean not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);

-- A puzzle is redeemed once, and what it gave is spent once.
create table auth.captcha_solutions (
  puzzle bytea primary key,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  spent_at timestamptz
);

create table auth.captcha_trust (
  token_hash bytea primary key,
  address text not null,
  expires_at timestamptz not null
);

create index captcha_challenges_expiry on auth.captcha_challenges (expires_at);
create index captcha_solutions_expiry on auth.captcha_solutions (expires_at);
create index captcha_trust_expiry on auth.captcha_trust (expires_at);
