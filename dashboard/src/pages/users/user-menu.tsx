import { useQueryClient } from '@tanstack/react-query'
import { Ban, Ellipsis, Eye, KeyRound, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { toast } from '../../ui/toast.tsx'
import { ActAs } from './act-as.tsx'
import { deleteUser, useBan, useResetPassword, useUnban } from './user-actions.ts'
import type { User } from './users.tsx'

/** What an administrator may do with an account. */
export function UserMenu({ user, onDeleted }: { user: User; onDeleted?: () => void }) {
  const [asked, setAsked] = useState<'delete' | 'act'>()
  const client = useQueryClient()
  const ban = useBan()
  const unban = useUnban()
  const reset = useResetPassword()
  const name = user.email ?? user.username ?? user.id
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${name}`} size="sm">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Eye />} onSelect={() => setAsked('act')}>
          Act as this user…
        </MenuItem>
        <MenuItem icon={<KeyRound />} disabled={!user.email} onSelect={() => reset.mutate(user)}>
          Mail a new password link
        </MenuItem>
        <MenuSeparator />
        {user.banned_at ? (
          <MenuItem icon={<Undo2 />} onSelect={() => unban.mutate(user)}>
            Lift the ban
          </MenuItem>
        ) : (
          <MenuItem icon={<Ban />} onSelect={() => ban.mutate(user)}>
            Ban
          </MenuItem>
        )}
        <MenuItem icon={<Trash2 />} danger onSelect={() => setAsked('delete')}>
          Delete…
        </MenuItem>
      </Menu>
      <Confirm
        open={asked === 'delete'}
        onClose={() => setAsked(undefined)}
        title="Delete this account?"
        description={`All sessions and keys of ${name} end at once. What the account owns goes after thirty days.`}
        action="Delete account"
        name={name}
        run={async () => {
          await deleteUser(user)
          await client.invalidateQueries({ queryKey: ['users'] })
          toast({ title: `${name} is deleted` })
          onDeleted?.()
        }}
      />
      {asked === 'act' && <ActAs user={user} onClose={() => setAsked(undefined)} />}
    </>
  )
}
