import { documents, Model, Refused, type Shape, type Stored } from './writes-model.ts'

/** What changes of two tables make of them, all or none: people, and the pets that name them. */

export type Table = 'folks' | 'pets'

/** A column of a row that an operation before made. */
export class Ref {
  readonly op: number
  readonly row: number
  readonly column: string
  constructor(op: number, row: number, column: string) {
    this.op = op
    this.row = row
    this.column = column
  }
}

export interface Test {
  column: string
  operator: 'eq' | 'gt' | 'lt'
  value: unknown
}

/** A row may hold others: a person `pets`, a pet its `folk`. */
export type Change =
  | { kind: 'insert'; table: Table; rows: Stored[]; isSingle: boolean }
  | { kind: 'upsert'; table: 'folks'; rows: Stored[]; isSingle: boolean; on: 'id' | 'code' }
  | { kind: 'update'; table: Table; where: Test[]; body: Stored }
  | { kind: 'update_each'; table: Table; rows: Stored[] }
  | { kind: 'delete'; table: Table; where: Test[] }

/** A question of PostgreSQL's planner: whether what is not there is looked for at all. */
export class Unsure extends Error {}

export type Done =
  | { results: Stored[][] }
  /** Which change, and the statuses that it may have. */
  | { failed: number; statuses: number[] }

/** How the wires differ. */
export interface Wire {
  /** What an upsert merges, and what rows are given that do not name all. */
  merging(rows: readonly Stored[]): { missing: 'default' | undefined; only?: string[] }
  /** A row as it is answered, at the time of the change. */
  answered(made: Made, table: Table, several: Several): Stored
}

/** A row, with those that stood in it. */
export interface Made {
  row: Stored
  below?: { key: string; made: Made[] | Made | null }
}

const petShape = (folks: Model): Shape => ({
  defaults: (me) => ({ owner: me, folk_id: null, note: 'quiet', n: 0 }),
  derived: () => ({}),
  faultsOf: (row, me) => [
    ...(row.owner === me ? [] : [403]),
    ...(row.owner === null || (row.n !== null && Number(row.n) < 0) ? [400] : []),
    ...(row.folk_id === null || folks.rows.has(row.folk_id) ? [] : [409]),
  ],
  unique: [],
})

export class Several {
  readonly folks = new Model(documents)
  readonly pets = new Model(petShape(this.folks))

  apply(changes: readonly Change[], me: string, wire: Wire): Done {
    const before = [this.folks.copy(), this.pets.copy()] as const
    const results: Stored[][] = []
    for (const [i, change] of changes.entries()) {
      try {
        const rows = this.#change(filled(change, results), me, wire)
        results.push(rows)
      } catch (error) {
        const [folks, pets] = before
        this.folks.rows = folks
        this.pets.rows = pets
        if (error instanceof Refused) return { failed: i, statuses: error.statuses }
        throw error
      }
    }
    return { results }
  }

  visible(table: Table, me: unknown): Stored[] {
    return [...this[table].rows.values()].filter(
      ({ owner, shared }) => owner === me || shared === true,
    )
  }

