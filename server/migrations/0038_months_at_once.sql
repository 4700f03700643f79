-- Two processes that need the same month at once: the second waits, and must then see what the first has
-- made. A look at the catalog does; `to_regclass` may still hold what it saw before the wait.
create or replace function metering.make_month(at timestamptz) returns void language plpgsql as $$
declare
  month timestamp := date_trunc('month', at at time zone 'UTC');
  name text := 'events_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('metering.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(1221, 2);
  if exists (select from pg_class c
    where c.relname = name and c.relnamespace = 'metering'::regnamespace) then return; end if;
  execute format('create table metering.%I (like metering.events including defaults including indexes)', name);
  execute format('alter table metering.events attach partition metering.%I for values from (%L) to (%L)',
    name, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
end $$;
