import type { Ctx } from '../../../engines/context.ts'
import { isOurs } from '../own-schemas.ts'
import { refuse } from '../rows/names.ts'
import type { Subscriptions, TableConfig } from '../schema.ts'

/** What people may ask for: tables, and what happens to accounts. */
export const accountEvents = [
  'user.created',
  'user.updated',
  'user.deleted',
  'auth.login',
  'auth.logout',
  'password.reset',
  'email.verified',
] as const

const operations = ['INSERT', 'UPDATE', 'DELETE'] as const

/** Three spellings: a text with commas, a list of texts, a list of tables. */
export type GivenEvents = string | readonly (string | GivenTable)[]

export interface GivenTable {
  table: string
  schema?: string | undefined
  operations: readonly string[]
}

export interface Parsed {
  subscriptions: Subscriptions
  topics: string[]
  /** Whether it is about a table of ours, which only administrators may watch. */
  isDelicate: boolean
}

const mostEntries = 100

/** @throws invalid naming the entry */
export async function parse(ctx: Ctx, given: GivenEvents): Promise<Parsed> {
  const entries = typeof given === 'string' ? given.split(',').map((s) => s.trim()) : given
  const wanted = entries.filter((entry) => entry !== '')
  if (wanted.length > mostEntries) throw refuse(`at most ${mostEntries} of them`)
  const names: string[] = []
  const tables: TableConfig[] = []
  for (const entry of wanted) {
    const name = accountEvents.find((one) => one === entry)
    if (name) names.push(name)
    else tables.push(await located(ctx, typeof entry === 'string' ? fromText(entry) : entry))
  }
  return {
    subscriptions: { given, tables },
    topics: [...new Set([...names, ...tables.flatMap(topicsOf)])],
    isDelicate: tables.some(({ schema, table }) => table !== '*' && isOurs(schema)),
  }
}

/** `INSERT`, `orders.insert`, `sales.orders.*`. */
function fromText(text: string): GivenTable {
  const parts = text.split('.')
  const operation = parts.pop() ?? ''
  if (!operationOf(operation) || parts.length > 2) throw refuse(`no such event as ${text}`)
  const [table = '*', schema] = parts.reverse()
  return { table, schema, operations: [operation] }
}

const operationOf = (text: string): string | undefined =>
  text === '*' ? text : operations.find((one) => one === text.toUpperCase())

/** A table by its name alone is one of `public`; `users`, where there is no such table, the accounts. */
async function located(ctx: Ctx, given: GivenTable): Promise<TableConfig> {
  const dotted = given.schema === undefined ? given.table.split('.') : [given.table]
  const [table = '', named = given.schema] = dotted.reverse()
  if (dotted.length > 2 || !isName(table) || (named !== undefined && !isName(named))) {
    throw refuse(`no such table as ${given.table.slice(0, 130)}`)
  }
  const chosen = given.operations.map(operationOf)
  if (chosen.length === 0 || chosen.includes(undefined)) {
    throw refuse(`operations are ${operations.join(', ')} or *`)
  }
  const schema = named ?? (await schemaOf(ctx, table))
  return { schema, table, operations: [...new Set(chosen as string[])] }
}

const isName = (text: string): boolean => text === '*' || /^[^\p{C}".:]{1,63}$/u.test(text)

async function schemaOf(ctx: Ctx, table: string): Promise<string> {
  if (table !== 'users') return table === '*' ? '*' : 'public'
  return (await ctx.catalogs.current()).find('public', table) ? 'public' : 'auth'
}

function topicsOf({ schema, table, operations: chosen }: TableConfig): string[] {
  const of = chosen.includes('*') ? operations : chosen
  const what = table === '*' ? '*' : `${schema}.${table}`
  return of.map((operation) => `row:${what}:${operation}`)
}
