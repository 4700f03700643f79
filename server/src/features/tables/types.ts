import type { Catalog } from '../../engines/catalog/index.ts'
import { badQuery } from './faults.ts'

/** Spellings of types a result may be cast to; what they mean is PostgreSQL's own. */
const builtIn = new Set(
  `text varchar char bpchar name int int2 int4 int8 integer smallint bigint numeric decimal real float4
   float8 float bool boolean date time timetz timestamp timestamptz interval uuid json jsonb bytea inet
   cidr macaddr money xml`.split(/\s+/),
)

const spelled = new Map(
  Object.entries({
    'double precision': 'float8',
    'character varying': 'varchar',
    'timestamp with time zone': 'timestamptz',
    'timestamp without time zone': 'timestamp',
  }),
)

/**
 * The name of a type as it may stand in SQL: one of PostgreSQL's, or one that a column has.
 * @throws invalid for every other text
 */
export function castOf(catalog: Catalog, given: string): string {
  const [, plain = '', brackets = ''] = /^(.*?)((?:\[\])?)$/s.exec(given.trim().toLowerCase()) ?? []
  const name = spelled.get(plain) ?? plain
  if (builtIn.has(name)) return `${name === 'char' ? 'bpchar' : name}${brackets}`
  for (const { columns } of catalog.relations) {
    for (const { type } of columns.values()) if (type === given.trim()) return type
  }
  throw badQuery('select', `There is no type ${given.slice(0, 40)}`)
}
