import type pg from 'pg'
import type { Sql } from '../../kernel/sql.ts'

const names = new Map<string, string>()

/** The statement under a name of its own, so that each connection plans it once. */
export function prepared(query: Sql): pg.QueryConfig {
  const { text, values } = query
  let name = names.get(text)
  if (name === undefined && names.size < 500) {
    name = `c${names.size}`
    names.set(text, name)
  }
  const config: pg.QueryConfig = { text, values: values as unknown[] }
  if (name !== undefined) config.name = name
  return config
}
