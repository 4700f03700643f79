import * as monitoring from '../../features/monitoring/index.ts'
import { invalid } from '../../kernel/errors.ts'
import { mapOf, object, oneOf, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { Success } from './shapes.ts'

const access = 'monitoring'
const errors = [401, 403, 503]

const LogEntry = object({
  id: Type.String(),
  timestamp: Time,
  category: Type.String(),
  level: oneOf(monitoring.levelNames),
  message: Type.String(),
  component: Type.Optional(Type.String()),
  request_id: Type.Optional(Type.String()),
  user_id: Type.Optional(Uuid),
  tenant_id: Type.Optional(Uuid),
  error: Type.Optional(Type.String()),
  fields: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
})

/** What a line does not have is left out. */
const toEntry = ({
  at,
  ...entry
}: ReturnType<typeof monitoring.named>): typeof LogEntry.static => ({
  id: entry.id,
  timestamp: at,
  category: entry.category,
  level: entry.level,
  message: entry.message,
  ...(entry.component === null ? {} : { component: entry.component }),
  ...(entry.request_id === null ? {} : { request_id: entry.request_id }),
  ...(entry.user_id === null ? {} : { user_id: entry.user_id }),
  ...(entry.tenant_id === null ? {} : { tenant_id: entry.tenant_id }),
  ...(entry.error === null ? {} : { error: entry.error }),
  fields: entry.fields,
})

/** `error,fatal`. @throws invalid */
function levelsOf(text: string | undefined): monitoring.Level[] | undefined {
  return text?.split(',').map((name) => {
    const level = monitoring.levelNames.find((known) => known === name.trim())
    if (level) return level
    throw invalid('invalid_input', `level must be of ${monitoring.levelNames.join(', ')}`, {
      faults: [{ in: 'query', path: ['level'], code: 'choice', message: 'No such level' }],
    })
  })
}

/** What the dashboard and the command line read. */
export const logRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/logs',
    name: 'logs.list',
    access,
    summary: 'Lines of the log, of all processes; with `after` those that came since',
    query: object({
      category: Type.Optional(Type.String({ maxLength: 50 })),
      level: Type.Optional(Type.String({ maxLength: 100, description: 'Separated by commas' })),
      component: Type.Optional(Type.String({ maxLength: 100 })),
      request_id: Type.Optional(Type.String({ maxLength: 64 })),
      user_id: Type.Optional(Uuid),
      search: Type.Optional(Type.String({ maxLength: 200 })),
      start_time: Type.Optional(TimeInput),
      end_time: Type.Optional(TimeInput),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 })),
      sort_asc: Type.Optional(Type.Boolean()),
      after: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: '`next_after`' })),
    }),
    returns: object({
      entries: Type.Array(LogEntry),
      total_count: Type.Integer(),
      has_more: Type.Boolean(),
      next_after: Type.String(),
    }),
    errors: [400, ...errors],
    handle: async (ctx, { query }) => {
      const {
        level,
        start_time,
        end_time,
        limit = 100,
        offset = 0,
        sort_asc,
        after,
        ...rest
      } = query
      const filters: monitoring.LogFilters = {
        ...rest,
        levels: levelsOf(level),
        from: start_time === undefined ? undefined : new Date(start_time),
        to: end_time === undefined ? undefined : new Date(end_time),
      }
      const range = { limit, offset, oldestFirst: sort_asc ?? false, after }
      const { entries, total } = await monitoring.logs(ctx, filters, range)
      const ids = entries.map(({ id }) => Number(id))
      return {
        entries: entries.map(monitoring.named).map(toEntry),
        total_count: total,
        has_more: offset + entries.length < total,
        next_after: String(Math.max(Number(after ?? 0), ...ids)),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/logs/stats',
    name: 'logs.stats',
    access,
    summary: 'How many lines there are, of which kinds, since when',
    returns: object({
      total_entries: Type.Integer(),
      entries_by_category: mapOf(Type.Integer()),
      entries_by_level: mapOf(Type.Integer()),
      oldest_entry: Type.Optional(Time),
      newest_entry: Type.Optional(Time),
    }),
    errors,
    handle: (ctx) => monitoring.logFigures(ctx),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/logs/flush',
    name: 'logs.flush',
    access: 'instance_admin',
    summary: 'Write what is in the memory of the process that answers',
    returns: Success,
    errors,
    handle: async (ctx) => {
      await monitoring.flushLogs(ctx)
      return { success: true, message: 'The log is written' }
    },
  }),
]
