import { groups, type PageDefinition } from './define-page.ts'

/** Every `pages/<area>/page.ts`: a new folder is a new page, no list is kept by hand. */
const found = import.meta.glob<{ default: PageDefinition | PageDefinition[] }>(
  '../pages/*/page.ts',
  { eager: true },
)

export const pages: readonly PageDefinition[] = Object.values(found).flatMap((file) => file.default)

export const navigation = groups.map((group) => ({
  group,
  pages: pages
    .filter((page) => page.nav?.group === group)
    .sort((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0)),
}))
