-- Batches of events, with what many of them share said once: the series (meter, its version, mode) and
-- the customers. Whether a meter has quotas at all is asked once a series.
create index quotas_meter on metering.quotas (meter_id);

drop function metering.record(uuid[], uuid[], boolean[], uuid[], integer[], uuid[], text[], numeric[],
  timestamptz[], text[], uuid[], text[], text[], boolean[]);

-- A batch of events, whole or not at all. `series` and `who` say of each event which place of the first
-- four and of the next four arrays is its own; a column that says nothing of any event is null, times
-- are milliseconds since 1970. What it locks it locks in one order (customers, keys, counters, each
-- sorted), so that batches of several processes never wait for each other in a circle. Each statement
-- sees what others committed before it, so the loser of two twins finds the winner's row.
--
-- One row: when it was, the customers by their places, and what came of each event: null where all are
-- stored, and null of each that is.
create function metering.record(
  tenants uuid[], lives boolean[], meters uuid[], versions integer[],
  owners uuid[], modes boolean[], externals text[], customers uuid[],
  series integer[], who integer[], ids uuid[], quantities numeric[], times float8[], keys text[],
  hashes uuid[], metas text[], vals text[], counteds boolean[])
returns table (created_at timestamptz, found json, outcomes json, facts json)
language plpgsql
-- Plans are kept from when the tables were small; each event is looked up by its key, always.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_variable
declare
  -- Of each event what is wrong with it; null as long as nothing is wrong with any.
  states text[];
  verdicts text[];
  known uuid[];
  is_odd boolean;
  is_limited boolean;
  is_missing boolean;
  claimed integer := 0;
  keyed integer := 0;
  firsts uuid[];
  first_times timestamptz[];
  told json[];
