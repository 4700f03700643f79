/** A statement of a script, and where in it it begins. */
export interface Statement {
  text: string
  at: number
}

/**
 * The statements of a script. Semicolons inside quotes, dollar quotes, comments and SQL bodies of
 * functions separate nothing (PostgreSQL manual §4.1).
 */
export function splitScript(script: string): Statement[] {
  const statements: Statement[] = []
  let start = 0
  let at = 0
  while (at < script.length) {
    const skip = skipFrom(script, at)
    if (skip > at) at = skip
    else if (script[at] === ';') {
      statements.push({ text: script.slice(start, at), at: start })
      at += 1
      start = at
    } else at += 1
  }
  statements.push({ text: script.slice(start), at: start })
  return statements.flatMap(({ text, at }) => {
    const trimmed = text.trim()
    return isEmpty(text) ? [] : [{ text: trimmed, at: at + text.indexOf(trimmed) }]
  })
}

export const splitStatements = (script: string): string[] =>
  splitScript(script).map(({ text }) => text)

const withoutComments = (text: string): string =>
  text.replace(/--[^\n]*/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ')

const isEmpty = (text: string): boolean => withoutComments(text).trim() === ''

/** Its first words, in capitals: what kind of statement it is. */
export const commandOf = (statement: string): string =>
  (/^\s*(\w+(\s+\w+)?)/.exec(withoutComments(statement))?.[1] ?? '')
    .toUpperCase()
    .replace(/\s+/, ' ')

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
  if (/\w/.test(before ?? '') === false && rest(/begin\s+atomic\b/iy))
    return endOfBody(script, at + 5)
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

/** Of `begin atomic … end`, in which `case … end` may stand. */
function endOfBody(script: string, start: number): number {
  let depth = 1
  let at = start
  while (at < script.length) {
    const skip = skipFrom(script, at)
    if (skip > at) {
      at = skip
      continue
    }
    const word = /^\w+/.exec(script.slice(at, at + 64))?.[0]
    if (word?.toLowerCase() === 'case') depth++
    if (word?.toLowerCase() === 'end') depth--
    at += word?.length ?? 1
    if (depth === 0) return at
  }
  return script.length
}
