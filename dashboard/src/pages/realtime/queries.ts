import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'
import { query } from '../../api/query.ts'

export const statsQuery = query(['realtime', 'stats'], (signal) =>
  api.GET('/api/v1/realtime/stats', { signal }),
)
export const tablesQuery = query(['realtime', 'tables'], (signal) =>
  api.GET('/api/v1/admin/realtime/tables', { signal }),
)

export type LiveTable = Data<'/api/v1/admin/realtime/tables'>['tables'][number]
