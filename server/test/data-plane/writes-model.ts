/** What changes make of a table under its policies: no SQL, one row after the other. */

export type Stored = Record<string, unknown>

interface Common {
  missing: 'default' | undefined
  most: number | undefined
  returns: 'minimal' | 'representation' | 'headers-only' | undefined
}

export type Write = Common &
  (
    | { kind: 'insert' | 'bulk_insert'; rows: Stored[]; isSingle: boolean }
    | {
        kind: 'upsert'
        rows: Stored[]
        on: 'id' | 'code'
        resolution: 'merge-duplicates' | 'ignore-duplicates'
      }
    | { kind: 'patch'; filter: string; body: Stored }
    | { kind: 'delete'; filter: string }
    | { kind: 'patch_id' | 'put_id'; id: number; body: Stored }
    | { kind: 'delete_id'; id: number }
    | { kind: 'bulk_patch'; rows: Stored[] }
  )

export interface Outcome {
  /** Of several faults PostgreSQL may see any first; none where it may do it or not. */
  statuses: number[]
  rows?: Stored[]
}

type Rows = Map<unknown, Stored>

export class Refused extends Error {
  readonly statuses: number[]
  constructor(statuses: number[]) {
    super('refused')
    this.statuses = statuses
  }
}

/** What a table says of its rows. */
export interface Shape {
  /** Of columns that nobody names. */
  defaults(me: string): Stored
  /** What the database works out from the rest. */
  derived(row: Stored): Stored
  /** Statuses of what is wrong with a row of its own. */
  faultsOf(row: Stored, me: string): number[]
  /** Besides the key `id`: no two rows have the same, but for null. */
  unique: readonly string[]
}

/** The table that `writes.ts` makes. */
export const documents: Shape = {
  defaults: (me) => ({
    owner: me,
    shared: false,
    t: 'dflt',
    q: null,
    code: null,
    jb: {},
    big: null,
  }),
  derived: ({ q }) => ({ gen: q === null || q === undefined ? null : Number(q) + 1 }),
  faultsOf: (row, me) => {
    const isIncomplete = ['owner', 'shared', 'jb'].some((name) => row[name] === null)
    const isBroken = row.q !== null && Number(row.q) < 0
    return [...(row.owner === me ? [] : [403]), ...(isIncomplete || isBroken ? [400] : [])]
  },
  unique: ['code'],
}

export class Model {
  rows: Rows = new Map()
  readonly #shape: Shape

  constructor(shape: Shape = documents) {
    this.#shape = shape
  }

  /** To go back to, where a change is refused. */
  copy(): Rows {
    return new Map([...this.rows].map(([id, row]) => [id, { ...row }]))
  }

  apply(write: Write, me: string): Outcome {
    const before = this.copy()
    try {
      const rows = this.#change(write, me)
      if (write.most !== undefined && write.kind !== 'delete_id' && rows.length > write.most)
        throw new Refused([400])
      return { statuses: [200, 201, 204], rows }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.rows = before
      if (error.statuses.length === 0) return { statuses: [] }
      const tooMany = write.most === undefined ? [] : [400]
      return { statuses: [...error.statuses, ...tooMany] }
    }
  }

