import * as buckets from '../../features/buckets/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

const base = '/api/v1/storage/buckets'
const Name = Type.String({ minLength: 1, maxLength: 200 })
const one = object({ bucket: Name })
const Done = object({ success: Type.Boolean(), message: Type.String() })

export const bucketRoutes = [
  route({
    method: 'GET',
    path: base,
    name: 'buckets.list',
    access: 'buckets_read',
    summary: 'All buckets, newest first',
    returns: object({ buckets: Type.Array(buckets.Bucket) }),
    errors: [401, 403],
    handle: async (ctx) => ({ buckets: await buckets.list(ctx) }),
  }),
  route({
    method: 'GET',
    path: `${base}/{bucket}`,
    name: 'buckets.get',
    access: 'optional_storage',
    summary: 'One bucket; a public one for everybody',
    params: one,
    returns: buckets.Bucket,
    errors: [401, 404],
    handle: (ctx, { params }) => buckets.get(ctx, params.bucket),
  }),
  route({
    method: 'POST',
    path: `${base}/{bucket}`,
    name: 'buckets.create',
    access: 'buckets_write',
    summary: 'Make a bucket',
    params: one,
    body: buckets.NewBucket,
    returns: object({
      bucket: Type.String(),
      ...buckets.Bucket.properties,
      message: Type.String(),
    }),
    status: 201,
    errors: [400, 401, 403, 409],
    handle: async (ctx, { params, body }) => {
      const made = await buckets.create(ctx, params.bucket, body)
      return { ...made, bucket: made.id, message: 'Bucket created' }
    },
  }),
  route({
    method: 'PUT',
    path: `${base}/{bucket}`,
    name: 'buckets.update',
    access: 'buckets_write',
    summary: 'Change what a bucket takes, and who reads it; null lifts a limit',
    params: one,
    body: buckets.BucketChanges,
    returns: Done,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params, body }) => {
      await buckets.update(ctx, params.bucket, body)
      return { success: true, message: 'Bucket updated' }
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/{bucket}`,
    name: 'buckets.delete',
    access: 'buckets_write',
    summary: 'Delete an empty bucket',
    params: one,
    errors: [401, 403, 404, 409],
    handle: (ctx, { params }) => buckets.remove(ctx, params.bucket),
  }),
  route({
    method: 'POST',
    path: `${base}/{bucket}/empty`,
    name: 'buckets.empty',
    access: 'buckets_write',
    summary: 'Delete every file of a bucket',
    params: one,
    returns: object({ message: Type.String(), deleted: Type.Integer() }),
    errors: [401, 403, 404],
    handle: async (ctx, { params }) => ({
      message: 'Bucket emptied',
      deleted: await buckets.empty(ctx, params.bucket),
    }),
  }),
]
