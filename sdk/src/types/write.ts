/** What the server says of its tables in `/api/v1/openapi.json`, as far as types need it. */
export interface Document {
  components: { schemas?: Record<string, RowSchema> }
}

interface RowSchema {
  properties?: Record<string, ValueSchema>
  required?: string[]
  'x-relation'?: RelationSchema
}

interface RelationSchema {
  schema: string
  name: string
  kind: 'table' | 'view' | 'materialized_view'
  relationships: {
    name: string
    columns: string[]
    is_one_to_one: boolean
    schema: string
    relation: string
    referenced_columns: string[]
  }[]
}

interface ValueSchema {
  type?: string
  nullable?: boolean
  enum?: (string | null)[]
  items?: ValueSchema
  /** Related rows are no columns. */
  allOf?: unknown
  $ref?: string
}

/** A relation with all that is said of it. */
interface Described extends RelationSchema {
  row: RowSchema
  insert: RowSchema | undefined
  update: RowSchema | undefined
}

const head = `// Written by \`flumen types\`: what it says is what the server said.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type Database = {
`

/** The same from a document that is there already. */
export function typesOf(document: Document, schemas?: readonly string[]): string {
  const relations = relationsIn(document).filter(
    ({ schema }) => schemas === undefined || schemas.includes(schema),
  )
  const all = new Set(['public', ...relations.map(({ schema }) => schema)])
  const names = [...(schemas ?? all)].sort()
  return `${head}${names.map((name) => schemaText(name, relations)).join('')}}\n`
}

function relationsIn({ components: { schemas = {} } }: Document): Described[] {
  return Object.entries(schemas)
    .flatMap(([name, row]) => {
      const relation = row['x-relation']
      if (!relation) return []
      return [
        { ...relation, row, insert: schemas[`${name}.insert`], update: schemas[`${name}.update`] },
      ]
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function schemaText(name: string, all: readonly Described[]): string {
  const own = all.filter(({ schema }) => schema === name)
  const tables = own.filter(({ kind }) => kind === 'table')
  const views = own.filter(({ kind }) => kind !== 'table')
  return `  ${key(name)}: {\n${groupText('Tables', tables)}${groupText('Views', views)}  }\n`
}

function groupText(name: string, relations: readonly Described[]): string {
  if (relations.length === 0) return `    ${name}: {}\n`
  return `    ${name}: {\n${relations.map(relationText).join('')}    }\n`
}

function relationText({ name, schema, row, insert, update, relationships }: Described): string {
  return [
    `      ${key(name)}: {`,
    rowText('Row', row, () => true),
    rowText('Insert', insert, (column) => insert?.required?.includes(column) ?? false),
    rowText('Update', update, () => false),
    `        Relationships: [${relationshipsText(relationships, schema)}]`,
    '      }',
    '',
  ].join('\n')
}

/** Nobody may write what is not described: `never`. */
function rowText(
  name: string,
  described: RowSchema | undefined,
  isThere: (column: string) => boolean,
): string {
  if (!described) return `        ${name}: never`
  const columns = Object.entries(described.properties ?? {}).filter(([, value]) => isColumn(value))
  if (columns.length === 0) return `        ${name}: {}`
  const lines = columns.map(
    ([column, value]) =>
      `          ${key(column)}${isThere(column) ? '' : '?'}: ${valueText(value)}\n`,
  )
  return `        ${name}: {\n${lines.join('')}        }`
}

/** Related rows are described by reference. */
const isColumn = ({ allOf, items }: ValueSchema): boolean =>
  allOf === undefined && items?.$ref === undefined

function valueText(value: ValueSchema): string {
  const plain = plainText(value)
  return value.nullable ? `${plain} | null` : plain
}

function plainText({ type, enum: labels, items }: ValueSchema): string {
  if (labels)
    return (
      labels
        .filter((label) => label !== null)
        .map(quoted)
        .join(' | ') || 'never'
    )
  if (type === 'array') return arrayOf(items ?? {})
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'string' || type === 'boolean' ? type : 'Json'
}

function arrayOf(items: ValueSchema): string {
  const text = plainText(items)
  return text.includes(' ') ? `(${text})[]` : `${text}[]`
}

function relationshipsText(all: RelationSchema['relationships'], schema: string): string {
  if (all.length === 0) return ''
  return `\n${all.map((one) => relationshipText(one, schema)).join('')}        `
}

function relationshipText(one: RelationSchema['relationships'][number], schema: string): string {
  const fields = [
    `foreignKeyName: ${quoted(one.name)}`,
    `columns: [${one.columns.map(quoted).join(', ')}]`,
    `isOneToOne: ${one.is_one_to_one}`,
    ...(one.schema === schema ? [] : [`referencedSchema: ${quoted(one.schema)}`]),
    `referencedRelation: ${quoted(one.relation)}`,
    `referencedColumns: [${one.referenced_columns.map(quoted).join(', ')}]`,
  ]
  return `          {\n${fields.map((field) => `            ${field}\n`).join('')}          },\n`
}

/** Names of others stand in quotes: nothing in them is code. */
const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name))
