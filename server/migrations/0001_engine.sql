-- The machinery: outbox of the queue, heartbeats, limits.

revoke create on schema public from public;

create table engine.outbox (
  id bigint generated always as identity primary key,
  task text not null,
  payload jsonb not null,
  run_at timestamptz not null default now(),
  job_key text
);

comment on table engine.outbox is
  'Jobs written in the transaction of their cause; a relay moves them to the queue after commit.';

-- Callers on user tables enqueue through this door; they cannot write the table themselves.
create function engine.enqueue(task text, payload jsonb) returns void
language sql security definer set search_path = ''
as $$ insert into engine.outbox (task, payload) values (task, payload) $$;

revoke execute on function engine.enqueue(text, jsonb) from public;
grant usage on schema engine to flumen_app;
grant execute on function engine.enqueue(text, jsonb) to flumen_app;

create table engine.workers (
  id text primary key,
  seen_at timestamptz not null default now()
);

-- Guess limits and budgets: exact, and as durable as the accounts they protect.
create table engine.limits (
  key text primary key,
  used integer not null,
  ends_at timestamptz not null,
  -- Failures since the last success; only guess limits count it.
  streak integer not null default 0
);

create index limits_ends_at on engine.limits (ends_at);

-- Request rates: rough across processes, empty after a crash of the database.
create unlogged table engine.rates (
  key text primary key,
  used integer not null,
  ends_at timestamptz not null
);
