import type { Ctx } from '../../engines/context.ts'
import * as tables from '../../features/tables/index.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, rawJson, rawQuery, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { route } from './route.ts'
import { mustBeOffered, rowsAs, wantsCsv, wantsOne } from './tables-media.ts'

export const base = '/api/v1/tables'

export const Name = Type.String({ minLength: 1, maxLength: 500 })
const oneTable = object({ table: Name })
const oneRow = object({ table: Name, id: Name })
const inSchema = object({ schema: Name, table: Name, id: Name })

/** The grammar is that of the contract; names of columns are open. */
export const listQuery = rawQuery({
  select: Type.Optional(Type.String({ description: 'Columns, JSON paths, aggregates, embeds' })),
  order: Type.Optional(Type.String({ description: '`name.desc.nullslast,id`' })),
  limit: Type.Optional(Type.Integer({ minimum: 0 })),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  cursor: Type.Optional(
    Type.String({ description: 'Empty, then X-Next-Cursor of the page before' }),
  ),
  count: Type.Optional(Type.String({ description: 'exact, planned or estimated' })),
  group_by: Type.Optional(Type.String()),
  or: Type.Optional(Type.String({ description: '`(age.lt.18,age.gt.65)`' })),
  and: Type.Optional(Type.String()),
})

export const headers = object({
  prefer: Type.Optional(
    Type.String({ description: 'return, resolution, missing, count, max-affected' }),
  ),
  accept: Type.Optional(Type.String()),
  'accept-profile': Type.Optional(Type.String({ description: 'Schema to read from' })),
  'content-profile': Type.Optional(Type.String({ description: 'Schema to write to' })),
})

export const Row = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})
export const Rows = Type.Array(Row)
const RowBody = rawJson({ type: 'object', additionalProperties: true }, 'Columns and their values')
const RowsBody = rawJson(
  {
    anyOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: { type: 'object' } },
    ],
  },
  'A row, or an array of rows',
)

export interface Headers {
  prefer?: string
  accept?: string
  'accept-profile'?: string
  'content-profile'?: string
}

/** A schema named by header stands before the path (as PostgREST's clients send it). */
export const within = (profile: string | undefined, parts: readonly string[]): readonly string[] =>
  profile === undefined || parts.length > 2 ? parts : [profile, ...parts]

async function get(
  ctx: Ctx,
  parts: readonly string[],
  query: string,
  given: Headers,
  reply: Reply,
) {
  mustBeOffered(given)
  const preferences = tables.readPreferences(given.prefer)
  if (wantsCsv(given)) {
    const file = await tables.exportFile(ctx, within(given['accept-profile'], parts), query)
    return new Passed(file.body, file.type)
  }
  const found = await tables.read(
    ctx,
    within(given['accept-profile'], parts),
    query,
    preferences,
    wantsOne(given),
  )
  apply(preferences, reply)
  if (found.kind === 'row') return rowsAs(given, found.body)
  if (found.page.next !== undefined) reply.header('x-next-cursor', found.page.next)
  reply.header('content-range', rangeOf(found.page))
  return rowsAs(given, found.page.body)
}

/** `<first>-<last>/<total>`. */
export function rangeOf({ rows, offset, total }: tables.Page): string {
  const all = total ?? '*'
  return rows === 0 ? `*/${all}` : `${offset}-${offset + rows - 1}/${all}`
}

function apply({ applied }: tables.Preferences, reply: Reply): void {
  if (applied.length > 0) reply.header('preference-applied', applied.join(', '))
}

type Write = (change: tables.Change) => Promise<tables.Changed & { single?: boolean }>

/** Runs a change and answers as `Prefer` asks. */
export async function write(
  query: string,
  given: Headers,
  reply: Reply,
  created: boolean,
  work: Write,
) {
  mustBeOffered(given)
  const preferences = tables.readPreferences(given.prefer)
  const one = wantsOne(given)
  const changed = await work({ query, preferences, single: one })
  apply(preferences, reply)
  reply.header('content-range', `*/${changed.rows}`)
  reply.header('x-affected-count', String(changed.rows))
  if (preferences.returns === 'headers-only')
    return status(reply, created, { affected: changed.rows })
  if (changed.body === undefined) return nothing(reply, created)
  // Who asks for the representation by name means PostgREST's: a list, however many were sent.
  const isOne = one || (changed.single === true && preferences.returns === undefined)
  reply.status(created && !(isOne && changed.rows === 0) ? 201 : 200)
  return rowsAs(given, isOne ? firstOf(changed) : changed.body)
}

const status = (reply: Reply, created: boolean, body: object): Passed => {
  reply.status(created ? 201 : 200)
  return new Passed(JSON.stringify(body))
}

/** Without a media type: clients would read JSON out of nothing. */
function nothing(reply: Reply, created: boolean): Passed {
  reply.status(created ? 201 : 204)
  return Passed.nothing
}

/** The one element of `[{…}]`. */
const firstOf = ({ body = '[]', rows }: tables.Changed): string =>
  rows === 0 ? 'null' : body.slice(1, -1)

export const reads = {
  access: 'tables_read',
  query: listQuery,
  headers,
  errors: [400, 401, 403, 404],
} as const
export const writes = {
  access: 'tables_write',
  query: listQuery,
  headers,
  errors: [400, 401, 403, 404, 409],
} as const

