import type { Ctx } from '../../engines/context.ts'
import * as tables from '../../features/tables/index.ts'
import type { Reply } from '../../kernel/route.ts'
import { nullable, object, rawJson, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { route } from './route.ts'
import {
  base,
  type Headers,
  headers,
  listQuery,
  Name,
  Row,
  Rows,
  rangeOf,
  reads,
  sendRemoved,
  within,
  write,
  writes,
} from './tables.ts'

/** What is about many rows at once: questions in a body, bulk changes, files. */

const Column = object({
  name: Type.String(),
  data_type: Type.String(),
  is_nullable: Type.Boolean(),
  default_value: nullable(Type.String()),
  is_primary_key: Type.Boolean(),
  is_foreign_key: Type.Boolean(),
  is_unique: Type.Boolean(),
  max_length: nullable(Type.Integer()),
  position: Type.Integer(),
  description: Type.Optional(Type.String()),
})

const Table = object({
  schema: Type.String(),
  name: Type.String(),
  type: Type.String({ description: 'table, view or materialized_view' }),
  path: Type.String(),
  columns: Type.Array(Column),
  primary_key: Type.Array(Type.String()),
  rls_enabled: Type.Boolean(),
})

const listRoutes = ['', '/'].map((end) =>
  route({
    method: 'GET',
    path: `${base}${end}`,
    name: `tables.describe${end === '' ? '' : '_all'}`,
    access: 'tables_list',
    summary: 'Tables and views, with their columns',
    query: object({ schema: Type.Optional(Type.String({ description: 'Schemas, with commas' })) }),
    returns: Type.Array(Table),
    hidden: end === '',
    errors: [401, 403],
    handle: (ctx, { query }) => tables.list(ctx, query.schema?.split(',')),
  }),
)

const bulkBody = rawJson(
  {
    anyOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: {} },
    ],
  },
  'Rows, or an object as the description says',
)

const parameters = [
  { path: `${base}/{table}`, suffix: '', params: object({ table: Name }) },
  {
    path: `${base}/{schema}/{table}`,
    suffix: '_in_schema',
    params: object({ schema: Name, table: Name }),
  },
] as const

const partsOf = (params: object): readonly string[] => {
  const { schema, table } = params as { schema?: string; table: string }
  return schema === undefined ? [table] : [schema, table]
}

const manyRoutes = parameters.flatMap(({ path, suffix, params }) => [
  route({
    method: 'POST',
    path: `${path}/query`,
    name: `tables.query${suffix}`,
    access: 'tables_read',
    summary: 'Rows that a question in the body finds',
    params,
    headers,
    body: rawJson(
      tables.QueryBody,
      'As the query string of a list, for questions that are too long for one',
    ),
    returns: Rows,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params: p, body, headers: given }, reply) => {
      const page = await tables.query(ctx, within(given['accept-profile'], partsOf(p)), body)
      reply.header('content-range', rangeOf(page))
      return new Passed(page.body)
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: `${path}/bulk`,
    name: `tables.bulk_insert${suffix}`,
    summary: 'Add many rows, all or none',
    description: 'An array of rows, or `{records, on_conflict?, resolution?}`.',
    params,
    body: bulkBody,
    returns: Rows,
    status: 201,
    handle: (ctx, { params: p, query, body, headers: given }, reply) =>
      write(query, given, reply, true, (change) =>
        tables.bulk(ctx, 'insert', within(given['content-profile'], partsOf(p)), body, change),
      ),
  }),
  route({
    ...writes,
    method: 'PATCH',
    path: `${path}/bulk`,
    name: `tables.bulk_update${suffix}`,
    summary: 'Change many rows, all or none',
    description: 'An array of rows that hold their keys; `{ids, data}`; or `{data}` and filters.',
    params,
    body: bulkBody,
    returns: Rows,
    handle: (ctx, { params: p, query, body, headers: given }, reply) =>
      write(query, given, reply, false, (change) =>
        tables.bulk(ctx, 'update', within(given['content-profile'], partsOf(p)), body, change),
      ),
  }),
  route({
    ...writes,
    method: 'DELETE',
    path: `${path}/bulk`,
    name: `tables.bulk_delete${suffix}`,
    summary: 'Delete many rows, all or none',
    description: '`{ids}`, an array of keys, or filters.',
    params,
    body: bulkBody,
    returns: object({ affected: Type.Integer(), records: Rows }),
    handle: async (ctx, { params: p, query, body, headers: given }, reply) => {
      const preferences = tables.readPreferences(given.prefer)
      const parts = within(given['content-profile'], partsOf(p))
      const removed = await tables.bulk(ctx, 'delete', parts, body, { query, preferences })
      return sendRemoved(removed, preferences, given, reply)
    },
  }),
  route({
    ...reads,
    method: 'GET',
    path: `${path}/export`,
    name: `tables.export${suffix}`,
    summary: 'Rows as a file: CSV, JSON or NDJSON',
    params,
    query: listQuery,
    returns: Type.Array(Row),
    handle: (ctx, { params: p, query, headers: given }, reply) =>
      sendFile(ctx, within(given['accept-profile'], partsOf(p)), query, reply),
  }),
])

async function sendFile(
  ctx: Ctx,
  parts: readonly string[],
  query: string,
  reply: Reply,
): Promise<Passed> {
  const file = await tables.exportFile(ctx, parts, query)
  reply.header('content-disposition', `attachment; filename="${file.fileName}"`)
  return new Passed(file.body, file.type)
}

const batchRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/batch',
    name: 'tables.batch',
    access: 'tables_write',
    summary: 'Changes of several tables in one transaction: all, or none',
    description:
      'Later operations refer to earlier results by `{"$ref": "0.id"}`; related rows may stand in ' +
      'the values under the name of their table. A refusal says in `details.index` whose it is.',
    body: rawJson(tables.BatchBody, 'Operations, in order'),
    returns: object({ results: Type.Array(Type.Unknown()) }),
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { body }) => new Passed(await tables.batch(ctx, body)),
  }),
]

export type { Headers }
export const tableManyRoutes = [...listRoutes, ...manyRoutes, ...batchRoutes]
