import { Ban } from 'lucide-react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { BulkBar } from '../../ui/toolbar.tsx'
import type { User } from './users.tsx'

const each = (users: readonly User[], way: 'ban' | 'unban') =>
  Promise.all(
    users.map(({ id }) =>
      way === 'ban'
        ? api.POST('/api/v1/admin/users/{id}/ban', { params: { path: { id } }, body: {} })
        : api.POST('/api/v1/admin/users/{id}/unban', { params: { path: { id } } }),
    ),
  )

/** What to do with several users at once. */
export function BulkBan({ users, onDone }: { users: readonly User[]; onDone: () => void }) {
  const ban = useAction({
    run: (users: readonly User[]) => each(users, 'ban'),
    changes: [['users']],
    done: (users) => `${users.length} users are banned`,
    undo: (users) => each(users, 'unban'),
  })
  return (
    <BulkBar count={users.length} onClear={onDone}>
      <Button
        size="sm"
        icon={<Ban />}
        busy={ban.isPending}
        onClick={() => ban.mutate(users, { onSuccess: onDone })}
      >
        Ban
      </Button>
    </BulkBar>
  )
}
