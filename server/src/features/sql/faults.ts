import { asDatabaseFault } from '../../engines/db/index.ts'
import { unavailable, unprocessable } from '../../kernel/errors.ts'
import type { Statement } from '../../kernel/script.ts'

interface Said {
  message: string
  code?: string
  position?: string
  detail?: string
  hint?: string
  schema?: string
  table?: string
  column?: string
  constraint?: string
}

/**
 * What PostgreSQL said, with the place in the script as it was sent. Nothing of the script stays.
 * @param added characters that we put before the statement
 */
export function faultOf(
  thrown: unknown,
  script: string,
  { at, text }: Statement,
  index: number,
  added: number,
): unknown {
  const fault = asDatabaseFault(thrown)
  if (!fault) return thrown
  if (fault.code === '57014') {
    return unavailable('statement_timeout', 'The statement took too long, or was cancelled', {
      cause: thrown,
    })
  }
  const { message, code, position, detail, hint, schema, table, column, constraint } =
    thrown as Said
  return unprocessable('sql_failed', message, {
    cause: thrown,
    details: {
      sqlstate: code,
      message,
      ...placeOf(script, at, text, position, added),
      statement: index,
      ...present({ detail, hint, schema, table, column, constraint }),
    },
  })
}

/** PostgreSQL counts characters from 1, not UTF-16 units. */
function placeOf(
  script: string,
  at: number,
  text: string,
  position: string | undefined,
  added: number,
): { position?: number; line?: number } {
  const inStatement = Number(position ?? 0) - added
  if (inStatement < 1) return {}
  const before = script.slice(0, at) + [...text].slice(0, inStatement - 1).join('')
  return { position: [...before].length + 1, line: before.split('\n').length }
}

const present = (facts: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined),
  )
