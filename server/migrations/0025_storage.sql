-- Files. What they are called and who may reach them stands here; their bytes lie in a folder or a
-- bucket under ids made by us. A row names its bytes by `version`.

create schema storage;

-- Names are a tenant's own. The default tenant has none: a key needs a value all the same.
create function storage.tenant_key() returns uuid
language sql stable parallel safe
as $$ select coalesce(auth.tenant_id(), '00000000-0000-0000-0000-000000000000'::uuid) $$;

create table storage.buckets (
  id text not null check (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$'),
  name text not null check (name = id),
  public boolean not null default false,
  allowed_mime_types text[],
  max_file_size bigint check (max_file_size > 0),
  tenant_id uuid references auth.tenants on delete cascade,
  tenant_key uuid not null generated always as
    (coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_key, id)
);

create table storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text not null,
  -- Byte order: prefixes are ranges.
  name text collate "C" not null check (octet_length(name) between 1 and 1024),
  path text collate "C" generated always as (name) stored,
  version uuid not null,
  mime_type text not null,
  size bigint not null check (size >= 0),
  -- SHA-256 of the bytes.
  sha256 bytea not null,
  cache_control text,
  metadata jsonb not null default '{}',
  owner_id uuid,
  tenant_id uuid references auth.tenants on delete cascade,
  tenant_key uuid not null generated always as
    (coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint objects_name unique (tenant_key, bucket_id, name),
  constraint objects_bucket foreign key (tenant_key, bucket_id) references storage.buckets (tenant_key, id)
);

create unique index objects_version on storage.objects (version);
create index objects_owner on storage.objects (owner_id);

create table storage.object_permissions (
  object_id uuid not null references storage.objects on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  permission text not null check (permission in ('read', 'write')),
  created_at timestamptz not null default now(),
  primary key (object_id, user_id)
);

create index object_permissions_user on storage.object_permissions (user_id);

-- Bytes that are being written, or belong to an upload in parts: no sweep takes them. `size` counts
-- against the quota of the tenant.
create table storage.uploads (
  id uuid primary key,
  tenant_key uuid not null,
  size bigint not null default 0,
  seen_at timestamptz not null default now()
);

create index uploads_tenant on storage.uploads (tenant_key) include (size);

-- Uploads in parts.
create table storage.sessions (
  id uuid primary key,
  protocol text not null check (protocol in ('chunked', 'tus')),
  tenant_id uuid references auth.tenants on delete cascade,
  bucket_id text not null,
  path text not null,
  owner_id uuid,
  -- A key's own, where there is no person.
  key_id uuid,
  total_size bigint not null check (total_size >= 0),
  chunk_size bigint check (chunk_size > 0),
  content_type text,
  metadata jsonb not null default '{}',
  cache_control text,
  upsert boolean not null default true,
  status text not null default 'active' check (status in ('active', 'completing', 'completed', 'aborted')),
  -- Who completes, and since when.
  turn uuid,
  turn_at timestamptz,
  object_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours'
);

create index sessions_expiry on storage.sessions (expires_at);

create table storage.parts (
  session_id uuid not null references storage.sessions on delete cascade,
  index integer not null check (index >= 0),
  -- Where it begins: parts of TUS have any length.
  start bigint not null check (start >= 0),
  version uuid not null unique,
  size bigint not null check (size >= 0),
  sha256 bytea not null,
  primary key (session_id, index)
);

-- Images made of images, kept for a while.
create table storage.renditions (
  id uuid primary key,
  version uuid not null,
  recipe text not null,
  mime_type text not null,
  size bigint not null,
  width integer not null,
  height integer not null,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  unique (version, recipe)
);

create index renditions_used on storage.renditions (used_at);

-- What no row names any more is deleted by a job of the same transaction, whoever ends the row.

create function storage.forget_bytes(versions uuid[]) returns void
language sql security definer set search_path = ''
as $$ insert into engine.outbox (task, payload)
  select 'objects.delete_bytes', pg_catalog.jsonb_build_object('ids', versions)
  where pg_catalog.cardinality(versions) > 0 $$;

create function storage.note_object() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.version <> old.version) then
    -- The bytes have their row: they are no longer on their way. Given up by a sweep, they are gone.
    delete from storage.uploads where id = new.version;
    if not found then
      raise exception 'the upload took too long' using errcode = 'FL012';
    end if;
  end if;
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and new.version <> old.version) then
    perform storage.forget_bytes(array[old.version] || array(
      select id from storage.renditions where version = old.version));
    delete from storage.renditions where version = old.version;
  end if;
  return null;
end $$;

create trigger note_object after insert or delete or update of version on storage.objects
  for each row execute function storage.note_object();

create function storage.note_part() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or new.version <> old.version then
    perform storage.forget_bytes(array[old.version]);
  end if;
  delete from storage.uploads where id = old.version;
  return null;
end $$;

create trigger note_part after delete or update of version on storage.parts
  for each row execute function storage.note_part();

-- For policies, in Supabase's names.

create function storage.foldername(name text) returns text[]
language sql immutable parallel safe
as $$ select (string_to_array(name, '/'))[1 : cardinality(string_to_array(name, '/')) - 1] $$;

create function storage.filename(name text) returns text
language sql immutable parallel safe
as $$ select split_part(name, '/', -1) $$;

