import type { paths } from '@flumen/client'
import { api } from '../api/client.ts'
import type { Item } from '../api/types.ts'

/** A name as SQL reads it; the only place where names become SQL. */
export const ident = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`

export const literal = (text: string): string => {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

export const qualified = ({ schema, name }: { schema: string; name: string }): string =>
  schema === 'public' ? ident(name) : `${ident(schema)}.${ident(name)}`

/** Words that PostgreSQL reads as its own where a name is meant. */
const reserved = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation ' +
    'column concurrently constraint create cross current_catalog current_date current_role current_schema current_time ' +
    'current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze ' +
    'from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit ' +
    'localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references ' +
    'returning right select session_user similar some symmetric system_user table tablesample then to trailing true ' +
    'union unique user using variadic verbose when where window with between bigint bit boolean char character coalesce ' +
    'dec decimal exists extract float greatest grouping inout int integer interval least national nchar none normalize ' +
    'nullif numeric out overlay position precision real row setof smallint substring time timestamp treat trim values varchar'
  ).split(' '),
)

type Sql = paths['/api/v1/admin/sql']['post']
export type Script = Sql['requestBody']['content']['application/json']
export type Answer = Sql['responses'][200]['content']['application/json']
export type Result = Item<Answer['results']>
export type Cell = string | number | boolean | null

/** Runs SQL on the main database, as the owner of the tables unless told otherwise. */
export async function runSql(script: Script, signal?: AbortSignal): Promise<Answer> {
  const { data } = await api.POST('/api/v1/admin/sql', {
    body: script,
    ...(signal && { signal }),
  })
  return data
}
