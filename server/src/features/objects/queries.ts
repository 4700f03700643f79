import { type Sql, sql } from '../../kernel/sql.ts'

/** As the caller: each answers with one column of JSON, within the tenant also where no policy says so. */

const record = sql`json_build_object('id', o.id, 'bucket', o.bucket_id, 'path', o.name,
  'mime_type', o.mime_type, 'size', o.size, 'metadata', o.metadata, 'owner_id', o.owner_id,
  'created_at', o.created_at, 'updated_at', o.updated_at, 'version', o.version,
  'sha256', encode(o.sha256, 'hex'), 'cache_control', o.cache_control,
  'is_public', storage.is_public(o.bucket_id))`

const here = (bucket: string, key: string): Sql => sql`
  o.tenant_key = (select storage.tenant_key()) and o.bucket_id = ${bucket} and o.name = ${key}`

export const selectObject = (bucket: string, key: string): Sql => sql`
  select ${record} from storage.objects o where ${here(bucket, key)}`

export const selectRules = (bucket: string): Sql => sql`
  select json_build_object('exists', r.public is not null, 'max_file_size', r.max_file_size,
    'allowed_mime_types', r.allowed_mime_types) from storage.rules_of(${bucket}) r`

export interface NewObject {
  bucket: string
  key: string
  version: string
  mimeType: string
  size: number
  /** Hexadecimal. */
  sha256: string
  cacheControl: string | null
  metadata: Record<string, unknown>
  upsert: boolean
}

const overwrite = sql`
  on conflict on constraint objects_name do update set version = excluded.version,
    mime_type = excluded.mime_type, size = excluded.size, sha256 = excluded.sha256,
    cache_control = excluded.cache_control, metadata = excluded.metadata, updated_at = now()`

/** Who uploads owns what is new; what is there keeps its owner. */
export const insertObject = (o: NewObject): Sql => sql`
  insert into storage.objects as o (bucket_id, name, version, mime_type, size, sha256,
    cache_control, metadata, owner_id, tenant_id)
  values (${o.bucket}, ${o.key}, ${o.version}, ${o.mimeType}, ${String(o.size)},
    ${`\\x${o.sha256}`}, ${o.cacheControl}, ${JSON.stringify(o.metadata)}, auth.uid(), auth.tenant_id())
  ${o.upsert ? overwrite : sql.empty}
  returning ${record}`

export const undo = sql`select to_json(storage.undo())`

export const finishSession = (session: string, turn: string, object: NewObject): Sql => sql`
  select to_json(storage.finish_session(${session}, ${turn}, (select o.id from storage.objects o
    where ${here(object.bucket, object.key)})))`

/** `row` where it was seen, `gone` where it went. */
export const deleteObject = (bucket: string, key: string): Sql => sql`
  with seen as (select o.id from storage.objects o where ${here(bucket, key)}),
  gone as (delete from storage.objects o where ${here(bucket, key)} returning o.id)
  select json_build_object('seen', exists (select from seen), 'gone', exists (select from gone))`

export const deleteObjects = (bucket: string, keys: string[], folders: string[]): Sql => sql`
  delete from storage.objects o where o.id in (
    select o.id from storage.objects o
    where o.tenant_key = (select storage.tenant_key()) and o.bucket_id = ${bucket}
      and (o.name in (select json_array_elements_text(${JSON.stringify(keys)}::json))
        or exists (select from json_array_elements_text(${JSON.stringify(folders)}::json) f (prefix)
          where o.name >= f.prefix collate "C" and starts_with(o.name, f.prefix)))
    limit 10000)
  returning ${record}`

/** All or nothing: what was to make room stays where the move is not allowed. */
export const moveObject = (
  from: { bucket: string; key: string },
  to: { bucket: string; key: string },
): Sql => sql`
  with moved as (
    update storage.objects o set bucket_id = ${to.bucket}, name = ${to.key}, updated_at = now()
    where ${here(from.bucket, from.key)} returning ${record} as row)
  select (select row from moved)
  where engine.expect((select count(*) from moved), 1, 1, 'FL001') = 1`

/** Whether the caller may delete it, learnt by trying; undone by the step after it. */
export const mustDelete = (bucket: string, key: string): Sql => sql`
  with gone as (delete from storage.objects o where ${here(bucket, key)} returning 1)
  select to_json(engine.expect((select count(*) from gone), 1, 1, 'FL001'))`

export interface ListQuery {
  prefix: string
  delimiter?: string | undefined
  search?: string | undefined
  after: string
  limit: number
  offset: number
  sort: 'name' | 'created_at' | 'updated_at' | 'size'
  descending: boolean
}

const sorts = {
  name: sql`o.name`,
  created_at: sql`o.created_at`,
  updated_at: sql`o.updated_at`,
  size: sql`o.size`,
}

/** One row more than asked for tells whether there are more. */
export const selectPage = (bucket: string, q: ListQuery): Sql => sql`
  select json_build_object('exists', (storage.rules_of(${bucket})).public is not null,
    'entries', coalesce((select json_agg(json_build_object('name', page.name, 'row', page.row))
      from (${q.delimiter ? inFolders(bucket, q, q.delimiter) : flat(bucket, q)}) page), '[]'))`

