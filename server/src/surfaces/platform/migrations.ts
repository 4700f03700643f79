import * as migrations from '../../features/migrations/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

const base = '/api/v1/admin/migrations'

const params = object({ name: migrations.Name })
const Message = object({ message: Type.String() })

/** Clients name it in the query of some calls and in the body of others: both are heard everywhere. */
const InQuery = object({ namespace: Type.Optional(migrations.Namespace) })
const InBody = object({ namespace: Type.Optional(migrations.Namespace) })

const of = (query: { namespace?: string }, body: { namespace?: string } = {}): string =>
  body.namespace ?? query.namespace ?? migrations.defaultNamespace

const reads = { access: 'migrations_read', errors: [401, 403, 404, 503] } as const
const writes = { access: 'migrations_write', errors: [400, 401, 403, 404, 409, 422, 503] } as const

export const migrationRoutes = [
  route({
    ...reads,
    method: 'GET',
    path: base,
    name: 'migrations.list',
    summary: 'Migrations of a namespace, by name',
    query: object({
      namespace: Type.Optional(migrations.Namespace),
      status: Type.Optional(migrations.Status),
    }),
    returns: Type.Array(migrations.Migration),
    handle: (ctx, { query }) => migrations.list(ctx, of(query), query.status),
  }),
  route({
    ...writes,
    method: 'POST',
    path: base,
    name: 'migrations.create',
    summary: 'Write a migration down; it is applied later',
    query: InQuery,
    body: migrations.NewMigration,
    returns: migrations.Migration,
    status: 201,
    handle: (ctx, { query, body }) =>
      migrations.create(ctx, { ...body, namespace: of(query, body) }),
  }),
  route({
    ...reads,
    method: 'GET',
    path: `${base}/{name}`,
    name: 'migrations.get',
    summary: 'One migration',
    params,
    query: InQuery,
    returns: migrations.Migration,
    handle: (ctx, { params: { name }, query }) => migrations.get(ctx, of(query), name),
  }),
  route({
    ...writes,
    method: 'PUT',
    path: `${base}/{name}`,
    name: 'migrations.change',
    summary: 'Change a migration that is not applied',
    params,
    query: InQuery,
    body: migrations.MigrationChanges,
    returns: migrations.Migration,
    handle: (ctx, { params: { name }, query, body }) =>
      migrations.change(ctx, of(query), name, body),
  }),
  route({
    ...writes,
    method: 'DELETE',
    path: `${base}/{name}`,
    name: 'migrations.delete',
    summary: 'Forget a pending migration',
    params,
    query: InQuery,
    returns: Message,
    handle: async (ctx, { params: { name }, query }) => {
      await migrations.remove(ctx, of(query), name)
      return { message: 'Migration deleted' }
    },
  }),
  route({
    ...reads,
    method: 'GET',
    path: `${base}/{name}/executions`,
    name: 'migrations.executions',
    summary: 'What became of it, newest first',
    params,
    query: object({
      namespace: Type.Optional(migrations.Namespace),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    }),
    returns: Type.Array(migrations.Run),
    handle: (ctx, { params: { name }, query }) =>
      migrations.runs(ctx, of(query), name, query.limit ?? 50),
  }),
  route({
    ...writes,
    method: 'POST',
    path: `${base}/{name}/apply`,
    name: 'migrations.apply',
    summary: 'Apply a migration: all of it or nothing',
    params,
    query: InQuery,
    body: InBody,
    returns: Message,
    handle: async (ctx, { params: { name }, query, body }) => {
      const isNew = await migrations.apply(ctx, of(query, body), name)
      return { message: isNew ? 'Migration applied' : 'Migration was applied already' }
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: `${base}/{name}/rollback`,
    name: 'migrations.rollback',
    summary: 'Undo a migration by its own words',
    params,
    query: InQuery,
    body: InBody,
    returns: Message,
    handle: async (ctx, { params: { name }, query, body }) => {
      await migrations.rollback(ctx, of(query, body), name)
      return { message: 'Migration rolled back' }
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: `${base}/apply-pending`,
    name: 'migrations.apply_pending',
    summary: 'Apply what is pending, by name, up to the first that fails',
    query: InQuery,
    body: InBody,
    returns: object({
      message: Type.String(),
      applied: Type.Array(Type.String()),
      failed: Type.Array(Type.String()),
      error: Type.Optional(Type.String()),
      details: Type.Optional(Type.Unknown()),
    }),
    handle: async (ctx, { query, body }, reply) => {
      const { applied, failed, error } = await migrations.applyPending(ctx, of(query, body))
      if (error === undefined)
        return { message: `${applied.length} migrations applied`, applied, failed }
      reply.status(422)
      const { message, details } = error as { message: string; details?: unknown }
      return { message: 'A migration failed', applied, failed, error: message, details }
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: `${base}/sync`,
    name: 'migrations.sync',
    summary: 'Make the migrations of a namespace those that are sent; apply them where asked',
    query: InQuery,
    body: migrations.SyncRequest,
    returns: migrations.SyncResult,
    handle: async (ctx, { query, body }, reply) => {
      const result = await migrations.sync(ctx, { ...body, namespace: of(query, body) })
      if (result.summary.errors > 0) reply.status(422)
      return result
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: '/api/v1/admin/schema/refresh',
    name: 'schema.refresh',
    summary: 'Read the schema anew',
    description: 'Changes are noticed by themselves; this only waits for it.',
    returns: object({ message: Type.String(), tables: Type.Integer(), views: Type.Integer() }),
    handle: async (ctx) => ({
      message: 'Schema refreshed',
      ...(await migrations.refreshSchema(ctx)),
    }),
  }),
]