  #change(change: Change, me: string, wire: Wire): Stored[] {
    const { table } = change
    const told = (all: readonly Made[]) => all.map((made) => wire.answered(made, table, this))
    const shown = (rows: readonly Stored[]) => told(rows.map((row) => ({ row })))
    switch (change.kind) {
      case 'insert':
        return told(this.#insert(table, change.rows, me))
      case 'upsert': {
        const { missing, only } = wire.merging(change.rows)
        const { rows, on } = change
        const resolution = 'merge-duplicates'
        return shown(this.folks.upsert({ rows, on, missing, resolution }, me, only))
      }
      case 'update':
        return shown(
          this[table].update(this.#found(table, change.where, me), () => change.body, me),
        )
      case 'update_each': {
        const given = new Map(change.rows.map((row) => [row.id, row]))
        const found = this.#mine(table, me).filter(({ id }) => given.has(id))
        return shown(this[table].update(found, (row) => given.get(row.id) ?? {}, me))
      }
      case 'delete': {
        const rows = this[table].remove(this.#found(table, change.where, me))
        const gone = new Set(rows.map(({ id }) => id))
        // A pet keeps its person, whosever it is.
        const isNamed = [...this.pets.rows.values()].some(({ folk_id }) => gone.has(folk_id))
        if (table === 'folks' && isNamed) throw new Refused([409])
        return shown(rows)
      }
    }
  }

  #mine = (table: Table, me: string): Stored[] =>
    [...this[table].rows.values()].filter(({ owner }) => owner === me)

  #found(table: Table, where: readonly Test[], me: string): Stored[] {
    return this.#mine(table, me).filter((row) =>
      where.every(({ column, operator, value }) => {
        const own = row[column]
        if (own === null || value === null) return false
        if (operator === 'eq') return own === value
        return operator === 'gt' ? Number(own) > Number(value) : Number(own) < Number(value)
      }),
    )
  }

  /** Those that rows belong to before them, those that belong to them after. */
  #insert(table: Table, rows: readonly Stored[], me: string): Made[] {
    const key = table === 'pets' ? 'folk' : 'pets'
    if (rows.every((row) => row[key] === undefined))
      return this[table].insert(rows, 'default', me).map((row) => ({ row }))
    return table === 'pets' ? this.#insertPets(rows, me) : this.#insertFolks(rows, me)
  }

  #insertPets(rows: readonly Stored[], me: string): Made[] {
    const above = rows.flatMap(({ folk }) => (folk ? [folk as Stored] : []))
    const folks = this.#insert('folks', above, me)
    const plain = rows.map(({ folk, ...row }) =>
      folk ? { ...row, folk_id: (folk as Stored).id } : row,
    )
    return this.pets.insert(plain, 'default', me).map((row, i) => {
      const place = above.indexOf(rows[i]?.folk as Stored)
      return { row, below: { key: 'folk', made: folks[place] ?? null } }
    })
  }

  #insertFolks(rows: readonly Stored[], me: string): Made[] {
    const plain = rows.map(({ pets: _, ...row }) => row)
    const folks = this.folks.insert(plain, 'default', me)
    const below = rows.map(({ pets = [], id }) =>
      (pets as Stored[]).map((pet) => ({ ...pet, folk_id: id })),
    )
    const pets = this.#insert('pets', below.flat(), me)
    return folks.map((row, i) => {
      const start = below.slice(0, i).flat().length
      const made = pets.slice(start, start + (below[i]?.length ?? 0))
      return { row, below: { key: 'pets', made } }
    })
  }
}

/** A change with the values that it refers to. */
function filled(change: Change, results: readonly Stored[][]): Change {
  const valueIn = (value: unknown, isSure: boolean): unknown => {
    if (!(value instanceof Ref)) return value
    const row = results[value.op]?.[value.row]
    if (row) return row[value.column]
    throw isSure ? new Refused([400]) : new Unsure()
  }
  const rowOf = (row: Stored, isSure: boolean): Stored =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (name === 'pets') return [name, (value as Stored[]).map((pet) => rowOf(pet, isSure))]
        return [name, name === 'folk' ? rowOf(value as Stored, isSure) : valueIn(value, isSure)]
      }),
    )
  switch (change.kind) {
    case 'insert':
    case 'upsert':
      return { ...change, rows: change.rows.map((row) => rowOf(row, true)) }
    case 'update_each':
      return { ...change, rows: change.rows.map((row) => rowOf(row, false)) }
    case 'update':
      return { ...change, where: testsOf(change.where), body: rowOf(change.body, false) }
    case 'delete':
      return { ...change, where: testsOf(change.where) }
  }
  function testsOf(where: readonly Test[]): Test[] {
    return where.map((test) => ({ ...test, value: valueIn(test.value, false) }))
  }
}
