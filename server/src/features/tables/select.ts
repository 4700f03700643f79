import type { JsonStep } from './ask.ts'
import { badQuery } from './faults.ts'
import { endOfQuote, unquote } from './scan.ts'

/** The grammar of `select`, as it was written. */
export type Item =
  | { kind: 'all' }
  | { kind: 'column'; name: string; steps: JsonStep[]; alias?: string; cast?: string }
  | {
      kind: 'aggregate'
      fn: string
      name?: string
      steps: JsonStep[]
      alias?: string
      cast?: string
      suffixed: boolean
    }
  | {
      kind: 'embed'
      name: string
      hint?: string
      alias?: string
      inner: boolean
      spread: boolean
      items: Item[]
    }

const deepest = 10
const mostItems = 500
const functions = ['count', 'sum', 'avg', 'min', 'max']

export const isAggregate = (name: string): boolean => functions.includes(name.toLowerCase())

/** @throws invalid, saying where it stopped to understand */
export function readSelect(text: string): Item[] {
  const reader = new Reader(text)
  const items = reader.items(0)
  reader.mustBeAtEnd()
  return items
}

/** Reads left to right; blanks outside quotes mean nothing (SDKs send newlines). */
class Reader {
  readonly text: string
  private at = 0
  private count = 0

  constructor(text: string) {
    this.text = text
  }

  items(depth: number): Item[] {
    if (depth > deepest) throw this.fault(`Embeds nest deeper than ${deepest}`)
    const items: Item[] = []
    if (this.peek() === ')' || this.peek() === '') return items
    do items.push(this.item(depth))
    while (this.takes(','))
    return items
  }

  mustBeAtEnd(): void {
    if (this.peek() !== '') throw this.fault(`Unexpected ${this.peek()}`)
  }

  private item(depth: number): Item {
    if (++this.count > mostItems) throw this.fault(`More than ${mostItems} items`)
    if (this.takes('*')) return { kind: 'all' }
    if (this.takes('...')) return this.embed(this.name(), undefined, true, depth)
    const first = this.name()
    const isAlias = this.peek() === ':' && !this.sees('::')
    if (!isAlias) return this.named(first, undefined, depth)
    this.takes(':')
    return this.named(this.name(), first, depth)
  }

  private named(name: string, alias: string | undefined, depth: number): Item {
    if (this.peek() === '(' && isAggregate(name)) return this.aggregate(name, alias)
    if (this.peek() === '(' || this.peek() === '!') return this.embed(name, alias, false, depth)
    const steps = this.steps()
    if (this.sees('.')) return this.suffixed(name, steps, alias)
    return { kind: 'column', name, steps, ...this.rest(alias) }
  }

  /** `count(*)`, `sum(price)`, `count()`. */
  private aggregate(fn: string, alias: string | undefined): Item {
    this.takes('(')
    const name = this.takes('*') || this.peek() === ')' ? undefined : this.name()
    const steps = name === undefined ? [] : this.steps()
    this.must(')')
    const column = name === undefined ? {} : { name }
    return {
      kind: 'aggregate',
      fn: fn.toLowerCase(),
      ...column,
      steps,
      ...this.rest(alias),
      suffixed: false,
    }
  }

  /** `price.sum()`. */
  private suffixed(name: string, steps: JsonStep[], alias: string | undefined): Item {
    this.must('.')
    const fn = this.name().toLowerCase()
    if (!isAggregate(fn)) throw this.fault(`No aggregate ${fn}`)
    this.must('(')
    this.must(')')
    return { kind: 'aggregate', fn, name, steps, ...this.rest(alias), suffixed: true }
  }

  private embed(name: string, alias: string | undefined, spread: boolean, depth: number): Item {
    let hint: string | undefined
    let inner = false
    while (this.takes('!')) {
      const word = this.name()
      if (word === 'inner') inner = true
      else if (word !== 'left') hint = word
    }
    this.must('(')
    const items = this.items(depth + 1)
    this.must(')')
    const extra = {
      ...(alias === undefined ? {} : { alias }),
      ...(hint === undefined ? {} : { hint }),
    }
    return { kind: 'embed', name, inner, spread, items, ...extra }
  }

  private rest(alias: string | undefined): { alias?: string; cast?: string } {
    const cast = this.takes('::') ? this.run(/[^,()]/).trim() : undefined
    return { ...(alias === undefined ? {} : { alias }), ...(cast === undefined ? {} : { cast }) }
  }

  private steps(): JsonStep[] {
    const steps: JsonStep[] = []
    while (this.sees('->')) {
      const kind = this.takes('->>') ? 'text' : 'json'
      if (kind === 'json') this.takes('->')
      if (steps.at(-1)?.kind === 'text') throw this.fault('Nothing leads into a text')
      steps.push({ kind, key: this.name() })
    }
    return steps
  }

  private name(): string {
    this.skip()
    if (this.text[this.at] === '"') {
      const end = endOfQuote(this.text, this.at)
      if (end < 0) throw this.fault('A quote is not closed')
      const quoted = this.text.slice(this.at, end + 1)
      this.at = end + 1
      return unquote(quoted)
    }
    const name = this.run(/[^,():.!*"]/).trim()
    if (name === '') throw this.fault('A name is missing')
    return name
  }

  /** Up to a character that ends a name; an arrow ends it too. */
  private run(allowed: RegExp): string {
    const start = this.at
    while (this.at < this.text.length && allowed.test(this.text[this.at] ?? '')) {
      if (this.text.startsWith('->', this.at)) break
      this.at++
    }
    return this.text.slice(start, this.at)
  }

  private skip(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
  }

  private peek(): string {
    this.skip()
    return this.text[this.at] ?? ''
  }

  private sees(sign: string): boolean {
    this.skip()
    return this.text.startsWith(sign, this.at)
  }

  private takes(sign: string): boolean {
    if (!this.sees(sign)) return false
    this.at += sign.length
    return true
  }

  private must(sign: string): void {
    if (!this.takes(sign)) throw this.fault(`Expected ${sign}`)
  }

  private fault(message: string) {
    return badQuery('select', `${message} (at character ${this.at + 1})`)
  }
}
