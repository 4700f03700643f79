import { useRouterState } from '@tanstack/react-router'
import { ChevronsUpDown, PanelLeft, Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { IconButton } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Keys } from '../ui/keys.tsx'
import { PageLink } from '../ui/link.tsx'
import { Hint } from '../ui/tooltip.tsx'
import type { PageDefinition } from './define-page.ts'
import { Logo } from './logo.tsx'
import { navigation } from './pages.ts'
import { PersonMenu } from './person-menu.tsx'
import { TenantSwitcher } from './tenant-switcher.tsx'
import { toggleSidebar } from './theme.ts'

interface SidebarProps {
  openPalette: () => void
  openHelp: () => void
  /** In the drawer it is always wide. */
  drawer?: boolean
}

/** The navigation: the tenant, the search, the pages in their groups, the person. */
export function Sidebar({ openPalette, openHelp, drawer }: SidebarProps) {
  return (
    <div className="flex h-full flex-col bg-canvas" data-drawer={drawer || undefined}>
      <div className="flex h-12 shrink-0 items-center gap-2 px-3 slim:px-2.5">
        <PageLink
          plain
          to="/"
          aria-label="Flumen, overview"
          className="flex items-center gap-2 rounded-md p-1 font-semibold"
        >
          <Logo />
          <span className="text-base tracking-tight slim:hidden">Flumen</span>
        </PageLink>
        <span className="grow slim:hidden" />
        {!drawer && (
          <span className="slim:hidden">
            <IconButton label="Fold the navigation" keys="mod+b" onClick={toggleSidebar} size="sm">
              <PanelLeft />
            </IconButton>
          </span>
        )}
      </div>
      <div className="grid shrink-0 gap-1.5 px-2 pb-2">
        <TenantSwitcher />
        <button
          type="button"
          onClick={openPalette}
          className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-muted shadow-sm hover:border-edge hover:text-ink slim:justify-center slim:px-0"
        >
          <Search aria-hidden className="size-4 shrink-0" />
          <span className="grow text-left slim:sr-only">Search</span>
          <span aria-hidden className="slim:hidden">
            <Keys keys="mod+k" />
          </span>
        </button>
      </div>
      <nav aria-label="Main" className="no-scrollbar min-h-0 grow overflow-y-auto px-2 pb-4">
        {navigation.map(({ group, pages }) => (
          <Group key={group} name={group} pages={pages} />
        ))}
      </nav>
      <div className="shrink-0 border-t border-line p-2">
        <PersonMenu
          openHelp={openHelp}
          trigger={<ChevronsUpDown aria-hidden className="size-3.5 text-faint slim:hidden" />}
        />
      </div>
    </div>
  )
}

function Group({ name, pages }: { name: string; pages: readonly PageDefinition[] }) {
  if (pages.length === 0) return null
  return (
    <div className="mt-3 first:mt-1">
      {name && (
        <p
          aria-hidden
          className="px-2 pb-1 text-2xs font-medium text-faint slim:mx-2 slim:mb-2 slim:h-px slim:overflow-hidden slim:bg-line slim:p-0 slim:text-transparent"
        >
          {name}
        </p>
      )}
      <ul aria-label={name || 'Home'}>
        {pages.map((page) => (
          <Entry key={page.path} page={page} />
        ))}
      </ul>
    </div>
  )
}

function Entry({ page }: { page: PageDefinition }) {
  const path = useRouterState({
    select: ({ location }) => location.pathname.replace(/\/$/, '') || '/',
  })
  const isHere =
    page.path === '/' ? path === '/' : path === page.path || path.startsWith(`${page.path}/`)
  const Icon = page.nav?.icon
  const line = useRef<HTMLLIElement>(null)
  // The list is longer than a small window.
  useEffect(() => {
    if (isHere) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isHere])
  const isSlim = document.documentElement.dataset.sidebar === 'slim'
  const link = (
    <PageLink
      plain
      to={page.path}
      aria-label={page.title}
      aria-current={isHere ? 'page' : undefined}
      className={cx(
        'flex h-7.5 items-center gap-2.5 rounded-md px-2 transition-colors slim:justify-center',
        isHere ? 'bg-pressed font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      {Icon && (
        <Icon
          aria-hidden
          className={cx('size-4 shrink-0', isHere ? 'text-accent-text' : 'text-faint')}
        />
      )}
      <span className="truncate slim:hidden">{page.title}</span>
    </PageLink>
  )
  return (
    <li ref={line}>
      {isSlim ? (
        <Hint text={page.title} side="right" keys={page.nav?.keys}>
          {link}
        </Hint>
      ) : (
        link
      )}
    </li>
  )
}
