import type { Chooser } from './generate.ts'
import {
  lists,
  literal,
  plain,
  renamed,
  scalarOf,
  typeNames,
  ways,
  words,
} from './graphql-names.ts'
import {
  type Item,
  type Leaf,
  type Question,
  type Relation,
  type Test,
  types,
} from './questions.ts'
import type { TableName } from './world.ts'

/** A question at the root of a document: a list, the row of a key, totals, or a page by cursors. */
export interface Root {
  kind: 'list' | 'single' | 'totals' | 'page'
  question: Question
}

const singles: Partial<Record<TableName, string>> = {
  things: 'thing',
  'odd.table': 'oddTableByPk',
  parts: 'part',
  labels: 'label',
}

const fieldOf = (given: Relation): string =>
  ways.find(([relation]) => relation === given)?.[1] ?? ''

/** What a page takes: where it goes is decided by its variables. */
export interface PageVariables {
  first?: number
  after?: string
  last?: number
  before?: string
}

/** Questions as one document: with fragments here and there, values in it or in variables. */
export class Document {
  readonly #c: Chooser
  readonly variables: Record<string, unknown> = {}
  readonly #declared: string[] = []

  constructor(c: Chooser) {
    this.#c = c
  }

  /** The roots answer as `r0`, `r1`, … */
  text(roots: readonly Root[]): string {
    const fields = roots.map((root, i) => `r${i}: ${this.#root(root)}`)
    const head = this.#declared.length > 0 ? `query Q(${this.#declared.join(', ')}) ` : ''
    return `${head}{ ${fields.join(' ')} }`
  }

  #root({ kind, question }: Root): string {
    const { table, where } = question
    if (kind === 'single') {
      const [key] = where as Leaf[]
      const id = `id: ${this.#value(plain(table, 'id', 'int', String(key?.operand)), `${scalarOf(table, 'id', 'int')}!`, true)}`
      return `${singles[table]}(${id}) ${this.#selection(question)}`
    }
    if (kind === 'page') return this.#page(question)
    const field = kind === 'totals' ? `${lists[table]}Aggregate` : lists[table]
    return `${field}${bracketed(this.#range(question))} ${this.#selection(question)}`
  }

  #page(question: Question): string {
    this.#declared.push('$first: Int', '$after: String', '$last: Int', '$before: String')
    const range = [
      ...this.#range({ ...question, limit: undefined, offset: undefined }),
      'first: $first',
      'after: $after',
      'last: $last',
      'before: $before',
    ]
    const rows = this.#selection(question)
    const edges = this.#c.once(2)
      ? `nodes ${rows} edges { cursor }`
      : `edges { cursor node ${rows} }`
    const info = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
    return `${lists[question.table]}Connection${bracketed(range)} { totalCount ${edges} ${info} }`
  }

  #selection({ table, select }: Question): string {
    const fields = select.map((item) => {
      const field = this.#field(table, item)
      return item.kind !== 'aggregate' && this.#c.once(8)
        ? `... on ${typeNames[table]} { ${field} }`
        : field
    })
    return `{ ${fields.join(' ')} }`
  }

  #field(table: TableName, item: Item): string {
    if (item.kind === 'column') return aliased(item.alias, words[table][item.path.column] ?? '')
    if (item.kind === 'aggregate') {
      // Those of one function are asked for one by one; GraphQL puts them together.
      const [own = '', field] = item.alias?.split('.') ?? []
      const head = aliased(own, item.fn)
      return field ? `${head} { ${aliased(field, words[table][item.column ?? ''] ?? '')} }` : head
    }
    if (item.kind !== 'embed') throw new Error('no such item')
    const { relation, question } = item
    const field = `${fieldOf(relation)}${question.folded ? 'Aggregate' : ''}`
    const range = relation.isSingle ? '' : bracketed(this.#range(question))
    return `${aliased(item.alias, field)}${range} ${this.#selection(question)}`
  }

  #range({ table, where, order, limit, offset }: Question): string[] {
    const parts: string[] = []
    if (where.length > 0) parts.push(`filter: ${this.#filter(table, where)}`)
    if (order.length > 0) {
      const list = order.map(({ path, descending, nulls }) => {
        const way = `${descending ? 'DESC' : 'ASC'}${nulls === undefined ? '' : `_NULLS_${nulls.toUpperCase()}`}`
        return `{${words[table][path.column]}: ${way}}`
      })
      parts.push(`orderBy: [${list.join(', ')}]`)
    }
    if (limit !== undefined) parts.push(`limit: ${this.#value(limit, 'Int', true)}`)
    if (offset !== undefined) parts.push(`offset: ${this.#value(offset, 'Int', true)}`)
    return parts
  }

  #filter(table: TableName, tests: readonly Test[]): string {
    if (tests.length === 0) return '{}'
    return tests.length === 1 && tests[0]
      ? this.#one(table, tests[0])
      : `{_and: [${tests.map((one) => this.#one(table, one)).join(', ')}]}`
  }

  #one(table: TableName, given: Test): string {
    if (given.kind === 'presence') {
      const { relation, question } = given.embed
      return `{${fieldOf(relation)}: ${this.#filter(question.table, question.where)}}`
    }
    if (given.kind === 'group') {
      const inner = `{_${given.join}: [${given.tests.map((one) => this.#one(table, one)).join(', ')}]}`
      return given.negated ? `{_not: ${inner}}` : inner
    }
    if (!given.through) return `{${this.#leaf(table, given)}}`
    return `{${fieldOf(given.through)}: {${this.#leaf(given.through.to, given)}}}`
  }

  #leaf(table: TableName, { path: { column: name }, op, operand }: Leaf): string {
    const field = words[table][name]
    if (op === 'is' || op === 'isnot') return `${field}_is_null: ${op === 'is'}`
    const type = types[table][name] ?? 'text'
    const value = Array.isArray(operand)
      ? operand.map((one) => plain(table, name, type, one))
      : plain(table, name, type, String(operand))
    const scalar = scalarOf(table, name, type)
    const graphql = op === 'in' ? `[${scalar}!]` : scalar
    return `${field}_${renamed[op] ?? op}: ${this.#value(value, graphql, op !== 'in')}`
  }

  /** Written in the document, or in a variable. */
  #value(value: unknown, type: string, mayBeVariable: boolean): string {
    if (!this.#c.once(3) && (mayBeVariable || this.#c.once(2))) return literal(value)
    const name = `v${this.#declared.length}`
    this.#declared.push(`$${name}: ${type}`)
    this.variables[name] = value
    return `$${name}`
  }
}

const aliased = (alias: string | undefined, field: string): string =>
  alias === undefined || alias === field ? field : `${alias}: ${field}`

const bracketed = (parts: readonly string[]): string =>
  parts.length > 0 ? `(${parts.join(', ')})` : ''

/** Names of GraphQL are plain; other JSON goes by variable. */
export const canBeWritten = ({ where, select }: Question): boolean =>
  !JSON.stringify(where).includes('k.x') &&
  select.every((item) => item.kind !== 'embed' || canBeWritten(item.question))
