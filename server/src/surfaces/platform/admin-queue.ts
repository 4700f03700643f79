import * as monitoring from '../../features/monitoring/index.ts'
import { nullable, object, oneOf, Time, Type } from '../../kernel/schema.ts'
import { pageOf, paging } from './admin-lists.ts'
import { route } from './route.ts'

const access = 'instance_admin'
const states = ['pending', 'running', 'failed'] as const
const JobRef = object({ id: Type.String({ maxLength: 20 }) })

const Job = object({
  id: Type.String(),
  task: Type.String(),
  state: oneOf(states, 'failed: its tries are used up'),
  attempts: Type.Integer(),
  max_attempts: Type.Integer(),
  run_at: Time,
  created_at: Time,
  locked_at: nullable(Time),
  last_error: nullable(Type.String()),
})

/** The server's own background work; jobs that users submit are another thing. */
export const adminQueueRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/queue',
    name: 'queue.list',
    access,
    summary: "The server's own background work, newest first",
    description: 'What a job is about is not shown: some is sealed, all may be personal.',
    query: object({
      state: Type.Optional(oneOf(states)),
      task: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      ...paging(),
    }),
    returns: object({
      ...pageOf('jobs', Job),
      counts: object({
        pending: Type.Integer(),
        running: Type.Integer(),
        failed: Type.Integer(),
        outbox: Type.Integer(),
      }),
    }),
    errors: [400, 401, 403],
    handle: (ctx, { query: { limit = 50, cursor, ...filters } }) =>
      monitoring.queue(ctx, filters, { limit, cursor }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/queue/{id}/retry',
    name: 'queue.retry',
    access,
    summary: 'Run a job now, with all its tries',
    params: JobRef,
    returns: Job,
    errors: [401, 403, 404, 409],
    handle: (ctx, { params }) => monitoring.retryNow(ctx, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/queue/{id}',
    name: 'queue.delete',
    access,
    summary: 'Forget a job',
    params: JobRef,
    errors: [401, 403, 404, 409],
    handle: (ctx, { params }) => monitoring.forget(ctx, params.id),
  }),
]