begin
  -- Who changes what events mean, or sets a quota, waits for the batches under way, and they for it.
  perform pg_advisory_xact_lock_shared(1221, 1),
    pg_advisory_xact_lock_shared((1221::bigint << 52) | s.last_value) from metering.event_seq s;

  select array_agg(case when m.id is null then 'meter' when m.version <> i.version then 'stale' end
      order by i.n),
    bool_or(m.id is null or m.version <> i.version),
    bool_or(exists (select from metering.quotas q where q.meter_id = i.meter))
  into verdicts, is_odd, is_limited
  from unnest(tenants, meters, versions) with ordinality i(tenant, meter, version, n)
  -- Fenced (offset 0): without statistics any index that fits looks as good as the one that finds a row.
  left join lateral (
    select x.id, x.version, x.tenant_id, x.archived_at from metering.meters x
    where x.id = i.meter offset 0
  ) m on m.tenant_id = i.tenant and m.archived_at is null;
  if is_odd then
    select array_agg(verdicts[i.s] order by i.n) into states
    from unnest(series) with ordinality i(s, n);
  end if;

  select array_agg(c.id order by i.n), bool_or(c.id is null and i.external is not null)
  into known, is_missing
  from unnest(owners, modes, externals, customers) with ordinality i(owner, live, external, customer, n)
  left join lateral (
    select x.id from metering.customers x
    where i.customer is null and x.tenant_id = i.owner and x.live = i.live
      and x.external_id = i.external and x.archived_at is null
    union all
    select x.id from (
      select y.id, y.tenant_id, y.live, y.archived_at from metering.customers y
      where i.customer is not null and y.id = i.customer offset 0
    ) x where x.tenant_id = i.owner and x.live = i.live and x.archived_at is null
  ) c on true;

  if is_missing then
    insert into metering.customers (tenant_id, live, external_id, name)
    select i.owner, i.live, i.external, i.external
    from unnest(owners, modes, externals, known) with ordinality i(owner, live, external, id, n)
    left join metering.organizations o on o.tenant_id = i.owner
    where i.id is null and i.external is not null and coalesce(o.auto_create_customers, true)
      and exists (select from unnest(who, states) e(w, state) where e.w = i.n and e.state is null)
    order by 1, 2, 3 on conflict do nothing;
    select array_agg(coalesce(i.id, x.id) order by i.n) into known
    from unnest(owners, modes, externals, known) with ordinality i(owner, live, external, id, n)
    left join metering.customers x on i.id is null and x.tenant_id = i.owner
      and x.live = i.live and x.external_id = i.external and x.archived_at is null;
  end if;

  if array_position(known, null) is not null then
    select array_agg(case when i.state is null and known[i.w] is null then 'customer'
      else i.state end order by i.n) into states
    from unnest(who, states) with ordinality i(w, state, n);
  end if;

  if hashes is not null then
    insert into metering.seen (hash, event_id, happened_at)
    select distinct on (i.hash) i.hash, i.id, to_timestamp(i.at / 1000)
    from unnest(hashes, ids, times, states) with ordinality i(hash, id, at, state, n)
    where i.hash is not null and i.state is null
    order by i.hash, i.n on conflict do nothing;
    get diagnostics claimed = row_count;
    if states is null then keyed := cardinality(array_remove(hashes, null));
    else
      select count(*) into keyed from unnest(hashes, states) i(hash, state)
      where i.hash is not null and i.state is null;
    end if;
  end if;
  -- Nearly always every key is new: then there is nothing to look up.
  if keyed > claimed then
    select array_agg(case when i.state is null and s.event_id <> i.id then 'replayed'
        else i.state end order by i.n),
      array_agg(s.event_id order by i.n), array_agg(s.happened_at order by i.n)
    into states, firsts, first_times
    from unnest(hashes, ids, states) with ordinality i(hash, id, state, n)
    left join metering.seen s on s.hash = i.hash;
  end if;

  if is_limited and exists (
    select from unnest(series, who, states, counteds) i(s, w, state, counted)
    join metering.quotas q on q.customer_id = known[i.w] and q.meter_id = meters[i.s]
    where i.state is null and coalesce(i.counted, true)
  ) then
    select s.outcomes, s.facts into states, told
    from (
      select array_agg(meters[i.s] order by i.n) as meters, array_agg(known[i.w] order by i.n) as who,
        array_agg(i.quantity order by i.n) as quantities,
        array_agg(to_timestamp(i.at / 1000) order by i.n) as times, array_agg(i.val order by i.n) as vals,
        array_agg(coalesce(i.counted, true) order by i.n) as counteds,
        array_agg(i.state order by i.n) as states
      from unnest(series, who, quantities, times, vals, counteds, states) with ordinality
        i(s, w, quantity, at, val, counted, state, n)
    ) e, metering.spend(e.meters, e.who, e.quantities, e.times, e.vals, e.counteds, e.states) s;
    if 'quota' = any(states) then
      -- A refused event leaves its key free; what repeats it in this batch is refused with it.
      select array_agg(case when i.state = 'replayed' and w.n is not null then 'quota'
          else i.state end order by i.n),
        array_agg(coalesce(i.fact, told[w.n]) order by i.n)
      into states, told
      from unnest(states, firsts, told) with ordinality i(state, first, fact, n)
      left join unnest(ids, states) with ordinality w(id, state, n)
        on w.id = i.first and w.state = 'quota' and i.state = 'replayed';
      delete from metering.seen s using unnest(hashes, ids, states) i(hash, id, state)
      where i.state = 'quota' and s.hash = i.hash and s.event_id = i.id;
    end if;
  end if;

  insert into metering.events (happened_at, id, tenant_id, meter_id, customer_id, live, counted,
    quantity, value, idempotency_key, meta_data)
  select to_timestamp(i.at / 1000), i.id, tenants[i.s], meters[i.s], known[i.w], lives[i.s],
    coalesce(i.counted, true), i.quantity, i.val, i.key, i.meta::json
  from unnest(times, ids, series, who, quantities, vals, keys, metas, counteds, states)
    i(at, id, s, w, quantity, val, key, meta, counted, state)
  where i.state is null;

  if 'replayed' = any(states) then
    select array_agg(case when i.state = 'replayed' then (
        select json_build_object('id', e.id, 'customer_id', e.customer_id, 'meter_id', e.meter_id,
          'quantity', trim_scale(e.quantity)::text, 'timestamp', e.happened_at,
          'created_at', e.created_at, 'meta_data', e.meta_data::text, 'value', e.value)
        from metering.events e where e.id = i.first and e.happened_at = i.first_at)
      else i.fact end order by i.n) into told
    from unnest(states, firsts, first_times, told) with ordinality i(state, first, first_at, fact, n);
  end if;
  return query select now(), array_to_json(known), array_to_json(states), array_to_json(told);
end $$;
