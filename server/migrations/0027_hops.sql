-- How many webhooks in a row led to a change: the request says so, the log remembers it. Whoever writes
-- by other ways says nothing.
alter table changes.log add column hops smallint not null default
  case when pg_catalog.current_setting('flumen.hops', true) ~ '^\d{1,3}$'
    then pg_catalog.current_setting('flumen.hops', true)::smallint else 0 end;

-- Whose data an app is told of: what still waits when that tenant uninstalls it is not sent.
alter table webhooks.events add column about uuid;
