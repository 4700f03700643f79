import { Dialog } from '@base-ui/react/dialog'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Menu as MenuIcon } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Impersonation } from '../session/impersonation.tsx'
import { useSession } from '../session/session.ts'
import { IconButton } from '../ui/button.tsx'
import { Redirect } from '../ui/link.tsx'
import { Logo } from './logo.tsx'
import { Offline } from './offline.tsx'
import { useShortcuts } from './shortcuts.ts'
import { Sidebar } from './sidebar.tsx'

const Palette = lazy(() => import('./palette.tsx'))
const Help = lazy(() =>
  import('./shortcuts-dialog.tsx').then((m) => ({ default: m.ShortcutsDialog })),
)

/** Around every page: whoever is not signed in is asked to, and comes back to where they were going. */
export function Shell() {
  const session = useSession()
  const here = useRouterState({ select: ({ location }) => location.href })
  if (session.status === 'unknown') return null
  if (session.status === 'out') {
    return <Redirect to="/sign-in" search={here === '/' ? {} : { next: here }} />
  }
  return <Frame />
}

function Frame() {
  const [open, setOpen] = useState<'palette' | 'help' | 'drawer'>()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const main = useRef<HTMLElement>(null)
  const openPalette = useCallback(() => setOpen('palette'), [])
  const openHelp = useCallback(() => setOpen('help'), [])
  const close = () => setOpen(undefined)
  useShortcuts({ palette: openPalette, help: openHelp })

  const isFirst = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the page is another one
  useEffect(() => {
    setOpen((now) => (now === 'drawer' ? undefined : now))
    // The new page is read out from its beginning (WCAG 2.4.3).
    if (isFirst.current) isFirst.current = false
    else main.current?.focus({ preventScroll: true })
  }, [path])

  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Offline />
      <Impersonation />
      <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-canvas px-2 md:hidden">
        <IconButton label="Open the navigation" onClick={() => setOpen('drawer')}>
          <MenuIcon />
        </IconButton>
        <Logo />
        <span className="text-base font-semibold tracking-tight">Flumen</span>
      </div>
      <div className="flex min-h-0 grow">
        <aside className="w-60 shrink-0 border-r border-line slim:w-13 max-md:hidden">
          <Sidebar openPalette={openPalette} openHelp={openHelp} />
        </aside>
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="relative min-w-0 grow overflow-y-auto bg-canvas outline-none"
        >
          <Outlet />
        </main>
      </div>
      <Drawer
        isOpen={open === 'drawer'}
        onClose={close}
        openPalette={openPalette}
        openHelp={openHelp}
      />
      <Suspense>
        {open === 'palette' && <Palette onClose={close} />}
        {open === 'help' && <Help open onClose={close} />}
      </Suspense>
    </div>
  )
}

interface DrawerProps {
  isOpen: boolean
  onClose: () => void
  openPalette: () => void
  openHelp: () => void
}

/** The navigation of small screens. */
function Drawer({ isOpen, onClose, ...openers }: DrawerProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fade-in fixed inset-0 z-40 bg-veil" />
        <Dialog.Popup
          data-sidebar="wide"
          className="slide-in-left fixed inset-y-0 left-0 z-40 w-72 border-r border-line shadow-lg outline-none"
        >
          <Dialog.Title className="sr-only">Navigation</Dialog.Title>
          <Sidebar {...openers} drawer />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
