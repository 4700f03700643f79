-- A sign-in that a program on some machine asks for, and a person grants in a browser (RFC 8628).
create table auth.device_logins (
  id uuid primary key,
  -- Of what the device keeps and asks with.
  device_hash bytea not null unique,
  -- What the person compares: it alone lets nobody in.
  user_code text not null unique,
  device text not null,
  address text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  asked_at timestamptz,
  -- Null until the person has answered.
  is_granted boolean,
  user_id uuid references auth.users on delete cascade,
  -- The session in which it was granted: the new one stands on the same proofs, while this one lives.
  session_id uuid
);
create index on auth.device_logins (user_id);
create index on auth.device_logins (expires_at);
