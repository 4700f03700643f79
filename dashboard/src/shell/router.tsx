import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { queryClient } from '../api/query.ts'
import type { PageDefinition } from './define-page.ts'
import { Fault } from './fault.tsx'
import { NotFound } from './not-found.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { pages } from './pages.ts'
import { Shell } from './shell.tsx'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Fault,
})
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Shell })

const asRoute = (parent: typeof root | typeof inside) => (page: PageDefinition) =>
  createRoute({
    getParentRoute: () => parent as typeof root,
    path: page.path,
    component: lazyRouteComponent(page.load as () => Promise<{ default: ComponentType }>),
    pendingComponent: PageSkeleton,
    errorComponent: Fault,
  })

const tree = root.addChildren([
  ...pages.filter((page) => page.open).map(asRoute(root)),
  inside.addChildren([
    ...pages.filter((page) => !page.open).map(asRoute(inside)),
    createRoute({
      getParentRoute: () => inside as never as typeof root,
      path: '$',
      component: NotFound,
    }),
  ]),
])

export const router = createRouter({
  routeTree: tree,
  basepath: '/dashboard',
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingMs: 120,
  scrollRestoration: true,
  // Texts stay texts: `?q=1` is not a number.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString()
    return text && `?${text}`
  },
})
