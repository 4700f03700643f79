import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'

/** The groups of the navigation, in their order. */
export const groups = ['', 'Auth', 'Data', 'Products', 'System'] as const

export interface PageDefinition {
  /** Below `/dashboard`; parameters as `$id`. */
  path: string
  title: string
  load: () => Promise<{ default: ComponentType }>
  /** Its entry in the navigation; absent: none. */
  nav?: {
    group: (typeof groups)[number]
    icon: LucideIcon
    /** Place inside of the group, in tens. */
    order: number
    /** Two keys one after the other: `g u`. */
    keys?: string
  }
  /** Other words under which the command palette finds it. */
  words?: string
  /** Without the shell, and for nobody: sign-in, set-up. */
  open?: boolean
}

/** A page as data: its route, its entry in the navigation, its words in the command palette. */
export const definePage = (page: PageDefinition): PageDefinition => page
