import type { Relation } from '../../engines/catalog/index.ts'
import { may, type Scope } from '../tables/index.ts'
import { embedsOf, refTo } from './schemas.ts'
import { allows, type Shown, type ShownRelations } from './shown.ts'
import type { Json, Security } from './types.ts'

const parameter = (name: string, schema: Json, description: string, where = 'query'): Json => ({
  name,
  in: where,
  description,
  schema,
})

export const parameters: Json = {
  'tables.order': parameter('order', { type: 'string' }, '`name.desc.nullslast,id`'),
  'tables.limit': parameter('limit', { type: 'integer', minimum: 0 }, 'Rows at most'),
  'tables.offset': parameter('offset', { type: 'integer', minimum: 0 }, 'Rows to pass over'),
  'tables.count': parameter(
    'count',
    { type: 'string', enum: ['none', 'exact', 'planned', 'estimated'] },
    'How many there are in all, in Content-Range',
  ),
  'tables.group_by': parameter('group_by', { type: 'string' }, 'Columns, for aggregates in select'),
  'tables.or': parameter('or', { type: 'string' }, '`(age.lt.18,age.gt.65)`'),
  'tables.and': parameter('and', { type: 'string' }, '`(a.eq.1,or(b.eq.2,c.is.null))`'),
  'tables.on_conflict': parameter('on_conflict', { type: 'string' }, 'Unique columns to merge by'),
  'tables.prefer': parameter(
    'Prefer',
    { type: 'string' },
    '`return=minimal`, `resolution=merge-duplicates`, `missing=default`, `count=exact`',
    'header',
  ),
}

const shared = (...names: string[]): Json[] =>
  names.map((name) => ({ $ref: `#/components/parameters/tables.${name}` }))

export function collection(
  scope: Scope,
  one: Shown,
  shown: ShownRelations,
  security: Security,
): Json {
  const { relation, name } = one
  const rows = { type: 'array', items: refTo(name) }
  const select = selectParameter(scope, relation, shown)
  const filters = filtersOf(scope, relation)
  const found = [select, ...filters, ...shared('or', 'and')]
  const of = operations(one, security)
  return {
    get: of('list', 'read', rows, [
      ...found,
      ...shared('order', 'limit', 'offset', 'count', 'group_by'),
    ]),
    ...(allows(scope, relation, 'insert')
      ? {
          post: of('create', 'write', rows, [select, ...shared('on_conflict', 'prefer')], {
            status: '201',
            body: eitherOne(refTo(`${name}.insert`)),
          }),
        }
      : {}),
    ...(allows(scope, relation, 'update')
      ? {
          patch: of('update', 'write', rows, [...found, ...shared('prefer')], {
            body: refTo(`${name}.update`),
          }),
        }
      : {}),
    ...(allows(scope, relation, 'delete')
      ? {
          delete: of(
            'delete',
            'write',
            { type: 'object', properties: { affected: { type: 'integer' }, records: rows } },
            [...found, ...shared('prefer')],
          ),
        }
      : {}),
  }
}

const eitherOne = (row: Json): Json => ({ oneOf: [row, { type: 'array', items: row }] })

export function single(scope: Scope, one: Shown, shown: ShownRelations, security: Security): Json {
  const { relation, name } = one
  const row = refTo(name)
  const key = relation.primaryKey.join(',')
  const id = {
    ...parameter('id', { type: 'string' }, `The key: \`${key}\``, 'path'),
    required: true,
  }
  const select = selectParameter(scope, relation, shown)
  const of = operations(one, security)
  const body = refTo(`${name}.update`)
  return {
    parameters: [id],
    get: of('get', 'read', row, [select]),
    ...(allows(scope, relation, 'update')
      ? {
          put: of('replace', 'write', row, [select, ...shared('prefer')], { body }),
          patch: of('update_one', 'write', row, [select, ...shared('prefer')], { body }),
        }
      : {}),
    ...(allows(scope, relation, 'delete')
      ? { delete: of('delete_one', 'write', undefined, [], { status: '204' }) }
      : {}),
  }
}

const operations =
  ({ name, relation }: Shown, security: Security) =>
  (
    verb: string,
    kind: 'read' | 'write',
    returns: Json | undefined,
    parameters: readonly Json[],
    { status = '200', body }: { status?: string; body?: Json } = {},
  ): Json => ({
    operationId: `${name}.${verb}`,
    tags: [relation.schema === 'public' ? relation.name : `${relation.schema}.${relation.name}`],
    summary: `${summaries[verb] ?? verb} ${relation.name}`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      [status]: { description: 'Success', ...(returns ? { content: json(returns) } : {}) },
      default: { description: 'Refused', content: json(refTo('tables.Error')) },
    },
    security: security[kind],
  })

const summaries: Record<string, string> = {
  list: 'Rows of',
  create: 'Add rows to',
  update: 'Change rows of',
  delete: 'Delete rows of',
  get: 'A row of',
  replace: 'Make a row what the body says, in',
  update_one: 'Change a row of',
  delete_one: 'Delete a row of',
}

const json = (schema: Json): Json => ({ 'application/json': { schema } })

function selectParameter(scope: Scope, relation: Relation, shown: ShownRelations): Json {
  const related = [...embedsOf(scope, relation, shown)].map(({ name }) => `\`${name}(…)\``)
  const also = related.length > 0 ? `; related rows: ${related.join(', ')}` : ''
  return parameter('select', { type: 'string' }, `Columns, with commas; aggregates${also}`)
}

/** Names that mean something else as parameters are filtered inside `and`. */
const reserved = new Set(
  'select order limit offset count cursor cursor_column group_by truncate on_conflict columns or and branch token clientkey apikey'.split(
    ' ',
  ),
)

const filtersOf = ({ role }: Scope, relation: Relation): Json[] =>
  [...relation.columns.values()]
    .filter((column) => may(column, 'select', role) && !reserved.has(column.name))
    .map(({ name, declared }) =>
      parameter(
        nameIn(name),
        { type: 'string' },
        `${declared}: \`eq.…\`, \`not.is.null\`, \`in.(…)\``,
      ),
    )

/** A dot or an arrow in a name would lead on: such names stand in quotes. */
const nameIn = (name: string): string =>
  /^[\p{L}\p{N}_$ -]*$/u.test(name) && !name.includes('->') ? name : JSON.stringify(name)