create function storage.extension(name text) returns text
language sql immutable parallel safe
as $$ select case when split_part(name, '/', -1) like '%.%' then split_part(name, '.', -1) else '' end $$;

create function storage.is_admin() returns boolean
language sql stable parallel safe
as $$ select auth.role() in ('admin', 'instance_admin', 'tenant_admin', 'service_role', 'tenant_service') $$;

-- Asked by policies about rows that the caller may not see.

create function storage.is_public(bucket text) returns boolean
language sql stable security definer set search_path = ''
as $$ select coalesce((select b.public from storage.buckets b
    where b.tenant_key = storage.tenant_key() and b.id = bucket), false) $$;

create function storage.is_shared(object uuid, permissions text[]) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from storage.object_permissions p
    where p.object_id = object and p.user_id = auth.uid() and p.permission = any (permissions)) $$;

create function storage.may_share(object uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from storage.objects o
    where o.id = object and o.tenant_key = storage.tenant_key()
      and (storage.is_admin() or o.owner_id = auth.uid())) $$;

-- Names and folders under a prefix, in byte order: one look at the index for each, however much lies
-- in a folder. A name cannot hold chr(1), so `name || chr(1)` is what comes after it.
create function storage.entries(bucket text, prefix text, delimiter text, after text, most integer)
returns table (entry text, is_folder boolean)
language plpgsql stable
as $$
declare
  least text collate "C" := greatest(prefix, after);
  found_name text collate "C";
  cut integer;
begin
  for i in 1..most loop
    select o.name into found_name from storage.objects o
    where o.tenant_key = (select storage.tenant_key()) and o.bucket_id = bucket and o.name >= least
    order by o.name limit 1;
    exit when found_name is null or not starts_with(found_name, prefix);
    cut := strpos(substr(found_name, length(prefix) + 1), delimiter);
    is_folder := cut > 0;
    if is_folder then
      entry := left(found_name, length(prefix) + cut + length(delimiter) - 1);
      least := left(entry, -1) || chr(ascii(right(entry, 1)) + 1);
    else
      entry := found_name;
      least := found_name || chr(1);
    end if;
    return next;
  end loop;
end $$;

-- What a bucket takes, for whoever may put something in.
create function storage.rules_of(bucket text, out public boolean, out allowed_mime_types text[],
  out max_file_size bigint)
language sql stable security definer set search_path = ''
as $$ select b.public, b.allowed_mime_types, b.max_file_size from storage.buckets b
    where b.tenant_key = storage.tenant_key() and b.id = bucket $$;

-- The end of an upload in parts, in the transaction of its object; false where another was first.
create function storage.finish_session(session uuid, its_turn uuid, object uuid) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update storage.sessions set status = 'completed', object_id = object
    where id = session and status = 'completing' and turn = its_turn;
  if not found then
    raise exception 'another one completes this upload' using errcode = 'FL010';
  end if;
  delete from storage.parts where session_id = session;
  return true;
end $$;

-- Undoes what was only tried, to learn whether it may be done.
create function storage.undo() returns boolean
language plpgsql
as $$ begin raise exception 'only tried' using errcode = 'FL011'; end $$;

alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
alter table storage.object_permissions enable row level security;

create policy tenant on storage.buckets as restrictive
  using (tenant_key = (select storage.tenant_key()));
create policy tenant on storage.objects as restrictive
  using (tenant_key = (select storage.tenant_key()));

create policy administrators on storage.buckets
  using ((select storage.is_admin())) with check ((select storage.is_admin()));
create policy public_buckets on storage.buckets for select using (public);

create policy administrators on storage.objects
  using ((select storage.is_admin())) with check ((select storage.is_admin()));
create policy owners on storage.objects
  using (owner_id = (select auth.uid())) with check (owner_id = (select auth.uid()));
create policy public_buckets on storage.objects for select using (storage.is_public(bucket_id));
create policy shared on storage.objects for select
  using (storage.is_shared(id, '{read,write}'));
create policy shared_update on storage.objects for update
  using (storage.is_shared(id, '{write}')) with check (storage.is_shared(id, '{write}'));
create policy shared_delete on storage.objects for delete
  using (storage.is_shared(id, '{write}'));

create policy sharers on storage.object_permissions
  using (storage.may_share(object_id)) with check (storage.may_share(object_id));

grant usage on schema storage to anon, authenticated, tenant_service, service_role, flumen_schema;
grant select, insert, update, delete on storage.buckets, storage.objects, storage.object_permissions
  to anon, authenticated, tenant_service, service_role;

revoke execute on function storage.forget_bytes(uuid[]), storage.finish_session(uuid, uuid, uuid)
  from public;
grant execute on function storage.finish_session(uuid, uuid, uuid)
  to anon, authenticated, tenant_service, service_role;

-- Whoever owns the tables of users writes policies on these, too.
grant create, usage on schema storage to flumen_storage;
alter table storage.buckets owner to flumen_storage;
alter table storage.objects owner to flumen_storage;
revoke create on schema storage from flumen_storage;
grant execute on function storage.note_object() to flumen_storage;

insert into storage.buckets (id, name) values ('uploads', 'uploads'), ('temp-files', 'temp-files'), ('public', 'public');
