/**
 * SQL text with values kept apart from it. A value becomes a parameter, always; the only things that
 * become text are other `Sql` pieces and identifiers through `sql.id`.
 */
export interface Sql {
  readonly text: string
  readonly values: readonly unknown[]
}

const isSql = (part: unknown): part is Fragment => part instanceof Fragment

const flatTexts = new WeakMap<readonly string[], string>()

/** The text of a statement without pieces in it: put together once for each place in the source. */
function flatText(strings: readonly string[]): string {
  let text = flatTexts.get(strings)
  if (text === undefined) {
    text = strings.reduce((before, piece, i) => `${before}$${i}${piece}`)
    flatTexts.set(strings, text)
  }
  return text
}

/** Pieces as written; numbered only when the whole statement is known. */
class Fragment {
  readonly strings: readonly string[]
  readonly parts: readonly unknown[]
  constructor(strings: readonly string[], parts: readonly unknown[]) {
    this.strings = strings
    this.parts = parts
  }

  get text(): string {
    return this.render().text
  }

  get values(): readonly unknown[] {
    return this.render().values
  }

  private rendered: { text: string; values: unknown[] } | undefined

  private render(): { text: string; values: unknown[] } {
    this.rendered ??= this.parts.some(isSql)
      ? this.write({ text: '', values: [] })
      : { text: flatText(this.strings), values: [...this.parts] }
    return this.rendered
  }

  write(into: { text: string; values: unknown[] }): { text: string; values: unknown[] } {
    this.strings.forEach((piece, i) => {
      into.text += piece
      if (i >= this.parts.length) return
      const part = this.parts[i]
      if (isSql(part)) part.write(into)
      else into.text += `$${into.values.push(part)}`
    })
    return into
  }
}

/** ``sql`select … where id = ${id}` ``: `id` travels as a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  return new Fragment(strings, parts)
}

const literal = (text: string): Sql => new Fragment([text], [])

/** A quoted identifier; several names are joined by dots: `sql.id('app', 'a"b')` → `"app"."a""b"`. */
sql.id = (...names: string[]): Sql => literal(names.map(quoteIdentifier).join('.'))

/** Pieces joined by a separator written in the source, never by user text. */
sql.join = (pieces: readonly Sql[], separator: ', ' | ' and ' | ' or ' | ' ' = ', '): Sql =>
  pieces.length === 0
    ? sql.empty
    : new Fragment(['', ...pieces.slice(1).map(() => separator), ''], [...pieces])

/** Operators, keywords, and types as the catalog spells them: text of ours, never of a caller. */
sql.trusted = (text: string): Sql => literal(text)

sql.empty = literal('')

function quoteIdentifier(name: string): string {
  if (name.includes('\0')) throw new TypeError('an identifier cannot hold a NUL')
  return `"${name.replaceAll('"', '""')}"`
}
