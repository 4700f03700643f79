import assert from 'node:assert/strict'
import type { Chooser } from './generate.ts'
import { literal } from './graphql-names.ts'
import { byId, type Send, startSequences } from './several.ts'
import type { Change, Made, Several, Table, Test, Wire } from './several-model.ts'
import { namesIn, type Stored } from './writes-model.ts'

/** Transactions as documents of mutations. */

/** A row as its field answers it: with what it leads to, as far as one may see it. */
const wireOf = (me: string): Wire => ({
  merging: (rows) => ({ missing: rows.length > 1 ? 'default' : undefined, only: namesIn(rows) }),
  answered: ({ row }: Made, table: Table, several: Several) => {
    if (table === 'pets') {
      const { folk_id: folkId, ...rest } = row
      const folk = several.visible('folks', me).find(({ id }) => id === folkId)
      return { ...rest, folkId, folk: folk ? { id: folk.id, t: folk.t } : null }
    }
    const pets = several.visible('pets', me).filter(({ folk_id }) => folk_id === row.id)
    const big = row.big === null ? null : String(row.big)
    return { ...row, big, pets: byId(pets).map(({ id, note }) => ({ id, note })) }
  },
})

const fields = (lane: number): Record<Table, string> => ({
  folks: `{ id owner shared t q code jb big gen pets: pets${lane}(orderBy: [{ id: ASC }]) { id note } }`,
  pets: '{ id owner folkId note n folk { id t } }',
})

export const startMutations = (lanes = 1) => startSequences({ isBatch: false }, sendDocument, lanes)

const sendDocument =
  (lane: number): Send =>
  async ({ c, changes, model, me, token, server }) => {
    const isByKey = changes.map((change) => isOfKey(change) && c.once(2))
    const done = model.apply(changes, me, wireOf(me))
    const document = new Mutation(c, lane)
    const body = { query: document.text(changes, isByKey), variables: document.variables }
    const answer = await server.call({ url: '/api/v1/graphql', token, body })
    const about = `${JSON.stringify(body)}\n${answer.status} ${answer.text}\n${JSON.stringify(done)}`
    assert.equal(answer.status, 200, about)
    const { data, errors } = answer.body
    if ('failed' in done) {
      const nothing = Object.fromEntries(changes.map((_, i) => [`m${i}`, null]))
      assert.deepEqual(data, nothing, about)
      assert.deepEqual(errors[0].path, [`m${done.failed}`], about)
      assert.ok(done.statuses.includes(statusOf[errors[0].extensions.code] ?? 0), about)
      return
    }
    assert.equal(errors, undefined, about)
    for (const [i, change] of changes.entries()) {
      const rows = done.results[i] ?? []
      const expected = shaped(change, rows, isByKey[i] === true)
      const made = data[`m${i}`]
      const isAnyOrder = change.kind === 'update' && Array.isArray(made)
      assert.deepEqual(isAnyOrder ? byId(made) : made, expected, about)
    }
  }

/** What REST would answer it with. */
const statusOf: Record<string, number> = {
  DUPLICATE_KEY: 409,
  FOREIGN_KEY_VIOLATION: 409,
  NOT_NULL_VIOLATION: 400,
  CHECK_VIOLATION: 400,
  INVALID_INPUT: 400,
  RLS_POLICY_VIOLATION: 403,
}

const isOfKey = (change: Change): boolean =>
  (change.kind === 'update' || change.kind === 'delete') &&
  change.where.length === 1 &&
  change.where.every(({ column, operator }) => column === 'id' && operator === 'eq')

function shaped(change: Change, rows: readonly Stored[], isByKey: boolean): unknown {
  if (isByKey || ('isSingle' in change && change.isSingle)) return rows[0] ?? null
  if (change.kind === 'delete') return rows.length
  return change.kind === 'update' ? byId(rows) : rows
}

/** One document: what is written in it, and what stands in variables. */
class Mutation {
  readonly variables: Record<string, unknown> = {}
  readonly #c: Chooser
  readonly #lane: number
  readonly #declared: string[] = []

  constructor(c: Chooser, lane: number) {
    this.#c = c
    this.#lane = lane
  }

  text(changes: readonly Change[], isByKey: readonly boolean[]): string {
    const list = changes.map((change, i) => `m${i}: ${this.#field(change, isByKey[i] === true)}`)
    const head = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : ''
    return `mutation ${head} { ${list.join(' ')} }`
  }

  #field(change: Change, isByKey: boolean): string {
    const { table, kind } = change
    const type = `${table === 'folks' ? 'Folks' : 'Pets'}${this.#lane}`
    const selection = fields(this.#lane)[table]
    switch (kind) {
      case 'insert':
      case 'upsert': {
        const rows = change.rows.map((row) => this.#row(row))
        const data = change.isSingle
          ? this.#value(rows[0], `${type}Input!`)
          : this.#value(rows, `[${type}Input!]!`)
        const conflict = kind === 'upsert' ? `, onConflict: ["${change.on}"]` : ''
        const verb = change.isSingle ? 'insert' : 'insertMany'
        return `${verb}${type}(data: ${data}${conflict}) ${selection}`
      }
      case 'update': {
        const data = `data: ${this.#value(this.#row(change.body), `${type}Input!`)}`
        const verb = isByKey ? 'update' : 'updateMany'
        return `${verb}${type}(${this.#found(change.where, type, isByKey)}, ${data}) ${selection}`
      }
      case 'delete': {
        const found = this.#found(change.where, type, isByKey)
        return isByKey ? `delete${type}(${found}) ${selection}` : `deleteMany${type}(${found})`
      }
      case 'update_each':
        throw new Error('a document changes rows one by one in fields of their own')
    }
  }

  #found(where: readonly Test[], type: string, isByKey: boolean): string {
    if (isByKey) return `id: ${this.#value(where[0]?.value, 'Int!')}`
    const tests = where.map(({ column, operator, value }) => ({
      [`${fieldOf(column)}_${operator}`]: value,
    }))
    return `filter: ${this.#value({ _and: tests }, `${type}Filter!`)}`
  }

  #row(row: Stored): Stored {
    return Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (name === 'pets')
          return [`pets${this.#lane}`, (value as Stored[]).map((one) => this.#row(one))]
        return name === 'folk' ? [name, this.#row(value as Stored)] : [fieldOf(name), value]
      }),
    )
  }

  #value(value: unknown, type: string): string {
    if (this.#c.once(2)) return literal(value)
    const name = `v${this.#declared.length}`
    this.#declared.push(`$${name}: ${type}`)
    this.variables[name] = value
    return `$${name}`
  }
}

const fieldOf = (column: string): string => (column === 'folk_id' ? 'folkId' : column)
