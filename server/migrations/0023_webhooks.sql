-- Webhooks: who wants to hear of what, what happened, and each telling of it.

create schema webhooks;

create table webhooks.endpoints (
  id uuid primary key,
  -- Whose words it is told in.
  surface text not null check (surface in ('platform', 'metering', 'registry')),
  mode text not null default 'live' check (mode in ('live', 'test')),
  tenant_id uuid not null references auth.tenants on delete cascade,
  -- Set where it is a person's own, and goes with them.
  created_by uuid references auth.users on delete cascade,
  -- What of the tenant it belongs to, an app for instance; null: the tenant itself.
  ref text,
  name text not null,
  description text,
  url text not null,
  -- As it was given, for showing it again.
  subscriptions jsonb not null,
  -- The same for matching: `invoice.paid`, `*`, `row:public.orders:INSERT`.
  topics text[] not null,
  -- `user`: only what is the person's own.
  scope text not null default 'global' check (scope in ('user', 'global')),
  -- Encrypted; null: unsigned.
  sealed_secret text,
  -- Signs beside the new one until then.
  sealed_previous text,
  previous_ends_at timestamptz,
  sealed_headers text,
  is_enabled boolean not null default true,
  disabled_reason text,
  -- Null: the schedule of the surface.
  max_retries integer check (max_retries between 1 and 100),
  retry_backoff_seconds integer check (retry_backoff_seconds between 0 and 86400),
  timeout_seconds integer not null default 30 check (timeout_seconds between 1 and 60),
  api_version text,
  -- Since the last success.
  failing_since timestamptz,
  failures integer not null default 0,
  hears_accounts boolean not null generated always as
    (surface = 'platform' and topics && array['user.created', 'user.updated', 'user.deleted',
      'auth.login', 'auth.logout', 'password.reset', 'email.verified']) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index endpoints_tenant on webhooks.endpoints (surface, tenant_id, mode, created_at desc);
-- A part of a tenant has one.
create unique index endpoints_ref on webhooks.endpoints (surface, ref) where ref is not null;
create index endpoints_created_by on webhooks.endpoints (created_by) where created_by is not null;
create index endpoints_hear_accounts on webhooks.endpoints (tenant_id)
  where hears_accounts and is_enabled;

-- Never changed; kept thirty days.
create table webhooks.events (
  id text primary key check (id !~ '\.'),
  surface text not null,
  mode text not null,
  tenant_id uuid not null references auth.tenants on delete cascade,
  type text not null,
  -- The bytes that are signed and sent: the same at every attempt.
  body text not null,
  -- How many webhooks in a row led to it.
  hops smallint not null default 0,
  created_at timestamptz not null default now()
);

create index events_tenant on webhooks.events (surface, tenant_id, mode, created_at desc, id desc);
create index events_created_at on webhooks.events (created_at);

create table webhooks.deliveries (
  id uuid primary key,
  endpoint_id uuid not null references webhooks.endpoints on delete cascade,
  event_id text not null references webhooks.events on delete cascade,
  -- Where this endpoint hears it in another shape than the event's own.
  body text,
  status text not null default 'pending' check (status in ('pending', 'success', 'failed')),
  -- How many have been made.
  attempt integer not null default 0,
  -- When it is due. Whoever takes it moves this ahead and keeps moving it: of a process that dies,
  -- the delivery is due again by itself.
  next_at timestamptz,
  -- Whose attempt counts: a process that was given up cannot write over its successor.
  lease uuid,
  status_code integer,
  response_body text,
  error text,
  delivered_at timestamptz,
  created_at timestamptz not null default now()
);

create index deliveries_due on webhooks.deliveries (next_at)
  where status = 'pending' and next_at is not null;
create index deliveries_endpoint on webhooks.deliveries (endpoint_id, created_at desc, id desc);
create index deliveries_waiting on webhooks.deliveries (endpoint_id) where status = 'pending';
create index deliveries_event on webhooks.deliveries (event_id);

-- What happens to accounts is in the audit log already. Where somebody wants to hear of it a job is
-- written beside the record, in its transaction; the sign-in itself asks nothing more.
create function webhooks.note_account_event() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if exists (select from webhooks.endpoints e where e.hears_accounts and e.is_enabled) then
    insert into engine.outbox (task, payload)
    values ('webhooks.account_event', pg_catalog.jsonb_build_object('event', new.event,
      'user_id', new.user_id, 'details', new.details, 'at', new.at, 'audit_id', new.id));
  end if;
  return null;
end $$;

create trigger webhooks_account_events after insert on auth.audit
  for each row when (new.user_id is not null and new.app_id is null and new.event in
    ('account.registered', 'account.proven', 'account.deleted', 'profile.changed', 'email.changed',
      'sign_in.succeeded', 'session.revoked', 'password.reset'))
  execute function webhooks.note_account_event();
