import { createApi } from '@flumen/client'
import { api } from '../../api/client.ts'
import type { Mode } from './queries.ts'

/**
 * A token for the page of a customer. Only keys make them, so one is made for this, good for two
 * minutes, and revoked when it has done its work.
 */
export async function makeWidgetToken(customer_external_id: string, mode: Mode): Promise<string> {
  const expires_at = new Date(Date.now() + 120_000).toISOString()
  const name = 'Preview of the widget'
  const { data: key } = await api.POST('/api/v1/api-keys', {
    body: { name, scopes: ['usage.write'], mode, expires_at },
  })
  try {
    const asServer = createApi({ url: location.origin, headers: { 'x-api-key': key.key } })
    const made = await asServer.POST('/api/v1/widget/token', { body: { customer_external_id } })
    return made.data.token
  } finally {
    await api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: key.id } } })
  }
}
