import { api } from '../../api/client.ts'
import type { Data } from '../../api/data.ts'
import { query } from '../../api/query.ts'

export type AppLine = Data<'/api/v2/apps'>['apps'][number]
export type App = Data<'/api/v2/apps/{id}', 'patch'>['app']
export type Method = App['authMethods'][number]
export type AppUser = Data<'/api/v2/apps/{id}/users'>['users'][number]

export const appsQuery = query(['apps'], (signal) => api.GET('/api/v2/apps', { signal }))

/**
 * Everything but the secret. Reading an app shows its JWT secret, which goes into the audit log; a
 * change of nothing answers with the same settings, and without it.
 */
export const appQuery = (id: string) =>
  query(['apps', id], async (signal) => {
    const params = { path: { id } }
    const { data } = await api.PATCH('/api/v2/apps/{id}', { params, body: {}, signal })
    return { data: data.app }
  })