/** No name is so long: what begins with a prefix comes before the prefix and this. */
const beyond = '\u{10ffff}'.repeat(257)

const flat = (bucket: string, q: ListQuery): Sql => sql`
  select o.name, ${record} as row from storage.objects o
  where o.tenant_key = (select storage.tenant_key()) and o.bucket_id = ${bucket}
    and o.name >= ${q.prefix} and starts_with(o.name, ${q.prefix}) and o.name > ${q.after}
    and o.name < ${q.prefix + beyond}
    ${q.search ? sql`and strpos(lower(o.name), lower(${q.search})) > 0` : sql.empty}
  order by ${sorts[q.sort]} ${sql.trusted(q.descending ? 'desc' : 'asc')}, o.name
  limit ${String(q.limit + 1)} offset ${String(q.offset)}`

const inFolders = (bucket: string, q: ListQuery, delimiter: string): Sql => sql`
  select e.entry as name, case when e.is_folder then null else (
    select ${record} from storage.objects o
    where o.tenant_key = (select storage.tenant_key()) and o.bucket_id = ${bucket} and o.name = e.entry) end as row
  from storage.entries(${bucket}, ${q.prefix}, ${delimiter}, ${lowest(q, delimiter)},
    ${String(q.limit + 1 + q.offset)}) e offset ${String(q.offset)}`

/** What comes right after an entry that was listed. */
const lowest = ({ after }: ListQuery, delimiter: string): string => {
  if (!after.endsWith(delimiter)) return after === '' ? '' : `${after}\u0001`
  const next = String.fromCodePoint((delimiter.codePointAt(0) ?? 0) + 1)
  return `${after.slice(0, -delimiter.length)}${next}`
}

// Shares.

export const upsertShare = (
  bucket: string,
  key: string,
  user: string,
  permission: string,
): Sql => sql`
  insert into storage.object_permissions as p (object_id, user_id, permission)
  select o.id, ${user}::uuid, ${permission} from storage.objects o where ${here(bucket, key)}
  on conflict (object_id, user_id) do update set permission = excluded.permission
  returning json_build_object('user_id', p.user_id, 'permission', p.permission)`

export const selectShares = (bucket: string, key: string): Sql => sql`
  select json_build_object('mine', storage.may_share(o.id), 'shares', coalesce((
    select json_agg(json_build_object('user_id', p.user_id, 'permission', p.permission,
      'created_at', p.created_at) order by p.created_at, p.user_id)
    from storage.object_permissions p where p.object_id = o.id), '[]'))
  from storage.objects o where ${here(bucket, key)}`

export const deleteShare = (bucket: string, key: string, user: string): Sql => sql`
  delete from storage.object_permissions p using storage.objects o
  where p.object_id = o.id and p.user_id = ${user} and ${here(bucket, key)}
  returning to_json(true)`

// As ourselves: bytes on their way, and what nobody names any more.

export const lockQuota = (tenantKey: string): Sql => sql`
  select pg_advisory_xact_lock(hashtextextended('storage quota ' || ${tenantKey}::text, 0))`

/** Takes `size` for these bytes where the tenant has room for it; -1: always. */
export const reserve = (id: string, tenantKey: string, size: number, quota: number): Sql => sql`
  insert into storage.uploads as u (id, tenant_key, size)
  select ${id}, ${tenantKey}, ${size}
  where ${quota}::bigint < 0 or ${size}::bigint
    + (select coalesce(sum(size), 0) from storage.objects where tenant_key = ${tenantKey}::uuid)
    + (select coalesce(sum(size), 0) from storage.uploads
       where tenant_key = ${tenantKey}::uuid and id <> ${id}::uuid) <= ${quota}::bigint
  on conflict (id) do update set size = excluded.size, seen_at = now()`

export const keepAlive = (id: string): Sql =>
  sql`update storage.uploads set seen_at = now() where id = ${id} and seen_at < now()`

export const release = (id: string): Sql => sql`delete from storage.uploads where id = ${id}`

/** `flumen backup` holds the same lock alone. */
export const tryDeleting = sql`select pg_try_advisory_xact_lock_shared(1222, 1) as may`

/** What no process has spoken of for a quarter of an hour is given up. */
export const takeAbandoned = sql`
  delete from storage.uploads where seen_at < now() - interval '15 minutes' returning id`

export const selectKnown = (ids: readonly string[]): Sql => sql`
  select given.id from unnest(${ids}::uuid[]) as given (id)
  where exists (select from storage.objects where version = given.id)
    or exists (select from storage.parts where version = given.id)
    or exists (select from storage.renditions where renditions.id = given.id)
    or exists (select from storage.uploads where uploads.id = given.id)`

export const selectVersions = (after: string): Sql => sql`
  select version from storage.objects where version > ${after} order by version limit 1000`

// Images made of images.

export const selectRendition = (version: string, recipe: string): Sql => sql`
  update storage.renditions set used_at = now() where version = ${version} and recipe = ${recipe}
  returning id, mime_type, size::float8 as size, width, height`

