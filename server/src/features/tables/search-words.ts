/**
 * Whether a text is one that `to_tsquery` reads: `fox & !(dog | 'lazy cat':*) <-> x`. What it cannot
 * read is a syntax error to PostgreSQL, and none of those may come from a caller.
 */
export function isSearch(text: string): boolean {
  const signs = readSigns(text)
  if (!signs) return false
  let open = 0
  let isOperandNext = true
  for (const sign of signs) {
    if (isOperandNext ? sign === 'and' || sign === ')' : sign !== 'and' && sign !== ')')
      return false
    if (sign === '(') open++
    if (sign === ')' && --open < 0) return false
    if (sign === 'and') isOperandNext = true
    else if (sign === 'word') isOperandNext = false
  }
  return open === 0 && !isOperandNext
}

type Sign = 'word' | 'and' | 'not' | '(' | ')'

const sign =
  /\s*(?:('(?:[^'\\]|''|\\.)+'|(?:[^\s!&|():'<\\]|\\.)+)(?::[*A-Da-d]*)?|(&|\||<->|<\d{1,4}>)|(!)|([()]))\s*/sy

function readSigns(text: string): Sign[] | undefined {
  const signs: Sign[] = []
  sign.lastIndex = 0
  while (sign.lastIndex < text.length) {
    const [found, word, and, not, bracket] = sign.exec(text) ?? []
    if (found === undefined) return undefined
    signs.push(word ? 'word' : and ? 'and' : not ? 'not' : (bracket as '(' | ')'))
  }
  return signs
}
