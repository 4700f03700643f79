import { useQuery } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { query } from '../api/query.ts'
import type { Answer, Item } from '../api/types.ts'

/** What the database holds. */
export type Structure = Answer<'/api/v1/admin/schema'>
export type Table = Item<Structure['tables']>
export type Column = Item<Table['columns']>
export type ForeignKey = Item<Table['foreign_keys']>
export type Policy = Item<Table['policies']>

export const structureQuery = query(['schema'], (signal) =>
  api.GET('/api/v1/admin/schema', { signal }),
)

export const useStructure = () => useQuery(structureQuery)

export const tableOf = ({ tables }: Structure, schema: string, name: string): Table | undefined =>
  tables.find((table) => table.schema === schema && table.name === name)

/** Foreign keys of other tables (or its own) that lead to this one. */
export const pointingAt = (
  { tables }: Structure,
  { schema, name }: Table,
): { table: Table; key: ForeignKey }[] =>
  tables.flatMap((table) =>
    table.foreign_keys
      .filter(({ references }) => references.schema === schema && references.table === name)
      .map((key) => ({ table, key })),
  )

export const isTable = ({ kind }: Table): boolean =>
  kind === 'table' || kind === 'partitioned_table'

/** Rows can be told apart, so they can be changed and deleted one by one. */
export const isEditable = (table: Table): boolean => isTable(table) && table.primary_key.length > 0

export const pathOf = ({ schema, name }: { schema: string; name: string }): string =>
  `/tables/${encodeURIComponent(schema)}/${encodeURIComponent(name)}`
