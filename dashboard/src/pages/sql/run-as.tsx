import { useQuery } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Input } from '../../ui/field.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx'

/** As whom SQL runs, or a request is explained. */
export interface Somebody {
  label: string
  as?: { user_id: string } | { role: 'anon' | 'authenticated' | 'service_role' }
}

export const owner: Somebody = { label: 'Owner of the tables' }

const roles: readonly (Somebody & { hint: string })[] = [
  { label: 'anon', as: { role: 'anon' }, hint: 'nobody is signed in' },
  { label: 'authenticated', as: { role: 'authenticated' }, hint: 'somebody, without a name' },
  { label: 'service_role', as: { role: 'service_role' }, hint: 'past all policies' },
]

interface RunAsProps {
  value: Somebody
  onChange: (somebody: Somebody) => void
  /** What is said before the name: `Run as`. */
  what: string
  withOwner?: boolean
}

/** Chooses a role or a person; row-level security then holds as for their requests. */
export function RunAs({ value, onChange, what, withOwner = false }: RunAsProps) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="sm" icon={<UserRound />}>
            <span className="font-normal text-muted">{what}</span>
            <span className="max-w-40 truncate">{value.label}</span>
          </Button>
        }
      >
        {withOwner && <MenuItem onSelect={() => onChange(owner)}>{owner.label}</MenuItem>}
        <MenuItem onSelect={() => setAsking(true)}>A person …</MenuItem>
        <MenuSeparator />
        <MenuLabel>Roles</MenuLabel>
        {roles.map((role) => (
          <MenuItem key={role.label} onSelect={() => onChange(role)}>
            {role.label} <span className="text-xs text-faint">{role.hint}</span>
          </MenuItem>
        ))}
      </Menu>
      {isAsking && (
        <People
          onClose={() => setAsking(false)}
          onChoose={(somebody) => {
            setAsking(false)
            onChange(somebody)
          }}
        />
      )}
    </>
  )
}

function People({
  onChoose,
  onClose,
}: {
  onChoose: (somebody: Somebody) => void
  onClose: () => void
}) {
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useQuery(
    query(['users', 'choose', q], (signal) =>
      api.GET('/api/v1/admin/users', { params: { query: { ...(q && { q }), limit: 8 } }, signal }),
    ),
  )
  return (
    <Dialog open size="sm" title="Who?" description="By address, name or id." onClose={onClose}>
      <Input
        aria-label="Address, name or id"
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="mt-2 min-h-40" aria-label="People">
        {found.data?.users.map(({ id, email, full_name }) => (
          <li key={id}>
            <button
              type="button"
              className="flex w-full items-baseline gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
              onClick={() => onChoose({ label: email ?? id, as: { user_id: id } })}
            >
              <span className="truncate">{email ?? id}</span>
              <span className="truncate text-xs text-muted">{full_name}</span>
            </button>
          </li>
        ))}
        {found.data?.users.length === 0 && <Empty title="Nobody is called that" />}
      </ul>
    </Dialog>
  )
}
