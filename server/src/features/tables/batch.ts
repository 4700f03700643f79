import type { Link, Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import { failedStep, type Step } from '../../engines/db/index.ts'
import { AppError } from '../../kernel/errors.ts'
import type { RawJson } from '../../kernel/schema.ts'
import type { Ask, Made, Test } from './ask.ts'
import { type Batch, type Operation, readBatch, refOf } from './batch-body.ts'
import { exactTree, type Row, type Rows } from './bodies.ts'
import { changedOf, type Wanted } from './change.ts'
import { deleteStep } from './delete.ts'
import { findWay } from './embeds.ts'
import { badBody } from './faults.ts'
import { insertStep } from './insert.ts'
import { limitsOf } from './limits.ts'
import { locate } from './locate.ts'
import type { Preferences } from './preferences.ts'
import { emptyAsk } from './query-string.ts'
import { may, nameOf, type Scope } from './rights.ts'
import { changeAsCaller, overCatalog } from './run.ts'
import { updateEachStep, updateStep } from './update.ts'

/**
 * Changes of several tables in one transaction and one round trip: all, or none. What an operation
 * made is kept in the transaction under a number, so later ones can refer to it without the values
 * coming here first.
 * @returns `{"results":[…]}` as JSON text
 * @throws the failing operation's own error, with its `index` in the details
 */
export function batch(ctx: Ctx, body: RawJson | undefined): Promise<string> {
  const given = readBatch(body)
  return overCatalog(ctx, async (scope) => {
    const { max_batch_size: most } = await limitsOf(ctx)
    const plan = new BatchPlan(ctx, scope, given, most)
    const results = given.operations.map((operation, i) => at(i, () => plan.add(operation, i)))
    try {
      const made = await changeAsCaller(ctx, plan.steps)
      const bodies = made.map((rows) => changedOf(rows).body ?? '[]')
      return `{"results":[${results.map((result) => textOf(result, bodies)).join(',')}]}`
    } catch (error) {
      throw placed(error, plan.owners[failedStep(causeOf(error)) ?? -1])
    }
  })
}

/**
 * Rows with related rows in them, as steps of a transaction. What the step `own` makes may be referred
 * to by its number in the steps after it.
 */
export function nestedInsert(
  ctx: Ctx,
  scope: Scope,
  { schema, name }: Relation,
  values: Row[],
  most: number,
): { steps: readonly Step[]; own: number } {
  const plan = new BatchPlan(ctx, scope, { operations: [], isLinked: true }, most)
  const parts = [schema, name]
  const { step } = plan.add({ op: 'insert', parts, values, isSingle: false, ask: emptyAsk() }, 0)
  return { steps: plan.steps, own: step }
}

/** What an operation comes to: the rows of its step, with those that were made below them. */
interface Result {
  step: number
  isSingle: boolean
  below: Below[]
}

/** Related rows under one name: those of each row of the step above, in order. */
interface Below {
  key: string
  result: Result
  /** Places in the rows of `result`; absent for a row that has none. */
  places: (readonly number[] | undefined)[]
  isSingle: boolean
}

/** What a step before made, in a row to be written. `engine.filled` puts the value there. */
class Kept {
  readonly made: Made
  constructor(made: Made) {
    this.made = made
  }
  toJSON(): object {
    const { slot, row, column } = this.made
    return { $ref: [`${slot}`, `${row}`, column] }
  }
}

const adding: Preferences = { missing: 'default', applied: [] }
const merging: Preferences = { resolution: 'merge-duplicates', applied: [] }

interface Nested {
  key: string
  link: Link
}

/** Operations become steps; each that makes rows may be referred to by its number. */
class BatchPlan {
  readonly steps: Step[] = []
  /** Which operation each step belongs to. */
  readonly owners: number[] = []
  readonly #ctx: Ctx
  readonly #scope: Scope
  readonly #isLinked: boolean
  readonly #most: number
  /** The step, and the table, behind each operation so far. */
  readonly #results: { step: number; relation: Relation }[] = []
  #index = 0
  #rows = 0

  constructor(ctx: Ctx, scope: Scope, { isLinked }: Batch, most: number) {
    this.#ctx = ctx
    this.#scope = scope
    this.#isLinked = isLinked
    this.#most = most
  }

  add(operation: Operation, index: number): Result {
    this.#index = index
    const { relation, id } = locate(this.#scope, operation.parts)
    if (id !== undefined) throw badBody(['operations', index, 'table'], 'Name a table, not a row')
    const result = this.#change(operation, relation)
    this.#results.push({ step: result.step, relation })
    return { ...result, isSingle: operation.isSingle && operation.op !== 'update' }
  }

  #change({ op, values, isSingle, ask: given }: Operation, relation: Relation): Result {
    const ask = { ...given, tests: given.tests.map((test) => this.#resolved(test)) }
    if (op === 'insert' || op === 'upsert') {
      return this.#insert(relation, values, ask, op === 'upsert' ? merging : adding)
    }
    const wanted = this.#wanted({ applied: [] })
    const [ctx, scope] = [this.#ctx, this.#scope]
    if (op === 'delete') return this.#push(deleteStep(ctx, scope, relation, ask, wanted))
    const rows = this.#write(values, isSingle)
    const step = (isSingle ? updateStep : updateEachStep)(ctx, scope, relation, rows, ask, wanted)
    return this.#push(step)
  }

  /** Rows, after those they belong to and before those that belong to them. */
  #insert(relation: Relation, given: readonly Row[], ask: Ask, preferences: Preferences): Result {
    const nested = this.#nestedIn(relation, given)
    const rows = given.map((row) => without(row, nested))
    const isAbove = ({ link }: Nested) => link.near.length > 0
    const above = nested.filter(isAbove).map((one) => this.#above(one, given, rows))
    const wanted = this.#wanted(preferences)
    const body = this.#write(rows, false)
    const own = this.#push(insertStep(this.#ctx, this.#scope, relation, body, ask, wanted))
    const under = nested
      .filter((one) => !isAbove(one))
      .map((one) => this.#under(one, given, own.step))
    return { ...own, below: [...above, ...under] }
  }

  /** Rows in rows stand under the name of a related table. */
  #nestedIn(relation: Relation, rows: readonly Row[]): Nested[] {
    const names = new Set(rows.flatMap((row) => Object.keys(row)))
    return [...names].flatMap((key) => {
      if (relation.columns.has(key) || !rows.some((row) => holdsRows(row[key]))) return []
      const way = findWay(this.#scope, relation, key)
      if (way.kind === 'link' && !way.link.junction) return [{ key, link: way.link }]
      throw this.#bad([key], 'Insert into the table between, each row by itself')
    })
  }

  /** Rows that the given ones belong to: made first, so that these can name them. */
  #above({ key, link }: Nested, given: readonly Row[], rows: readonly Row[]): Below {
    const found: Row[] = []
    const places = given.map((row) =>
      row[key] === undefined || row[key] === null
        ? undefined
        : [found.push(this.#mustBeRow(row[key], key)) - 1],
    )
    const result = this.#insert(link.target, found, emptyAsk(), adding)
    places.forEach((place, i) => {
      const row = rows[i]
      if (!place || !row) return
      for (const [near, far] of link.on) {
        row[near] = new Kept({ slot: result.step, row: place[0] ?? 0, column: far })
      }
    })
    return { key, result, isSingle: true, places }
  }

  /** Rows that belong to the given ones. */
  #under({ key, link }: Nested, given: readonly Row[], step: number): Below {
    const found: Row[] = []
    const places = given.map((row, i) => {
      const ones = [row[key] ?? []].flat()
      if (link.isSingle && ones.length > 1) throw this.#bad([key], 'There is at most one')
      return ones.map((one) => {
        const names = link.on.map(([near, far]) => [
          far,
          new Kept({ slot: step, row: i, column: near }),
        ])
        return found.push({ ...this.#mustBeRow(one, key), ...Object.fromEntries(names) }) - 1
      })
    })
    const result = this.#insert(link.target, found, emptyAsk(), adding)
    return { key, result, isSingle: link.isSingle, places }
  }

  #mustBeRow(value: unknown, key: string): Row {
    if (isRow(value)) return value
    throw this.#bad([key], 'Must be a row')
  }

  #wanted(preferences: Preferences): Wanted {
    if (!this.#isLinked) return { preferences }
    return { preferences, links: { keep: this.steps.length, refers: true } }
  }

  #write(values: readonly Row[], isSingle: boolean): Rows {
    this.#rows += values.length
    if (this.#most >= 0 && this.#rows > this.#most) {
      throw badBody(['operations'], `At most ${this.#most} rows at a time`)
    }
    const rows = values.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, this.#value(value)])),
    )
    return { rows, text: JSON.stringify(rows), isSingle }
  }

  #value(value: unknown): unknown {
    const ref = isRow(value) ? refOf(value) : undefined
    return ref ? new Kept(this.#place(ref)) : value
  }

  #resolved(test: Test): Test {
    return test.kind === 'compare' && test.made ? { ...test, made: this.#place(test.made) } : test
  }

  /** From the number of an operation to that of its step. @throws invalid for what was not made before */
  #place(ref: Made): Made {
    const made = this.#results[ref.slot]
    if (!made) throw this.#bad([], `There is no operation ${ref.slot} before this one`)
    const column = made.relation.columns.get(ref.column)
    if (column && may(column, 'select', this.#scope.role)) return { ...ref, slot: made.step }
    throw this.#bad([], `${nameOf(made.relation)} has no column ${ref.column}`)
  }

  #bad(path: readonly string[], message: string): AppError {
    return badBody(['operations', this.#index, ...path], message)
  }

  #push(step: Step): Result {
    this.owners.push(this.#index)
    return { step: this.steps.push(step) - 1, isSingle: false, below: [] }
  }
}

/** A row in a row; not a number that kept its digits, and not what is filled in later. */
const isRow = (value: unknown): value is Row =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Kept) &&
  !isRawNumber(value)

const isRawNumber = (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON

const holdsRows = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isRow) : isRow(value) && !('$ref' in value)

const without = (row: Row, nested: readonly Nested[]): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => !nested.some(({ key }) => key === name)),
  )

/** An operation's result: a row where one was sent, else a list; related rows in their places. */
function textOf(result: Result, bodies: readonly string[]): string {
  const { step, isSingle, below } = result
  const body = bodies[step] ?? '[]'
  if (below.length > 0) {
    const rows = rowsOf(result, bodies)
    return JSON.stringify(isSingle ? (rows[0] ?? null) : rows)
  }
  return isSingle ? body.slice(1, -1) || 'null' : body
}

function rowsOf({ step, below }: Result, bodies: readonly string[]): Row[] {
  const rows = exactTree(bodies[step] ?? '[]') as Row[]
  for (const { key, result, places, isSingle } of below) {
    const found = rowsOf(result, bodies)
    rows.forEach((row, i) => {
      const ones = (places[i] ?? []).map((place) => found[place] ?? null)
      row[key] = isSingle ? (ones[0] ?? null) : ones
    })
  }
  return rows
}

const causeOf = (error: unknown): unknown => (error instanceof AppError ? error.cause : error)

function at<T>(index: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw placed(error, index)
  }
}

/** The same error, saying which operation it is about. */
function placed(error: unknown, index: number | undefined): unknown {
  if (!(error instanceof AppError) || index === undefined) return error
  const { kind, code, message, cause, faults, retryAfter, details } = error
  const rest = { ...(retryAfter === undefined ? {} : { retryAfter }), cause }
  return new AppError(kind, code, message, {
    ...rest,
    details: { ...details, index, ...(faults.length > 0 ? { faults } : {}) },
  })
}
