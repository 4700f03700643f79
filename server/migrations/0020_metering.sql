-- Usage metering: customers, features and their meters, events, roll-ups, quotas.

create table metering.customers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references auth.tenants on delete cascade,
  -- What test keys make is kept apart.
  live boolean not null,
  -- How the organization calls them; absent for those it only knows by our id.
  external_id text,
  name text not null,
  email text,
  phone text,
  billing_address_line1 text,
  billing_address_city text,
  billing_address_state text,
  billing_address_country text,
  billing_address_postal_code text,
  -- Takes no usage any more.
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, live, external_id)
);
-- Partial, so that nothing but a list can use them: to a planner without statistics they would look as
-- good as the index on external ids, and each event would read all customers.
create index customers_listed on metering.customers (tenant_id, created_at desc, id) where live;
create index customers_listed_test on metering.customers (tenant_id, created_at desc, id)
  where not live;

create table metering.features (
  id uuid primary key,
  tenant_id uuid not null references auth.tenants on delete cascade,
  name text not null,
  lookup_key text not null,
  type text not null check (type in ('meter', 'switch', 'custom')),
  description text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index features_lookup_key on metering.features (tenant_id, lookup_key)
  where archived_at is null;

create table metering.meters (
  id uuid primary key,
  tenant_id uuid not null references auth.tenants on delete cascade,
  feature_id uuid not null unique references metering.features on delete cascade,
  name text not null,
  -- An identifier for clients, no secret.
  token uuid not null unique default gen_random_uuid(),
  property_name text not null,
  aggregation_type text not null
    check (aggregation_type in ('SUM', 'MAX', 'UNIQUE_COUNT', 'LAST')),
  unit text,
  -- [{"property", "operator": "eq" | "in", "values"}]: an event counts when all match.
  filters jsonb not null default '[]',
  -- Raised by every change of what an event means: events read under an older one are read again.
  version integer not null default 1,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index meters_name on metering.meters (tenant_id, name) where archived_at is null;

-- Meters that are gone and whose events are still to be erased.
create table metering.erasures (meter_id uuid primary key);
create function metering.note_erasure() returns trigger language plpgsql as $$
begin
  insert into metering.erasures (meter_id) values (old.id);
  return null;
end $$;
create trigger meters_erased after delete on metering.meters
  for each row execute function metering.note_erasure();

-- Events. Their number is their place in the order in which they are rolled up. A batch takes a shared
-- lock on the position of the sequence before it draws its first number, so that the reader knows
-- below which number nothing is under way any more (see metering.roll_up).
create sequence metering.event_seq;
select nextval('metering.event_seq');

create table metering.events (
  seq bigint not null default nextval('metering.event_seq'),
  -- Decides window and period; whole milliseconds.
  happened_at timestamptz not null,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  id uuid not null,
  tenant_id uuid not null,
  meter_id uuid not null,
  customer_id uuid not null,
  live boolean not null,
  -- Whether the filters of the meter let it through.
  counted boolean not null,
  quantity numeric not null,
  -- What UNIQUE_COUNT counts.
  value text,
  idempotency_key text,
  meta_data json
) partition by range (happened_at);
create index events_id on metering.events (id);
create index events_seq on metering.events (seq);
create index events_window on metering.events (meter_id, live, happened_at);

-- A month of events (UTC). Made beside the table and then attached: writers are not held up.
create function metering.make_month(at timestamptz) returns void language plpgsql as $$
declare
  month timestamp := date_trunc('month', at at time zone 'UTC');
  name text := 'events_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('metering.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(1221, 2);
  if to_regclass('metering.' || name) is not null then return; end if;
  execute format('create table metering.%I (like metering.events including defaults including indexes)', name);
  execute format('alter table metering.events attach partition metering.%I for values from (%L) to (%L)',
    name, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
end $$;

-- Idempotency keys, for ever: the hash is over organization, mode and key. A table of its own, since a
-- unique index on the events would need their time.
create table metering.seen (
  hash uuid primary key,
  event_id uuid not null,
  happened_at timestamptz not null
) partition by hash (hash);
do $$ begin
  for i in 0..7 loop
    execute format('create table metering.seen_%s partition of metering.seen
      for values with (modulus 8, remainder %s)', i, i);
  end loop;
end $$;

-- Roll-ups: what the events of a quarter of an hour, and of a UTC day, of one customer come to. Every
-- offset of a time zone is a multiple of 15 minutes, so windows of every zone are made of them.

-- The newest event: ordered by its fields, which is how ties are broken.
create type metering.latest as (
  happened_at timestamptz, created_at timestamptz, id uuid, quantity numeric);

create table metering.quarters (
  meter_id uuid not null,
  live boolean not null,
  customer_id uuid not null,
  starts_at timestamptz not null,
  -- All rows, also those that do not count.
  stored bigint not null,
  events bigint not null,
  total numeric not null,
  highest numeric,
  latest metering.latest,
  primary key (meter_id, live, customer_id, starts_at)
) with (fillfactor = 80);
create index quarters_window on metering.quarters (meter_id, live, starts_at);

create table metering.days (
  like metering.quarters including all
) with (fillfactor = 80);

-- The values that a day has seen, and in which of its 96 quarters.
create table metering.day_values (
  meter_id uuid not null,
  live boolean not null,
  customer_id uuid not null,
  value text not null,
  starts_at timestamptz not null,
  quarters bit(96) not null,
  primary key (meter_id, live, customer_id, starts_at, value)
) with (fillfactor = 80);
create index day_values_window on metering.day_values (meter_id, live, starts_at);

-- Everything up to the watermark is in the roll-ups, nothing beyond it. One row.
create table metering.roll_ups (
  watermark bigint not null,
  one boolean primary key default true check (one)
);
insert into metering.roll_ups (watermark) select last_value from metering.event_seq;

create function metering.quarter_of(at timestamptz) returns timestamptz
language sql immutable parallel safe as $$ select date_bin('15 minutes', at, 'epoch'::timestamptz) $$;
create function metering.day_of(at timestamptz) returns timestamptz
language sql immutable parallel safe as $$ select date_bin('1 day', at, 'epoch'::timestamptz) $$;
create function metering.mask_of(at timestamptz) returns bit(96)
language sql immutable parallel safe as $$
  select set_bit(repeat('0', 96)::bit(96),
    (extract(epoch from at - date_bin('1 day', at, 'epoch'::timestamptz)) / 900)::numeric::int, 1)
$$;

-- The next events, in the order of their numbers, added to what they belong to; in one transaction with
-- the watermark. Three statements are three snapshots, in this order: numbers given out; numbers under
-- way; rows. Returns how many numbers it went on, -1 while another process is at it.
create function metering.roll_up(most integer) returns bigint language plpgsql
set enable_seqscan = off as $$
declare
  since bigint;
  given bigint;
  held bigint;
  upto bigint;
begin
  select r.watermark into since from metering.roll_ups r for update skip locked;
  if since is null then return -1; end if;
  select s.last_value into given from metering.event_seq s;
  select min(((l.classid::bigint << 32) | l.objid::bigint) & ((1::bigint << 52) - 1)) into held
    from pg_locks l
    where l.locktype = 'advisory' and l.objsubid = 1 and l.classid::bigint >> 20 = 1221
      and l.database = (select d.oid from pg_database d where d.datname = current_database());
  upto := least(given, held, since + most);
  if upto <= since then return 0; end if;

  with fresh as materialized (
    select e.meter_id, e.live, e.customer_id, metering.quarter_of(e.happened_at) as starts_at,
      e.quantity, e.value, e.counted and e.voided_at is null as counts,
      case when m.aggregation_type = 'LAST' and e.counted and e.voided_at is null
        then (e.happened_at, e.created_at, e.id, e.quantity)::metering.latest end as latest
    from metering.events e left join metering.meters m on m.id = e.meter_id
    where e.seq > since and e.seq <= upto
  ), by_quarter as materialized (
    select f.meter_id, f.live, f.customer_id, f.starts_at, count(*) as stored,
      count(*) filter (where f.counts) as events,
      coalesce(sum(f.quantity) filter (where f.counts), 0) as total,
      max(f.quantity) filter (where f.counts) as highest,
      (array_agg(f.latest order by f.latest desc) filter (where f.latest is not null))[1] as latest
    from fresh f group by 1, 2, 3, 4
  ), by_day as (
    select q.meter_id, q.live, q.customer_id, metering.day_of(q.starts_at) as starts_at,
      sum(q.stored)::bigint as stored, sum(q.events)::bigint as events, sum(q.total) as total,
      max(q.highest) as highest,
      (array_agg(q.latest order by q.latest desc) filter (where q.latest is not null))[1] as latest
    from by_quarter q group by 1, 2, 3, 4
  ), quarters as (
    insert into metering.quarters as t
      (meter_id, live, customer_id, starts_at, stored, events, total, highest, latest)
    select q.meter_id, q.live, q.customer_id, q.starts_at, q.stored, q.events, q.total, q.highest,
      q.latest from by_quarter q
    on conflict (meter_id, live, customer_id, starts_at) do update set
      stored = t.stored + excluded.stored, events = t.events + excluded.events,
      total = t.total + excluded.total, highest = greatest(t.highest, excluded.highest),
      latest = case when t.latest is null or excluded.latest > t.latest
        then excluded.latest else t.latest end
  ), days as (
    insert into metering.days as t
      (meter_id, live, customer_id, starts_at, stored, events, total, highest, latest)
    select d.meter_id, d.live, d.customer_id, d.starts_at, d.stored, d.events, d.total, d.highest,
      d.latest from by_day d
    on conflict (meter_id, live, customer_id, starts_at) do update set
      stored = t.stored + excluded.stored, events = t.events + excluded.events,
      total = t.total + excluded.total, highest = greatest(t.highest, excluded.highest),
      latest = case when t.latest is null or excluded.latest > t.latest
        then excluded.latest else t.latest end
  )
  insert into metering.day_values as t (meter_id, live, customer_id, value, starts_at, quarters)
  select f.meter_id, f.live, f.customer_id, f.value, metering.day_of(f.starts_at),
    bit_or(metering.mask_of(f.starts_at))
  from fresh f where f.counts and f.value is not null group by 1, 2, 3, 4, 5
  on conflict (meter_id, live, customer_id, starts_at, value) do update
    set quarters = t.quarters | excluded.quarters;

  update metering.roll_ups set watermark = upto;
  return upto - since;
end $$;

-- Events of these meters that no roll-up holds yet. A function of its own so that nothing but the index
-- on their numbers is looked at; it sees what the statement sees that calls it.
create function metering.unrolled(meters uuid[], is_live boolean)
returns table (meter_id uuid, customer_id uuid, happened_at timestamptz, stored bigint, events bigint,
  quantity numeric, value text, latest metering.latest)
language plpgsql stable set enable_seqscan = off set enable_bitmapscan = off as $$
declare since bigint := (select r.watermark from metering.roll_ups r);
begin
  return query
  select e.meter_id, e.customer_id, e.happened_at, 1::bigint,
    (e.counted and e.voided_at is null)::int::bigint, e.quantity, e.value,
    (e.happened_at, e.created_at, e.id, e.quantity)::metering.latest
  from metering.events e
  where e.seq > since and (e.meter_id = any(meters)) is true and (e.live = is_live) is true;
end $$;

-- Takes an event out of every figure; the row stays. The roll-ups it is in are made anew from the rows
-- in the same transaction; nobody rolls up meanwhile.
create function metering.void_event(of_tenant uuid, event_id uuid)
returns table (meter_id uuid, customer_id uuid, live boolean, happened_at timestamptz, value text,
  counted boolean)
language plpgsql as $$
#variable_conflict use_column
declare
  since bigint;
  e metering.events;
  quarter timestamptz;
  day timestamptz;
begin
  select r.watermark into since from metering.roll_ups r for update;
  update metering.events v set voided_at = now()
    where v.id = event_id and v.tenant_id = of_tenant and v.voided_at is null
    returning v.* into e;
  if e.id is null then return; end if;
  quarter := metering.quarter_of(e.happened_at);
  day := metering.day_of(e.happened_at);
  if e.seq <= since and e.counted then
    update metering.quarters q set (events, total, highest, latest) = (
      select count(*), coalesce(sum(x.quantity), 0), max(x.quantity),
        (array_agg((x.happened_at, x.created_at, x.id, x.quantity)::metering.latest
          order by x.happened_at desc, x.created_at desc, x.id desc)
          filter (where q.latest is not null))[1]
      from metering.events x
      where x.meter_id = e.meter_id and x.live = e.live and x.happened_at >= quarter
        and x.happened_at < quarter + interval '15 minutes' and x.customer_id = e.customer_id
        and x.seq <= since and x.counted and x.voided_at is null)
    where q.meter_id = e.meter_id and q.live = e.live and q.customer_id = e.customer_id
      and q.starts_at = quarter;
    update metering.days d set (events, total, highest, latest) = (
      select sum(q.events), sum(q.total), max(q.highest),
        (array_agg(q.latest order by q.latest desc) filter (where q.latest is not null))[1]
      from metering.quarters q
      where q.meter_id = e.meter_id and q.live = e.live and q.customer_id = e.customer_id
        and q.starts_at >= day and q.starts_at < day + interval '24 hours')
    where d.meter_id = e.meter_id and d.live = e.live and d.customer_id = e.customer_id
      and d.starts_at = day;
    if e.value is not null then
      update metering.day_values v set quarters = coalesce((
        select bit_or(metering.mask_of(metering.quarter_of(x.happened_at))) from metering.events x
        where x.meter_id = e.meter_id and x.live = e.live and x.happened_at >= day
          and x.happened_at < day + interval '24 hours' and x.customer_id = e.customer_id
          and x.value = e.value and x.seq <= since and x.counted and x.voided_at is null),
        repeat('0', 96)::bit(96))
      where v.meter_id = e.meter_id and v.live = e.live and v.customer_id = e.customer_id
        and v.starts_at = day and v.value = e.value;
      delete from metering.day_values v
      where v.meter_id = e.meter_id and v.live = e.live and v.customer_id = e.customer_id
        and v.starts_at = day and v.value = e.value and v.quarters = repeat('0', 96)::bit(96);
    end if;
  end if;
  return query select e.meter_id, e.customer_id, e.live, e.happened_at, e.value, e.counted;
end $$;

-- Calendar. The first instant that clocks of a zone show as this: where an hour comes twice, its first.
create function metering.first_instant(shown timestamp, zone text) returns timestamptz
language sql stable parallel safe as $$
  select coalesce(
    (select min(c) from unnest(array[interval '2 hours', interval '1 hour', interval '30 minutes']) i,
      lateral (select (shown at time zone zone) - i as c) x where (c at time zone zone) = shown),
    shown at time zone zone)
$$;
create function metering.window_start(unit text, at timestamptz, zone text) returns timestamptz
language sql stable parallel safe as $$
  select metering.first_instant(date_trunc(unit, at at time zone zone), zone)
$$;

-- Quotas: how much one customer may use of one meter in a period.
create table metering.quotas (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references auth.tenants on delete cascade,
  customer_id uuid not null references metering.customers on delete cascade,
  meter_id uuid not null references metering.meters on delete cascade,
  amount numeric not null check (amount >= 0),
  period text not null check (period in ('day', 'week', 'month', 'year')),
  -- Of the organization when the quota was set: its periods do not shift under it.
  timezone text not null,
  enforcement text not null check (enforcement in ('soft', 'hard')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (customer_id, meter_id)
);

-- Counted in the transaction of the events. The row is locked until that commits, so that of many at
-- once no more get through than there is room for.
create table metering.quota_counters (
  quota_id uuid not null references metering.quotas on delete cascade,
  starts_at timestamptz not null,
  used numeric not null default 0,
  -- Of the newest event, for LAST.
  last_at timestamptz,
  -- The highest share of the quota, in percent, that was told.
  told integer not null default 0,
  primary key (quota_id, starts_at)
) with (fillfactor = 50);

create table metering.quota_values (
  quota_id uuid not null,
  starts_at timestamptz not null,
  value text not null,
  primary key (quota_id, starts_at, value),
  foreign key (quota_id, starts_at) references metering.quota_counters on delete cascade
);

-- Counts the events of a batch against the quotas of their customers, in the order of their arrival.
create function metering.spend(meters uuid[], customers uuid[], quantities numeric[], times timestamptz[],
  vals text[], counteds boolean[], inout outcomes text[], out facts json[])
language plpgsql as $$
declare
  r record;
  c metering.quota_counters;
  after numeric;
  is_over boolean;
  share integer;
begin
  facts := array_fill(null::json, array[cardinality(outcomes)]);

  insert into metering.quota_counters (quota_id, starts_at)
  select distinct q.id, metering.window_start(q.period, i.at, q.timezone)
  from unnest(meters, customers, times, outcomes, counteds) i(meter, customer, at, outcome, counted)
  join metering.quotas q on q.customer_id = i.customer and q.meter_id = i.meter
  where i.outcome is null and i.counted
  order by 1, 2 on conflict do nothing;

  perform from metering.quota_counters k
  join (
    select distinct q.id, metering.window_start(q.period, i.at, q.timezone) as starts_at
    from unnest(meters, customers, times, outcomes, counteds) i(meter, customer, at, outcome, counted)
    join metering.quotas q on q.customer_id = i.customer and q.meter_id = i.meter
    where i.outcome is null and i.counted
  ) w on w.id = k.quota_id and w.starts_at = k.starts_at
  order by k.quota_id, k.starts_at for update of k;

  for r in
    select i.n, i.quantity, i.value, i.at, q.id, q.tenant_id, q.customer_id, q.meter_id, q.amount,
      q.enforcement, q.period, q.timezone, m.aggregation_type as kind, u.live,
      metering.window_start(q.period, i.at, q.timezone) as starts_at
    from unnest(meters, customers, quantities, times, vals, outcomes, counteds) with ordinality
      i(meter, customer, quantity, at, value, outcome, counted, n)
    join metering.quotas q on q.customer_id = i.customer and q.meter_id = i.meter
    join metering.meters m on m.id = q.meter_id
    join metering.customers u on u.id = q.customer_id
    where i.outcome is null and i.counted
    order by i.n
  loop
    select k.* into c from metering.quota_counters k
      where k.quota_id = r.id and k.starts_at = r.starts_at;
    after := case r.kind
      when 'SUM' then c.used + r.quantity
      when 'MAX' then greatest(c.used, r.quantity)
      when 'LAST' then case when c.last_at is null or r.at >= c.last_at then r.quantity else c.used end
      else c.used + (not exists (select from metering.quota_values v where v.quota_id = r.id
        and v.starts_at = r.starts_at and v.value = r.value))::int end;
    is_over := case when r.kind in ('MAX', 'LAST') then r.quantity else after end > r.amount
      -- A value that is counted already takes no room.
      and (r.kind <> 'UNIQUE_COUNT' or after > c.used);
    if r.enforcement = 'hard' and is_over then
      outcomes[r.n] := 'quota';
      facts[r.n] := json_build_object('limit', r.amount::text,
        'left', case when r.kind in ('MAX', 'LAST') then r.amount
          else greatest(r.amount - c.used, 0) end::text,
        'period', r.period, 'resets_at', metering.first_instant(
          date_trunc(r.period, r.at at time zone r.timezone) + ('1 ' || r.period)::interval,
          r.timezone));
      continue;
    end if;
    if r.kind = 'UNIQUE_COUNT' then
      insert into metering.quota_values (quota_id, starts_at, value)
      values (r.id, r.starts_at, r.value) on conflict do nothing;
    end if;
    share := case when after >= r.amount then 100 when after >= r.amount * 0.8 then 80 else 0 end;
    update metering.quota_counters k
    set used = after, last_at = greatest(k.last_at, r.at), told = greatest(k.told, share)
    where k.quota_id = r.id and k.starts_at = r.starts_at;
    if share > c.told then
      insert into engine.outbox (task, payload) values ('usage.tell_threshold', jsonb_build_object(
        'tenantId', r.tenant_id, 'mode', case when r.live then 'live' else 'test' end, 'customerId', r.customer_id, 'meterId', r.meter_id,
        'quotaId', r.id, 'percent', share, 'limit', r.amount::text, 'used', after::text,
        'enforcement', r.enforcement, 'periodStart', r.starts_at));
    end if;
  end loop;
end $$;

-- A batch of events, whole or not at all; every position of the arrays is one event. What it locks it
-- locks in one order (customers, keys, counters, each sorted), so that batches of several processes
-- never wait for each other in a circle. Each statement sees what others committed before it, so the
-- loser of two twins finds the winner's row.
create function metering.record(ids uuid[], tenants uuid[], lives boolean[], meters uuid[],
  versions integer[], customers uuid[], externals text[], quantities numeric[], times timestamptz[],
  keys text[], hashes uuid[], metas text[], vals text[], counteds boolean[])
returns table (outcome text, customer_id uuid, created_at timestamptz, facts json)
language plpgsql
-- Plans are kept from when the tables were small; each event is looked up by its key, always.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
declare
  outcomes text[];
  found uuid[];
  is_missing boolean;
  claimed integer := 0;
  keyed integer := 0;
  firsts uuid[];
  first_times timestamptz[];
  told json[];
begin
  -- Who changes what events mean, or sets a quota, waits for the batches under way, and they for it.
  perform pg_advisory_xact_lock_shared(1221, 1);
  perform pg_advisory_xact_lock_shared((1221::bigint << 52) | s.last_value) from metering.event_seq s;

  select array_agg(case when m.id is null then 'meter' when m.version <> i.version then 'stale' end
      order by i.n),
    array_agg(c.id order by i.n), bool_or(c.id is null and m.id is not null and i.external is not null)
  into outcomes, found, is_missing
  from unnest(meters, versions, tenants, lives, customers, externals) with ordinality
    i(meter, version, tenant, live, customer, external, n)
  -- Fenced (offset 0): without statistics any index that fits looks as good as the one that finds a row.
  left join lateral (
    select x.id, x.version, x.tenant_id, x.archived_at from metering.meters x
    where x.id = i.meter offset 0
  ) m on m.tenant_id = i.tenant and m.archived_at is null
  left join lateral (
    select x.id from metering.customers x
    where i.customer is null and x.tenant_id = i.tenant and x.live = i.live
      and x.external_id = i.external and x.archived_at is null
    union all
    select x.id from (
      select y.id, y.tenant_id, y.live, y.archived_at from metering.customers y
      where i.customer is not null and y.id = i.customer offset 0
    ) x where x.tenant_id = i.tenant and x.live = i.live and x.archived_at is null
  ) c on true;

  if is_missing then
    insert into metering.customers (tenant_id, live, external_id, name)
    select distinct i.tenant, i.live, i.external, i.external
    from unnest(tenants, lives, externals, found, outcomes) i(tenant, live, external, customer, outcome)
    left join metering.organizations o on o.tenant_id = i.tenant
    where i.customer is null and i.outcome is null and i.external is not null
      and coalesce(o.auto_create_customers, true)
    order by 1, 2, 3 on conflict do nothing;
    select array_agg(coalesce(i.customer, x.id) order by i.n) into found
    from unnest(tenants, lives, externals, found) with ordinality i(tenant, live, external, customer, n)
    left join metering.customers x on i.customer is null and x.tenant_id = i.tenant
      and x.live = i.live and x.external_id = i.external and x.archived_at is null;
  end if;

  if array_position(found, null) is not null then
    select array_agg(case when i.outcome is null and i.customer is null then 'customer'
      else i.outcome end order by i.n) into outcomes
    from unnest(outcomes, found) with ordinality i(outcome, customer, n);
  end if;

  if cardinality(array_remove(hashes, null)) > 0 then
    insert into metering.seen (hash, event_id, happened_at)
    select distinct on (i.hash) i.hash, i.id, i.at
    from unnest(hashes, ids, times, outcomes) with ordinality i(hash, id, at, outcome, n)
    where i.hash is not null and i.outcome is null
    order by i.hash, i.n on conflict do nothing;
    get diagnostics claimed = row_count;
    select count(*) into keyed from unnest(hashes, outcomes) i(hash, outcome)
    where i.hash is not null and i.outcome is null;
  end if;
  -- Nearly always every key is new: then there is nothing to look up.
  if keyed > claimed then
    select array_agg(case when i.outcome is null and s.event_id <> i.id then 'replayed'
        else i.outcome end order by i.n),
      array_agg(s.event_id order by i.n), array_agg(s.happened_at order by i.n)
    into outcomes, firsts, first_times
    from unnest(hashes, ids, outcomes) with ordinality i(hash, id, outcome, n)
    left join metering.seen s on s.hash = i.hash;
  end if;

  if exists (
    select from unnest(meters, found, outcomes, counteds) i(meter, customer, outcome, counted)
    join metering.quotas q on q.customer_id = i.customer and q.meter_id = i.meter
    where i.outcome is null and i.counted
  ) then
    select s.outcomes, s.facts into outcomes, told
    from metering.spend(meters, found, quantities, times, vals, counteds, outcomes) s;
    if 'quota' = any(outcomes) then
      -- A refused event leaves its key free; what repeats it in this batch is refused with it.
      select array_agg(case when i.outcome = 'replayed' and w.n is not null then 'quota'
          else i.outcome end order by i.n),
        array_agg(coalesce(i.fact, told[w.n]) order by i.n)
      into outcomes, told
      from unnest(outcomes, firsts, told) with ordinality i(outcome, first, fact, n)
      left join unnest(ids, outcomes) with ordinality w(id, outcome, n)
        on w.id = i.first and w.outcome = 'quota' and i.outcome = 'replayed';
      delete from metering.seen s using unnest(hashes, ids, outcomes) i(hash, id, outcome)
      where i.outcome = 'quota' and s.hash = i.hash and s.event_id = i.id;
    end if;
  end if;

  insert into metering.events (happened_at, id, tenant_id, meter_id, customer_id, live, counted,
    quantity, value, idempotency_key, meta_data)
  select i.at, i.id, i.tenant, i.meter, i.customer, i.live, i.counted, i.quantity, i.value, i.key,
    i.meta::json
  from unnest(times, ids, tenants, meters, found, lives, counteds, quantities, vals, keys, metas,
    outcomes) with ordinality
    i(at, id, tenant, meter, customer, live, counted, quantity, value, key, meta, outcome, n)
  where i.outcome is null order by i.n;

  if ('replayed' = any(outcomes)) is not true then
    return query
    select coalesce(i.outcome, 'stored'), i.customer, now(), i.fact
    from unnest(outcomes, found, told) with ordinality i(outcome, customer, fact, n) order by i.n;
    return;
  end if;
  return query
  select coalesce(i.outcome, 'stored'), i.customer, now(), case when i.outcome = 'replayed' then (
      select json_build_object('id', e.id, 'customer_id', e.customer_id, 'meter_id', e.meter_id,
        'quantity', trim_scale(e.quantity)::text, 'timestamp', e.happened_at,
        'created_at', e.created_at, 'meta_data', e.meta_data::text, 'value', e.value)
      from metering.events e where e.id = i.first and e.happened_at = i.first_at)
    else i.fact end
  from unnest(outcomes, found, firsts, first_times, told) with ordinality
    i(outcome, customer, first, first_at, fact, n)
  order by i.n;
end $$;

-- The name of an idempotency key in `seen`.
create function metering.key_hash(tenant uuid, is_live boolean, key text) returns uuid
language sql immutable parallel safe as $$
  select encode(substr(sha256(convert_to(
    tenant::text || case when is_live then ' live ' else ' test ' end || key, 'UTF8')), 1, 16), 'hex')::uuid
$$;
