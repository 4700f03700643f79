import { Fingerprint, KeyRound, ShieldCheck } from 'lucide-react'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Hint } from '../../ui/tooltip.tsx'
import type { User } from './users.tsx'

export function UserState({ user }: { user: User }) {
  if (user.banned_at) return <Dot tone="danger">Banned</Dot>
  if (user.is_anonymous) return <Dot>Anonymous</Dot>
  return user.email_verified ? <Dot tone="good">Verified</Dot> : <Dot tone="warn">Not verified</Dot>
}

export const roleNames: Record<string, string> = {
  instance_admin: 'Instance admin',
  tenant_admin: 'Tenant admin',
  dashboard_user: 'Dashboard',
  admin: 'Admin',
}

/** What somebody administers; plain users have none. */
export function RoleBadge({ role }: { role: string }) {
  if (role === 'authenticated') return <span className="text-faint">User</span>
  return (
    <Badge tone={role === 'instance_admin' ? 'violet' : 'accent'}>{roleNames[role] ?? role}</Badge>
  )
}

/** How somebody signs in, as small signs with their names. */
export function Providers({ user }: { user: User }) {
  const ways = [
    ...(user.has_password ? [{ name: 'Password', icon: <KeyRound className="size-3.5" /> }] : []),
    ...(user.has_second_factor
      ? [{ name: 'Second factor', icon: <ShieldCheck className="size-3.5" /> }]
      : []),
    ...user.providers.map((name) => ({
      name,
      icon:
        name === 'passkey' ? (
          <Fingerprint className="size-3.5" />
        ) : (
          <span className="text-2xs">{name}</span>
        ),
    })),
  ]
  if (ways.length === 0) return <span className="text-faint">Code by mail</span>
  return (
    <span className="flex items-center gap-1.5 text-muted">
      {ways.map(({ name, icon }) => (
        <Hint key={name} text={name}>
          <span
            role="img"
            aria-label={name}
            className="inline-flex h-5 items-center rounded-sm bg-hover px-1"
          >
            {icon}
          </span>
        </Hint>
      ))}
    </span>
  )
}
