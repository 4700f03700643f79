/** Names of tables and columns as GraphQL spells them. */

const words = (name: string): string[] => name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** `blog_posts` → `BlogPosts`. */
export function typeName(name: string): string {
  const pascal = words(name).map(capital).join('')
  return /^[A-Za-z]/.test(pascal) ? pascal : `T${pascal}`
}

/** `created_at` → `createdAt`. */
export function fieldName(name: string): string {
  const pascal = typeName(name)
  return pascal.charAt(0).toLowerCase() + pascal.slice(1)
}

/** `stories` → `story`, `posts` → `post`; a name that does not change is no plural. */
export const singular = (name: string): string =>
  name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '')

/** `author_id`, `authorId` → `author`. */
export const withoutId = (column: string): string => column.replace(/(_id|Id)$/, '')

/** The field of each column: the same one wherever it stands, in filters as in answers. */
export function columnFields<C extends { name: string }>(columns: Iterable<C>): Map<C, string> {
  const names = new Names()
  return new Map([...columns].map((column) => [column, names.take(fieldName(column.name))]))
}

/** Gives each name once; a second one like it gets a number. */
export class Names {
  readonly #taken = new Set<string>()

  take(wanted: string): string {
    let name = wanted
    for (let i = 2; this.#taken.has(name); i++) name = `${wanted}${i}`
    this.#taken.add(name)
    return name
  }

  /** Undefined where the name is gone: for what can be done without. */
  takeIfFree(wanted: string): string | undefined {
    if (this.#taken.has(wanted)) return undefined
    this.#taken.add(wanted)
    return wanted
  }
}
