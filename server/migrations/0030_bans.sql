-- Who may not come in for a while: `disabled_at` says that, here stands until when and why.
alter table auth.users
  -- Null while `disabled_at` is set: until somebody lifts it.
  add column banned_until timestamptz,
  add column ban_reason text;

create index users_banned on auth.users (disabled_at) where disabled_at is not null;
