-- A refresh moves `idle_ends_at`: while an index holds it, every refresh writes all indexes anew. The
-- sweep finds its sessions by their age instead, and pages keep room for the next version of a row.
drop index auth.sessions_app_idle;
create index sessions_app on auth.sessions (created_at) where surface = 'app';
alter table auth.sessions set (fillfactor = 85);
