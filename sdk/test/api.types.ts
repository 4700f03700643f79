import type { Api } from '../src/index.ts'

/** What the compiler must know of a call; nothing here is run. */
export async function calls(api: Api): Promise<void> {
  const { data } = await api.GET('/api/v1/admin/tenants/{id}', { params: { path: { id: 'one' } } })
  const name: string = data.name
  // @ts-expect-error the path has a parameter
  await api.GET('/api/v1/admin/tenants/{id}')
  // @ts-expect-error no such route
  await api.GET('/api/v1/nowhere')
  // @ts-expect-error a password is missing
  await api.POST('/api/v1/auth/signin', { body: { email: name } })
  const { data: nothing } = await api.DELETE('/api/v1/client-keys/{id}', {
    params: { path: { id: 'one' } },
  })
  const rows: { [column: string]: unknown }[] = (
    await api.GET('/api/v1/tables/{table}', {
      params: { path: { table: 'posts' }, query: { limit: 1, title: 'eq.x' } as never },
    })
  ).data
  void [nothing, rows]
}
