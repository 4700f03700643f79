import type { Catalog, Relation } from '../../engines/catalog/index.ts'
import { noTable, type Scope } from './rights.ts'

/** What the path of a table's route means. */
export interface Place {
  relation: Relation
  /** A row's key; absent: the whole. */
  id?: string
}

/**
 * `posts` is public.posts; `blog/posts` the table of that schema, else the row of public.blog;
 * three parts are schema, table and row.
 * @throws not_found
 */
export function locate({ catalog, role }: Scope, parts: readonly string[]): Place {
  const find = (schema: string, name: string) => visible(catalog, schema, name, role)
  const [first = '', second, third] = parts
  if (third !== undefined) {
    const relation = find(first, second ?? '')
    if (relation) return { relation, id: third }
  } else if (second !== undefined) {
    const relation = find(first, second)
    if (relation) return { relation }
    const table = find('public', first)
    if (table) return { relation: table, id: second }
  } else {
    const relation = find('public', first)
    if (relation) return { relation }
  }
  throw noTable()
}

function visible(
  catalog: Catalog,
  schema: string,
  name: string,
  role: Scope['role'],
): Relation | undefined {
  const relation = catalog.find(schema, name)
  return relation?.entrants.includes(role) ? relation : undefined
}
