import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query, useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'

/** What can be brought back. */
export function DeletedTenants() {
  const deleted = useQuery(
    query(['tenants', 'deleted'], (signal) => api.GET('/api/v1/admin/tenants/deleted', { signal })),
  )
  const recover = useAction({
    run: ({ id }: { id: string; name: string }) =>
      api.POST('/api/v1/admin/tenants/{id}/recover', { params: { path: { id } } }),
    changes: [['tenants']],
    done: ({ name }) => `${name} is back`,
  })
  if (!deleted.data?.length) return null
  return (
    <Card title="Deleted" description="Can be brought back for thirty days.">
      <ul className="grid gap-2">
        {deleted.data.map((tenant) => (
          <li key={tenant.id} className="flex items-center gap-3">
            <span className="font-medium">{tenant.name}</span>
            <span className="grow text-muted">
              deleted <Time at={tenant.deleted_at} />
            </span>
            <Button size="sm" onClick={() => recover.mutate(tenant)}>
              Bring back
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