const readRoutes = [
  route({
    ...reads,
    method: 'GET',
    path: `${base}/{table}`,
    name: 'tables.list',
    summary: 'Rows of a table or view',
    params: oneTable,
    returns: Rows,
    handle: (ctx, { params, query, headers: given }, reply) =>
      get(ctx, [params.table], query, given, reply),
  }),
  route({
    ...reads,
    method: 'GET',
    path: `${base}/{table}/{id}`,
    name: 'tables.get',
    summary: 'A row by its key; or the rows of `{schema}/{table}`',
    description: 'A composite key is written `a,b`, in the order of the key.',
    params: oneRow,
    returns: Row,
    handle: (ctx, { params, query, headers: given }, reply) =>
      get(ctx, [params.table, params.id], query, given, reply),
  }),
  route({
    ...reads,
    method: 'GET',
    path: `${base}/{schema}/{table}/{id}`,
    name: 'tables.get_in_schema',
    summary: 'A row of a table in another schema',
    params: inSchema,
    returns: Row,
    handle: (ctx, { params, query, headers: given }, reply) =>
      get(ctx, [params.schema, params.table, params.id], query, given, reply),
  }),
]

const createRoutes = [
  route({
    ...writes,
    method: 'POST',
    path: `${base}/{table}`,
    name: 'tables.create',
    summary: 'Add one row or many; with `Prefer: resolution=…`, add or merge',
    params: oneTable,
    body: RowsBody,
    returns: Rows,
    status: 201,
    handle: (ctx, { params, query, body, headers: given }, reply) => {
      const parts = within(given['content-profile'], [params.table])
      return write(query, given, reply, true, (change) => tables.insert(ctx, parts, body, change))
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: `${base}/{table}/{id}`,
    name: 'tables.create_in_schema',
    summary: 'Add rows to a table in another schema, `{schema}/{table}`',
    params: oneRow,
    body: RowsBody,
    returns: Rows,
    status: 201,
    handle: (ctx, { params, query, body, headers: given }, reply) =>
      write(query, given, reply, true, (change) =>
        tables.insert(ctx, [params.table, params.id], body, change),
      ),
  }),
]

type ChangeRoute = (params: never) => readonly string[]

const shapes = [
  {
    path: `${base}/{table}`,
    params: oneTable,
    suffix: '',
    parts: (p: { table: string }) => [p.table],
  },
  {
    path: `${base}/{table}/{id}`,
    params: oneRow,
    suffix: '_row',
    parts: (p: { table: string; id: string }) => [p.table, p.id],
  },
  {
    path: `${base}/{schema}/{table}/{id}`,
    params: inSchema,
    suffix: '_in_schema',
    parts: (p: { schema: string; table: string; id: string }) => [p.schema, p.table, p.id],
  },
] as const

const changeRoutes = shapes.flatMap(({ path, params, suffix, parts }) => {
  const partsOf = parts as ChangeRoute
  const at = (given: Headers, p: unknown) => within(given['content-profile'], partsOf(p as never))
  return [
    route({
      ...writes,
      method: 'PATCH',
      path,
      name: `tables.update${suffix}`,
      summary:
        suffix === ''
          ? 'Change the rows that the filters find'
          : 'Change a row, or rows of `{schema}/{table}`',
      params,
      body: RowBody,
      returns: Rows,
      handle: (ctx, { params: p, query, body, headers: given }, reply) =>
        write(query, given, reply, false, (change) =>
          tables.update(ctx, at(given, p), body, change),
        ),
    }),
    ...(suffix === ''
      ? []
      : [
          route({
            ...writes,
            method: 'PUT',
            path,
            name: `tables.replace${suffix}`,
            summary: 'Make a row what the body says: what it leaves out gets its default',
            params,
            body: RowBody,
            returns: Row,
            handle: (ctx, { params: p, query, body, headers: given }, reply) =>
              write(query, given, reply, false, async (change) => ({
                ...(await tables.replace(ctx, at(given, p), body, change)),
                single: true,
              })),
          }),
        ]),
    route({
      ...writes,
      method: 'DELETE',
      path,
      name: `tables.delete${suffix}`,
      summary:
        suffix === ''
          ? 'Delete the rows that the filters find; at least one filter'
          : 'Delete a row, or rows of `{schema}/{table}`',
      params,
      returns: object({ affected: Type.Integer(), records: Rows }),
      handle: (ctx, { params: p, query, headers: given }, reply) =>
        remove(ctx, at(given, p), query, given, reply),
    }),
  ]
})

async function remove(
  ctx: Ctx,
  parts: readonly string[],
  query: string,
  given: Headers,
  reply: Reply,
) {
  mustBeOffered(given)
  const preferences = tables.readPreferences(given.prefer)
  const removed = await tables.remove(ctx, parts, { query, preferences, single: wantsOne(given) })
  return removed === undefined
    ? nothing(reply, false)
    : sendRemoved(removed, preferences, given, reply)
}

/** `{affected, records}` unless `Prefer` asks for the rows alone. */
export function sendRemoved(
  removed: tables.Changed,
  preferences: tables.Preferences,
  given: Headers,
  reply: Reply,
): Passed {
  apply(preferences, reply)
  reply.header('content-range', `*/${removed.rows}`)
  reply.header('x-affected-count', String(removed.rows))
  if (preferences.returns === 'minimal') return nothing(reply, false)
  if (preferences.returns === 'headers-only')
    return status(reply, false, { affected: removed.rows })
  if (wantsOne(given)) return rowsAs(given, firstOf(removed))
  if (preferences.returns === 'representation') return rowsAs(given, removed.body ?? '[]')
  return new Passed(`{"affected":${removed.rows},"records":${removed.body ?? '[]'}}`)
}

export const tableRoutes = [...readRoutes, ...createRoutes, ...changeRoutes]
