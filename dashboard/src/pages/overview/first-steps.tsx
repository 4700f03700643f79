import { BookOpen, KeyRound, Table2, UserPlus, X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Card } from '../../ui/page.tsx'

const steps = [
  {
    to: '/tables',
    icon: Table2,
    title: 'Make a table',
    text: 'Every table has a REST and a GraphQL API at once.',
  },
  {
    to: '/keys',
    icon: KeyRound,
    title: 'Make a key',
    text: 'For your servers, or for what runs in browsers.',
  },
  {
    to: '/users',
    icon: UserPlus,
    title: 'Invite somebody',
    text: 'Accounts work on every API of this server.',
  },
  {
    to: '/reference',
    icon: BookOpen,
    title: 'Read the API',
    text: 'Every route, to search and to try.',
  },
]

const key = 'flumen.first-steps'

/** What to do on a fresh server; put away with one click, for good. */
export function FirstSteps({ always = false }: { always?: boolean }) {
  const [isGone, setGone] = useState(() => localStorage.getItem(key) === 'done')
  if (isGone && !always) return null
  const putAway = () => {
    localStorage.setItem(key, 'done')
    setGone(true)
  }
  return (
    <Card
      title="First steps"
      actions={
        !always && (
          <IconButton label="Put the first steps away" size="sm" onClick={putAway}>
            <X />
          </IconButton>
        )
      }
    >
      <ul className="-m-2 grid gap-1 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map(({ to, icon: Icon, title, text }) => (
          <li key={to}>
            <PageLink plain to={to} className="flex gap-3 rounded-md p-2 hover:bg-hover">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-accent-text" />
              <span>
                <span className="block font-medium">{title}</span>
                <span className="block text-xs text-muted">{text}</span>
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
