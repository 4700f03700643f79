import { type Filter, nameIn, quoted, type Row } from '../../catalog/rows.ts'
import type { Table } from '../../catalog/schema.ts'

export interface Order {
  column: string
  down: boolean
}

/** The order that was asked for, made total by the key, so that every row has one place. */
export function totalOrder(table: Table, asked: Order | undefined): Order[] {
  const rest = table.primary_key.filter((name) => name !== asked?.column)
  return [...(asked ? [asked] : []), ...rest.map((column) => ({ column, down: false }))]
}

export const readOrder = (text: string | undefined): Order | undefined =>
  text ? { column: text.replace(/^-/, ''), down: text.startsWith('-') } : undefined

/** PostgreSQL puts nulls last upwards and first downwards, so turning every word turns the whole order. */
export const orderWords = (order: readonly Order[], back: boolean): string[] =>
  order.map(({ column, down }) => `${nameIn(column)}.${down === back ? 'asc' : 'desc'}`)

/** Whether a row says where it stands: its order is total, and nothing in it can be null. */
export const canSeek = (table: Table, order: readonly Order[]): boolean =>
  table.primary_key.length > 0 &&
  order.every(({ column }) =>
    table.columns.some(({ name, nullable }) => name === column && !nullable),
  )

/** The rows after one in this order: (a, b) > (x, y), spelt for columns that differ in direction. */
export function beyond(order: readonly Order[], row: Row, back: boolean): Filter {
  const steps = order.map(({ column, down }, i) => {
    const before = order
      .slice(0, i)
      .map((part) => `${nameIn(part.column)}.eq.${quoted(row[part.column])}`)
    const step = `${nameIn(column)}.${down === back ? 'gt' : 'lt'}.${quoted(row[column])}`
    return before.length === 0 ? step : `and(${[...before, step].join(',')})`
  })
  const [first] = order
  return order.length === 1 && first
    ? [nameIn(first.column), `${first.down === back ? 'gt' : 'lt'}.${row[first.column]}`]
    : ['or', `(${steps.join(',')})`]
}
