import { nullable, object, type Static, Type, Uuid } from '../../kernel/schema.ts'

export const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})
const time = Type.String({ format: 'date-time' })

const shape = {
  id: Uuid,
  bucket: Type.String(),
  path: Type.String(),
  mime_type: Type.String(),
  size: Type.Integer(),
  metadata: Metadata,
  owner_id: nullable(Uuid),
  created_at: time,
  updated_at: time,
}

/** A file, as servers and the SDK each call its parts. */
export const StoredObject = object(shape)

export const StoredFile = object({
  ...shape,
  key: Type.String(),
  name: Type.String(),
  last_modified: time,
  content_type: Type.String(),
  owner: nullable(Uuid),
})

/** A row, with what readers of its bytes need. */
export interface Row extends Static<typeof StoredObject> {
  version: string
  sha256: string
  cache_control: string | null
  is_public: boolean
}

export const Uploaded = object({
  id: Uuid,
  key: Type.String(),
  path: Type.String(),
  bucket: Type.String(),
  size: Type.Integer(),
  content_type: Type.String(),
  last_modified: time,
  etag: Type.String(),
  owner_id: nullable(Uuid),
  metadata: Metadata,
})
export type Uploaded = Static<typeof Uploaded>

export const etagOf = ({ sha256 }: Pick<Row, 'sha256'>): string => `"${sha256.slice(0, 40)}"`

export const toUploaded = (row: Row): Uploaded => ({
  id: row.id,
  key: row.path,
  path: row.path,
  bucket: row.bucket,
  size: row.size,
  content_type: row.mime_type,
  last_modified: row.updated_at,
  etag: etagOf(row),
  owner_id: row.owner_id,
  metadata: row.metadata,
})

export const toObject = (row: Row): Static<typeof StoredObject> => {
  const { version: _, sha256: __, cache_control: ___, is_public: ____, ...rest } = row
  return rest
}

export const toFile = (row: Row): Static<typeof StoredFile> => ({
  ...toObject(row),
  key: row.path,
  name: row.path,
  last_modified: row.updated_at,
  content_type: row.mime_type,
  owner: row.owner_id,
})