export interface NewRendition {
  id: string
  version: string
  recipe: string
  type: string
  size: number
  width: number
  height: number
}

/** Only of what is still there; its bytes are no longer on their way. */
export const insertRendition = (r: NewRendition): Sql => sql`
  with landed as (delete from storage.uploads where id = ${r.id} returning id)
  insert into storage.renditions (id, version, recipe, mime_type, size, width, height)
  select landed.id, ${r.version}, ${r.recipe}, ${r.type}, ${r.size}, ${r.width}, ${r.height}
  from landed where exists (select from storage.objects where version = ${r.version}::uuid for key share)
  on conflict (version, recipe) do nothing
  returning id, mime_type, size::float8 as size, width, height`

/** A day old, or beyond a gigabyte in all, the longest unused first. */
export const takeOldRenditions = sql`
  delete from storage.renditions where id in (
    select id from (
      select id, created_at, sum(size) over (order by used_at desc, id) as total from storage.renditions
    ) kept where total > 1073741824 or created_at < now() - interval '24 hours')
  returning id`

// Uploads in parts, as ourselves: whose they are is asked in `sessions.ts`.

export interface NewSession {
  id: string
  protocol: 'chunked' | 'tus'
  tenantId: string | null
  bucket: string
  path: string
  ownerId: string | null
  keyId: string | null
  totalSize: number
  chunkSize: number | null
  contentType: string | null
  metadata: Record<string, unknown>
  cacheControl: string | null
  upsert: boolean
}

const session = sql`s.id, s.protocol, s.tenant_id, s.bucket_id as bucket, s.path, s.owner_id, s.key_id,
  s.total_size::float8 as total_size, s.chunk_size::float8 as chunk_size, s.content_type, s.metadata,
  s.cache_control, s.upsert, s.status, s.object_id, s.created_at, s.expires_at,
  coalesce((select json_agg(json_build_object('index', p.index, 'start', p.start, 'size', p.size,
    'version', p.version) order by p.index) from storage.parts p where p.session_id = s.id), '[]') as parts`

/** Nobody begins more than so many at once. */
export const insertSession = (s: NewSession, most: number): Sql => sql`
  insert into storage.sessions as s (id, protocol, tenant_id, bucket_id, path, owner_id, key_id,
    total_size, chunk_size, content_type, metadata, cache_control, upsert)
  select ${s.id}, ${s.protocol}, ${s.tenantId}, ${s.bucket}, ${s.path}, ${s.ownerId}, ${s.keyId},
    ${s.totalSize}, ${s.chunkSize}, ${s.contentType}, ${JSON.stringify(s.metadata)}, ${s.cacheControl}, ${s.upsert}
  where ${most} > (select count(*) from storage.sessions o where o.status = 'active'
    and o.owner_id is not distinct from ${s.ownerId}::uuid and o.key_id is not distinct from ${s.keyId}::uuid)
  returning ${session}`

export const selectSession = (id: string): Sql =>
  sql`select ${session} from storage.sessions s where s.id = ${id}`

export interface NewPart {
  /** Whether it may take the place of one that is there. */
  replaces: boolean
  session: string
  index: number
  start: number
  version: string
  size: number
  sha256: Buffer
}

/** Its bytes stay counted until the upload is over; the same part again takes its place. */
export const putPart = (p: NewPart): Sql => sql`
  with open as (select s.id from storage.sessions s
    where s.id = ${p.session} and s.status = 'active' and s.expires_at > now() for update),
  landed as (update storage.uploads set seen_at = 'infinity'
    where id = ${p.version} and exists (select from open) returning id)
  insert into storage.parts (session_id, index, start, version, size, sha256)
  select open.id, ${p.index}, ${p.start}, landed.id, ${p.size}, ${p.sha256} from open, landed
  on conflict (session_id, index) do update set version = excluded.version, size = excluded.size,
    start = excluded.start, sha256 = excluded.sha256
    where ${p.replaces}
  returning index`

/** One completes at a time; whoever died over it gives way after five minutes. */
export const takeTurn = (id: string, turn: string): Sql => sql`
  update storage.sessions s set status = 'completing', turn = ${turn}, turn_at = now()
  where s.id = ${id} and s.expires_at > now() and (s.status = 'active'
    or (s.status = 'completing' and s.turn_at < now() - interval '5 minutes'))
  returning ${session}`

export const giveTurnBack = (id: string, turn: string): Sql => sql`
  update storage.sessions set status = 'active', turn = null
  where id = ${id} and status = 'completing' and turn = ${turn}`

/** Its parts go, and with them their bytes. */
export const abortSession = (id: string): Sql => sql`
  with over as (update storage.sessions set status = 'aborted' where id = ${id} and status = 'active'
    returning id)
  delete from storage.parts where session_id in (select id from over)`

/** What is over a day old, and what was over before. */
export const sweepSessions = sql`
  delete from storage.sessions where expires_at < now() - interval '1 day'
    or (expires_at < now() and status in ('active', 'aborted'))`
