import { templateOf } from './policy-templates.ts'
import type { Table } from './schema.ts'
import { ident, literal, qualified } from './sql.ts'

/** A column as it is being made or changed. */
export interface ColumnDraft {
  id: string
  name: string
  type: string
  nullable: boolean
  /** SQL; '' is none. */
  preset: string
  isKey: boolean
  isIdentity: boolean
  /** `schema.table.column`; '' is none. */
  references: string
  /** The name it has now; absent: it is new. */
  was?: string
  isDropped?: boolean
}

export interface TableDraft {
  schema: string
  name: string
  comment: string
  columns: ColumnDraft[]
  rls: boolean
  template: string
}

export const commonTypes = [
  'text',
  'bigint',
  'integer',
  'numeric',
  'boolean',
  'uuid',
  'timestamp with time zone',
  'date',
  'jsonb',
  'text[]',
  'double precision',
  'time without time zone',
  'interval',
  'bytea',
  'inet',
  'smallint',
  'real',
  'json',
]

let count = 0
export const blankColumn = (changes: Partial<ColumnDraft> = {}): ColumnDraft => ({
  id: `new-${++count}`,
  name: '',
  type: 'text',
  nullable: true,
  preset: '',
  isKey: false,
  isIdentity: false,
  references: '',
  ...changes,
})

export const blankTable = (schema: string): TableDraft => ({
  schema,
  name: '',
  comment: '',
  columns: [
    blankColumn({ name: 'id', type: 'bigint', nullable: false, isKey: true, isIdentity: true }),
    blankColumn({
      name: 'created_at',
      type: 'timestamp with time zone',
      nullable: false,
      preset: 'now()',
    }),
  ],
  rls: true,
  template: 'owner',
})

export const draftOf = (table: Table): TableDraft => ({
  schema: table.schema,
  name: table.name,
  comment: table.comment ?? '',
  rls: table.rls_enabled,
  template: 'none',
  columns: table.columns.map((column) => ({
    id: column.name,
    was: column.name,
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    preset: column.generated ? '' : (column.default ?? ''),
    isKey: table.primary_key.includes(column.name),
    isIdentity: column.identity !== null,
    references: referenceOf(table, column.name),
  })),
})

function referenceOf(table: Table, name: string): string {
  const key = table.foreign_keys.find(({ columns }) => columns.length === 1 && columns[0] === name)
  return key
    ? [key.references.schema, key.references.table, key.references.columns[0]].join('.')
    : ''
}

const target = (references: string): string => {
  const [schema = '', name = '', column = ''] = references.split('.')
  return `references ${qualified({ schema, name })} (${ident(column)})`
}

/** A type is SQL as it is typed: what is no type, PostgreSQL refuses. */
const definition = (column: ColumnDraft, isOnlyKey: boolean): string =>
  [
    ident(column.name),
    column.type.trim(),
    column.isIdentity ? 'generated always as identity' : '',
    isOnlyKey ? 'primary key' : column.nullable && !column.isKey ? '' : 'not null',
    column.preset && !column.isIdentity ? `default ${column.preset}` : '',
    column.references ? target(column.references) : '',
  ]
    .filter(Boolean)
    .join(' ')

export function createTable(draft: TableDraft): string {
  const named = draft.columns.filter(({ name, isDropped }) => name && !isDropped)
  const keys = named.filter(({ isKey }) => isKey)
  const template = templateOf(draft.template)
  const extra =
    template?.column && !named.some(({ name }) => name === template.column?.name)
      ? template.column
      : undefined
  const lines = [
    ...named.map((column) => definition(column, keys.length === 1 && column.isKey)),
    ...(extra ? [`${ident(extra.name)} ${extra.definition}`] : []),
    ...(keys.length > 1 ? [`primary key (${keys.map(({ name }) => ident(name)).join(', ')})`] : []),
  ]
  return [
    `create table ${qualified(draft)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n);`,
    ...(draft.comment ? [commentOn(draft)] : []),
    ...(draft.rls
      ? [
          `alter table ${qualified(draft)} enable row level security;`,
          ...(template?.sql(draft) ?? []),
        ]
      : []),
    ...named
      .filter(({ references }) => references)
      .map(({ name }) => `create index on ${qualified(draft)} (${ident(name)});`),
  ].join('\n')
}

const commentOn = (draft: TableDraft): string =>
  `comment on table ${qualified(draft)} is ${draft.comment ? literal(draft.comment) : 'null'};`

/** What makes the table what the draft says, one statement for each difference. */
export function alterTable(table: Table, draft: TableDraft): string {
  const before = draftOf(table)
  const alter = `alter table ${qualified(table)}`
  const steps = draft.columns.flatMap((column) => {
    const held = before.columns.find(({ was }) => was === column.was)
    if (!column.was || !held)
      return column.isDropped || !column.name
        ? []
        : [`${alter} add column ${definition(column, false)};`, ...index(table, column)]
    if (column.isDropped) return [`${alter} drop column ${ident(column.was)};`]
    return changesOf(alter, table, held, column)
  })
  const moved = { schema: table.schema, name: draft.name }
  return [
    ...steps,
    ...(draft.rls === before.rls
      ? []
      : [`${alter} ${draft.rls ? 'enable' : 'disable'} row level security;`]),
    ...(draft.name && draft.name !== table.name
      ? [`${alter} rename to ${ident(draft.name)};`]
      : []),
    ...(draft.comment === before.comment ? [] : [commentOn({ ...draft, ...moved })]),
  ].join('\n')
}

const index = (table: Table, { name, references }: ColumnDraft): string[] =>
  references ? [`create index on ${qualified(table)} (${ident(name)});`] : []

function changesOf(alter: string, table: Table, held: ColumnDraft, column: ColumnDraft): string[] {
  const of = `${alter} alter column ${ident(held.name)}`
  const type = column.type.trim()
  return [
    ...(type === held.type ? [] : [`${of} type ${type} using ${ident(held.name)}::${type};`]),
    ...(column.nullable === held.nullable
      ? []
      : [`${of} ${column.nullable ? 'drop' : 'set'} not null;`]),
    ...(column.preset === held.preset
      ? []
      : [column.preset ? `${of} set default ${column.preset};` : `${of} drop default;`]),
    ...(column.references && column.references !== held.references
      ? [
          `${alter} add foreign key (${ident(held.name)}) ${target(column.references)};`,
          ...index(table, { ...column, name: held.name }),
        ]
      : []),
    ...(column.name && column.name !== held.name
      ? [`${alter} rename column ${ident(held.name)} to ${ident(column.name)};`]
      : []),
  ]
}
