import { type Sql, sql } from '../../kernel/sql.ts'
import type { BucketChanges, NewBucket } from './schema.ts'

/** Each answers with one column of JSON text, and stays within the tenant also where nothing else does. */

const record = sql`json_build_object('id', b.id, 'name', b.name, 'public', b.public,
  'allowed_mime_types', b.allowed_mime_types, 'max_file_size', b.max_file_size,
  'created_at', b.created_at, 'updated_at', b.updated_at)`

export const selectBuckets = (): Sql => sql`
  select ${record} from storage.buckets b
  where b.tenant_key = (select storage.tenant_key()) order by b.created_at desc, b.id`

export const selectBucket = (id: string): Sql => sql`
  select ${record} from storage.buckets b
  where b.tenant_key = (select storage.tenant_key()) and b.id = ${id}`

export const insertBucket = (id: string, given: NewBucket): Sql => sql`
  insert into storage.buckets as b (id, name, public, allowed_mime_types, max_file_size, tenant_id)
  values (${id}, ${id}, ${String(given.public ?? false)}, ${arrayText(given.allowed_mime_types)},
    ${given.max_file_size === undefined || given.max_file_size === null ? null : String(given.max_file_size)},
    auth.tenant_id())
  returning ${record}`

export const updateBucket = (id: string, given: BucketChanges): Sql => sql`
  update storage.buckets b set
    public = coalesce(${given.public === undefined ? null : String(given.public)}::boolean, b.public),
    allowed_mime_types = case when ${String(given.allowed_mime_types !== undefined)}::boolean
      then ${arrayText(given.allowed_mime_types)}::text[] else b.allowed_mime_types end,
    max_file_size = case when ${String(given.max_file_size !== undefined)}::boolean
      then ${given.max_file_size === undefined || given.max_file_size === null ? null : String(given.max_file_size)}::bigint
      else b.max_file_size end,
    updated_at = now()
  where b.tenant_key = (select storage.tenant_key()) and b.id = ${id}
  returning ${record}`

export const deleteBucket = (id: string): Sql => sql`
  delete from storage.buckets b
  where b.tenant_key = (select storage.tenant_key()) and b.id = ${id}
  returning ${record}`

export const deleteObjects = (id: string): Sql => sql`
  with gone as (
    delete from storage.objects o
    where o.tenant_key = (select storage.tenant_key()) and o.bucket_id = ${id} returning 1)
  select json_build_object('deleted', (select count(*) from gone),
    'exists', (storage.rules_of(${id})).public is not null)`

/** As PostgreSQL writes a list of texts: what a schema let through needs no more than quotes. */
const arrayText = (texts: readonly string[] | null | undefined): string | null =>
  texts ? `{${texts.map((text) => `"${text}"`).join(',')}}` : null
