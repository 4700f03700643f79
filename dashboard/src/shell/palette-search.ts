import { useQuery } from '@tanstack/react-query'
import { LogOut, type LucideIcon, Moon, Sun, Table2, UserRound } from 'lucide-react'
import { useDeferredValue } from 'react'
import { api } from '../api/client.ts'
import { query } from '../api/query.ts'
import { signOut } from '../session/session.ts'
import { pages } from './pages.ts'
import { setTheme } from './theme.ts'

export type Found = {
  key: string
  group: string
  title: string
  /** Said more quietly beside it. */
  more?: string
  icon?: LucideIcon
  keys?: string | undefined
  /** Other words that find it. */
  words?: string
} & ({ to: string } | { run: () => void })

const places: Found[] = pages.flatMap((page) =>
  page.nav
    ? [
        {
          key: `page${page.path.replaceAll('/', '-')}`,
          group: 'Pages',
          title: page.title,
          more: page.nav.group,
          icon: page.nav.icon,
          keys: page.nav.keys,
          words: page.words ?? '',
          to: page.path,
        },
      ]
    : [],
)

const commands: Found[] = [
  {
    key: 'light',
    group: 'Commands',
    title: 'Light theme',
    icon: Sun,
    run: () => setTheme('light'),
  },
  { key: 'dark', group: 'Commands', title: 'Dark theme', icon: Moon, run: () => setTheme('dark') },
  {
    key: 'out',
    group: 'Commands',
    title: 'Sign out',
    words: 'log out',
    icon: LogOut,
    run: () => void signOut(),
  },
]

/** Pages and commands at once, people and tables as the server finds them. */
export function usePaletteSearch(text: string): Found[] {
  const words = useDeferredValue(text.trim().toLowerCase())
  const people = usePeople(words)
  const tables = useTables(words)
  return [...[...places, ...commands].filter((one) => matches(one, words)), ...people, ...tables]
}

const matches = (one: Found, words: string): boolean => {
  const text = `${one.title} ${one.more ?? ''} ${one.words ?? ''}`.toLowerCase()
  return words.split(/\s+/).every((word) => text.includes(word))
}

function usePeople(words: string): Found[] {
  const { data } = useQuery({
    ...query(['palette', 'people', words], (signal) =>
      api.GET('/api/v1/admin/users', { params: { query: { q: words, limit: 5 } }, signal }),
    ),
    enabled: words.length > 1,
    retry: false,
  })
  return (data?.users ?? []).map(({ id, email, full_name: name }) => ({
    key: `person-${id}`,
    group: 'People',
    title: email ?? name ?? id,
    ...(name && { more: name }),
    icon: UserRound,
    to: `/users/${id}`,
  }))
}

function useTables(words: string): Found[] {
  const { data } = useQuery({
    ...query(['palette', 'tables'], (signal) => api.GET('/api/v1/tables/', { signal })),
    enabled: words.length > 1,
    retry: false,
  })
  return ((data ?? []) as { schema: string; name: string }[])
    .filter(({ schema, name }) => `${schema}.${name}`.includes(words))
    .slice(0, 8)
    .map(({ schema, name }) => ({
      key: `table-${schema}-${name}`,
      group: 'Tables',
      title: name,
      more: schema,
      icon: Table2,
      to: `/tables/${schema}/${name}`,
    }))
}
