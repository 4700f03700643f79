import { asDatabaseFault, type DatabaseFault } from '../../engines/db/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { AppError, type ErrorKind, invalid } from '../../kernel/errors.ts'

/** A part of the query string, or a field of the body that stands for one, is wrong. */
export const badQuery = (name: string, message: string, hint?: string): AppError =>
  invalid('invalid_input', `${name}: ${message}`, {
    faults: [{ in: 'query', path: [name], code: 'invalid', message }],
    ...(hint === undefined ? {} : { details: { hint } }),
  })

export const badBody = (path: readonly (string | number)[], message: string): AppError =>
  invalid('invalid_input', path.length > 0 ? `${path.join('.')}: ${message}` : message, {
    faults: [{ in: 'body', path: path.map(String), code: 'invalid', message }],
  })

export const noColumn = (relation: string, name: string): AppError =>
  badQuery(name, `${relation} has no column of this name`)

/** SQLSTATEs a caller can cause, and classes of them. */
const known: Record<string, [ErrorKind, string, string]> = {
  '23505': ['conflict', 'duplicate_key', 'A row with this key exists already'],
  '23503': [
    'conflict',
    'foreign_key_violation',
    'The row refers to one that is not there, or is referred to',
  ],
  '23502': ['invalid', 'not_null_violation', 'A value is missing'],
  '23514': ['invalid', 'check_violation', 'A value breaks a rule of the table'],
  '23P01': ['conflict', 'conflict', 'The row overlaps one that exists'],
  '40001': ['conflict', 'conflict', 'Another change came in between: try again'],
  '40P01': ['conflict', 'conflict', 'Another change came in between: try again'],
  '42501': ['forbidden', 'insufficient_permissions', 'You have no right to do this'],
  '42703': ['invalid', 'invalid_input', 'There is no such column'],
  '42P01': ['not_found', 'not_found', 'There is no such table'],
  '42883': ['invalid', 'invalid_input', 'This operator does not fit the type of the column'],
  '42804': ['invalid', 'invalid_input', 'The value does not fit the type of the column'],
  '42725': ['invalid', 'invalid_input', 'This operator does not fit the type of the column'],
  '42P10': ['invalid', 'invalid_input', 'No unique index fits on_conflict'],
  '428C9': ['invalid', 'invalid_input', 'A generated column cannot be set'],
  '42846': ['invalid', 'invalid_input', 'The value cannot be cast to this type'],
  '42601': ['invalid', 'invalid_input', 'The text of the search cannot be read'],
  '42704': ['invalid', 'invalid_input', 'There is no such type or configuration'],
  '42803': ['invalid', 'invalid_input', 'A column must be aggregated or grouped by'],
  '21000': ['invalid', 'invalid_input', 'Two rows of the body have the same key'],
  '2201B': ['invalid', 'invalid_input', 'The regular expression cannot be read'],
  '25006': ['invalid', 'method_not_allowed', 'This only reads'],
  '54001': ['invalid', 'invalid_input', 'The query is too deep'],
  '54011': ['invalid', 'invalid_input', 'The query has too many columns'],
  '54000': ['invalid', 'invalid_input', 'The value is too large'],
  '53400': ['unavailable', 'unavailable', 'The database is at a limit: try again'],
  '53100': ['unavailable', 'unavailable', 'The database has no room'],
  '53200': ['unavailable', 'unavailable', 'The database has no memory: try again'],
  '55P03': ['conflict', 'conflict', 'The row is locked: try again'],
  P0001: ['invalid', 'invalid_input', ''],
  FL001: ['invalid', 'pgrst116', 'The result is not exactly one row'],
  FL003: ['invalid', 'invalid_input', 'A reference leads to a row that was not made'],
  FL002: ['invalid', 'max_affected', 'More rows would change than allowed'],
}

/**
 * The refusal behind an error of the database, for the caller. What is not theirs stays as it is and
 * ends as 500. No value of a row is repeated: it may be one they cannot see.
 */
export function refusalOf(error: unknown, caller: Caller): unknown {
  const cause = error instanceof AppError ? error.cause : error
  const fault = asDatabaseFault(cause)
  if (!fault) return error
  const found = known[fault.code] ?? byClass(fault.code)
  if (found) return toError(found, fault, caller)
  if (fault.code.startsWith('PT')) return custom(fault, Number(fault.code.slice(2)))
  return error
}

/** Values that are not of their type (22), and other violations of integrity (23). */
function byClass(code: string): [ErrorKind, string, string] | undefined {
  if (code.startsWith('22')) return ['invalid', 'invalid_input', 'A value is not of its type']
  if (code.startsWith('23'))
    return ['conflict', 'conflict', 'The change breaks a rule of the table']
  if (code.startsWith('44'))
    return ['forbidden', 'rls_policy_violation', 'The view does not allow this row']
  return undefined
}

function toError(
  [kind, code, text]: [ErrorKind, string, string],
  fault: DatabaseFault,
  caller: Caller,
): AppError {
  const { code: sqlstate, constraint, column, table } = fault
  const details = {
    sqlstate,
    ...(constraint && { constraint }),
    ...(column && { column }),
    ...(table && { table }),
  }
  const extra = { cause: fault, details }
  if (sqlstate !== '42501') return new AppError(kind, code, text || messageOf(fault), extra)
  return refused(
    caller,
    isPolicy(fault) ? 'rls_policy_violation' : code,
    isPolicy(fault) ? 'A policy of the table does not allow this row' : text,
    extra,
  )
}

/** Who has no account is asked to sign in; who has one may not. */
export function refused(
  caller: Caller,
  code: string,
  message: string,
  extra: ConstructorParameters<typeof AppError>[3] = {},
): AppError {
  return caller.databaseRole === 'anon'
    ? new AppError('unauthenticated', 'authentication_required', message, extra)
    : new AppError('forbidden', code, message, extra)
}

const messageOf = (fault: object): string => String((fault as { message?: unknown }).message ?? '')

const isPolicy = (fault: object): boolean => messageOf(fault).includes('row-level security policy')

/** `raise … using errcode = 'PT402'` answers 402 (as PostgREST does). */
const ofStatus: Record<number, ErrorKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'gone',
  422: 'unprocessable',
  429: 'rate_limited',
  503: 'unavailable',
}

const custom = (fault: DatabaseFault, status: number): AppError =>
  new AppError(ofStatus[status] ?? 'invalid', 'raised', messageOf(fault), { cause: fault })
