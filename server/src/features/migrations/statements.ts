/**
 * The statements of a script, for what cannot run in a transaction. Semicolons inside quotes, dollar
 * quotes and comments separate nothing (PostgreSQL manual §4.1).
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = []
  let start = 0
  let at = 0
  while (at < script.length) {
    const skip = skipFrom(script, at)
    if (skip > at) at = skip
    else if (script[at] === ';') {
      statements.push(script.slice(start, at))
      at += 1
      start = at
    } else at += 1
  }
  statements.push(script.slice(start))
  return statements.map((text) => text.trim()).filter((text) => !isEmpty(text))
}

const isEmpty = (text: string): boolean =>
  text
    .replace(/--[^\n]*/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .trim() === ''

/** The end of what begins here and hides semicolons; the same place where nothing does. */
function skipFrom(script: string, at: number): number {
  const rest = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(script)?.[0]
  }
  if (script.startsWith('--', at)) return endOf(script, '\n', at)
  if (script.startsWith('/*', at)) return endOfComment(script, at)
  const plain = rest(/'(?:[^']|'')*'|"(?:[^"]|"")*"/y)
  const before = script[at - 1]
  const escaped = (before === 'e' || before === 'E') && rest(/'(?:[^'\\]|\\[\s\S]|'')*'/y)
  if (escaped) return at + escaped.length
  if (plain) return at + plain.length
  const tag = /[\w$]/.test(before ?? '') ? undefined : rest(/\$(?:[A-Za-z_]\w*)?\$/y)
  return tag ? endOf(script, tag, at + tag.length) : at
}

function endOf(script: string, mark: string, from: number): number {
  const found = script.indexOf(mark, from)
  return found < 0 ? script.length : found + mark.length
}

/** Comments of this form nest. */
function endOfComment(script: string, start: number): number {
  let depth = 0
  for (let i = start; i < script.length; i++) {
    if (script.startsWith('/*', i)) depth++
    else if (script.startsWith('*/', i)) depth--
    else continue
    i++
    if (depth === 0) return i + 1
  }
  return script.length
}
