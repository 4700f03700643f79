/**
 * Calls in a policy that PostgreSQL makes again for each row. In a sub-select of their own, without
 * a FROM, they are made once a statement.
 */

const constantCall = /\b(?:auth\.(?:uid|jwt|role|email|tenant_id)\(\)|current_setting\()/g

interface Span {
  start: number
  end: number
}

/** The calls that are not wrapped, in order. @param expression as `pg_get_expr` writes it */
export function callsPerRow(expression: string): Span[] {
  const bare = withoutTexts(expression)
  return [...bare.matchAll(constantCall)]
    .map(({ index, 0: call }) => ({
      start: index,
      end: call.endsWith('()') ? index + call.length : closing(bare, index + call.length - 1) + 1,
    }))
    .filter(({ start }) => !isWrapped(bare, start))
}

/** The same policy, asking once. */
export function asksOnce(expression: string): string {
  let text = expression
  for (const { start, end } of callsPerRow(expression).reverse()) {
    text = `${text.slice(0, start)}(select ${text.slice(start, end)})${text.slice(end)}`
  }
  return text
}

/** Literals and quoted names become blanks of the same length: nothing in them counts. */
const withoutTexts = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (text) => ' '.repeat(text.length))

/** Whether the nearest sub-select around a place reads from nothing. */
function isWrapped(bare: string, at: number): boolean {
  for (let open = opening(bare, at); open >= 0; open = opening(bare, open)) {
    if (!/^\(\s*SELECT\b/i.test(bare.slice(open, open + 40))) continue
    return !hasFrom(bare.slice(open + 1, closing(bare, open)))
  }
  return false
}

/** The bracket that is open at a place; -1 where there is none. */
function opening(text: string, at: number): number {
  let depth = 0
  for (let i = at - 1; i >= 0; i--) {
    const c = text[i]
    if (c === ')') depth++
    else if (c === '(' && depth-- === 0) return i
  }
  return -1
}

/** The bracket that ends the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return i
  }
  return text.length - 1
}

/** Outside of brackets. */
function hasFrom(text: string): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')') depth--
    else if (depth === 0 && /^\sFROM\b/i.test(text.slice(i, i + 6))) return true
  }
  return false
}