  #change(write: Write, me: string): Stored[] {
    switch (write.kind) {
      case 'insert':
      case 'bulk_insert':
        return this.insert(write.rows, write.missing, me)
      case 'upsert':
        return this.upsert(write, me)
      case 'patch':
        if (Object.keys(write.body).length === 0) throw new Refused([400])
        return this.update(this.#found(write.filter, me), () => write.body, me)
      case 'delete':
        return this.remove(this.#found(write.filter, me))
      case 'delete_id':
        return this.remove(this.#mine(write.id, me))
      case 'patch_id':
        if (Object.keys(write.body).length === 0) throw new Refused([400])
        return this.update(this.#mine(write.id, me), () => write.body, me)
      case 'put_id':
        return this.update(
          this.#mine(write.id, me),
          () => ({ ...this.#shape.defaults(me), ...write.body }),
          me,
        )
      case 'bulk_patch': {
        const names = namesIn(write.rows).filter((name) => name !== 'id')
        if (names.length === 0) throw new Refused([400])
        const given = new Map(write.rows.map((row) => [row.id, row]))
        const found = [...this.rows.values()].filter((row) => given.has(row.id) && row.owner === me)
        if (this.#changePlaces(found, given)) throw new Refused([])
        return this.update(found, (row) => given.get(row.id) ?? {}, me)
      }
    }
  }

  /** One gets what is unique from another: whether that is free then is the turn that PostgreSQL takes. */
  #changePlaces(found: readonly Stored[], given: ReadonlyMap<unknown, Stored>): boolean {
    return this.#shape.unique.some((name) => {
      const held = new Map(found.map((row) => [row[name], row.id]))
      return found.some(({ id }) => {
        const wanted = given.get(id)?.[name]
        return wanted != null && held.has(wanted) && held.get(wanted) !== id
      })
    })
  }

  #found(filter: string, me: string): Stored[] {
    const tests: Record<string, (row: Stored) => boolean> = {
      'id=lt.6': ({ id }) => Number(id) < 6,
      'q=gt.2': ({ q }) => q !== null && Number(q) > 2,
      't=eq.x': ({ t }) => t === 'x',
      'shared=is.true': ({ shared }) => shared === true,
      'code=not.is.null': ({ code }) => code !== null,
      'id=in.(1,3,5)': ({ id }) => [1, 3, 5].includes(Number(id)),
    }
    // What is shared may be read, but only its owner changes it.
    return [...this.rows.values()].filter((row) => row.owner === me && tests[filter]?.(row))
  }

  /** A row that is not there and one of somebody else look alike. */
  #mine(id: number, me: string): Stored[] {
    const row = this.rows.get(id)
    if (row?.owner !== me) throw new Refused([403])
    return [row]
  }

  insert(rows: readonly Stored[], missing: Write['missing'], me: string): Stored[] {
    const made = rows.map((row) => this.#complete(row, namesIn(rows), missing, me))
    const faults = made.flatMap((row) => this.#shape.faultsOf(row, me))
    const all: Rows = new Map(this.rows)
    for (const row of made) {
      if (all.has(row.id) || this.#isTwice(all, row)) faults.push(409)
      all.set(row.id, row)
    }
    if (faults.length > 0) throw new Refused(faults)
    this.rows = all
    return made
  }

  /** @param only what is merged, where it is not all that the rows name */
  upsert(
    {
      rows,
      on,
      resolution,
      missing,
    }: Pick<Extract<Write, { kind: 'upsert' }>, 'rows' | 'on' | 'resolution' | 'missing'>,
    me: string,
    only?: readonly string[],
  ): Stored[] {
    const names = namesIn(rows)
    const made = rows.map((row) => this.#complete(row, names, missing, me))
    const faults = made.flatMap((row) => this.#shape.faultsOf(row, me))
    const isMerge = resolution === 'merge-duplicates'
    const named = missing === 'default' ? Object.keys(this.#shape.defaults(me)) : names
    const changed = (only ?? named).filter((name) => name !== on && name !== 'id')
    const touched: Stored[] = []
    const all: Rows = new Map([...this.rows].map(([id, row]) => [id, { ...row }]))
    for (const row of made) {
      const there = [...all.values()].find((other) => row[on] !== null && other[on] === row[on])
      if (!there) {
        if (all.has(row.id) || this.#isTwice(all, row)) faults.push(409)
        all.set(row.id, row)
        touched.push(row)
        continue
      }
      if (!isMerge || changed.length === 0) continue
      // PostgreSQL changes no row twice in one statement.
      if (touched.includes(there)) faults.push(400)
      if (there.owner !== me) faults.push(403)
      Object.assign(there, Object.fromEntries(changed.map((name) => [name, row[name]])))
      Object.assign(there, this.#shape.derived(there))
      faults.push(...this.#shape.faultsOf(there, me))
      if (this.#isTwice(all, there)) faults.push(409)
      touched.push(there)
    }
    if (faults.length > 0) throw new Refused(faults)
    this.rows = all
    return touched
  }

  update(found: readonly Stored[], changesOf: (row: Stored) => Stored, me: string): Stored[] {
    const faults: number[] = []
    for (const row of found) {
      const { id: _, ...changes } = changesOf(row)
      Object.assign(row, changes)
      Object.assign(row, this.#shape.derived(row))
      faults.push(...this.#shape.faultsOf(row, me))
      if (this.#isTwice(this.rows, row)) faults.push(409)
    }
    if (faults.length > 0) throw new Refused(faults)
    return [...found]
  }

  remove(found: readonly Stored[]): Stored[] {
    for (const { id } of found) this.rows.delete(id)
    return [...found]
  }

  /** A column that only other rows name is null, or its default where that was asked for. */
  #complete(row: Stored, names: readonly string[], missing: Write['missing'], me: string): Stored {
    const base = this.#shape.defaults(me)
    if (missing === undefined) for (const name of names) base[name] = null
    const made: Stored = { ...base, ...row }
    return { ...made, ...this.#shape.derived(made) }
  }

  #isTwice(rows: Rows, row: Stored): boolean {
    return [...rows.values()].some(
      (other) =>
        other !== row &&
        other.id !== row.id &&
        this.#shape.unique.some((name) => row[name] !== null && other[name] === row[name]),
    )
  }
}

export const namesIn = (rows: readonly Stored[]): string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
]
