import { nullable, object, type Static, Type } from '../../kernel/schema.ts'

/** Bytes; what a bucket may allow is what PostgreSQL and JSON both count exactly. */
const size = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const mimeTypes = Type.Array(
  Type.String({ maxLength: 127, pattern: '^(\\*/\\*|[\\w.+-]+/(\\*|[\\w.+-]+))$' }),
  { maxItems: 200 },
)

export const NewBucket = object({
  public: Type.Optional(Type.Boolean()),
  allowed_mime_types: Type.Optional(nullable(mimeTypes)),
  max_file_size: Type.Optional(nullable(size)),
  name: Type.Optional(Type.String({ description: 'Not read: the path names the bucket' })),
})
export type NewBucket = Static<typeof NewBucket>

export const BucketChanges = object({
  public: Type.Optional(Type.Boolean()),
  allowed_mime_types: Type.Optional(nullable(mimeTypes)),
  max_file_size: Type.Optional(nullable(size)),
})
export type BucketChanges = Static<typeof BucketChanges>

export const Bucket = object({
  id: Type.String(),
  name: Type.String(),
  public: Type.Boolean(),
  allowed_mime_types: nullable(Type.Array(Type.String())),
  max_file_size: nullable(Type.Integer()),
  created_at: Type.String({ format: 'date-time' }),
  updated_at: Type.String({ format: 'date-time' }),
})
export type Bucket = Static<typeof Bucket>
