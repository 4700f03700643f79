import { type Static, Type } from '@sinclair/typebox'
import { object, oneOf } from '../../kernel/schema.ts'
import { Question } from '../access/index.ts'

export const mostRows = 10_000
export const mostBytes = 5 * 1024 * 1024
export const longestMs = 300_000

export const Script = object({
  statement: Type.String({ minLength: 1, maxLength: 1024 * 1024 }),
  parameters: Type.Optional(
    Type.Array(Type.Unknown(), { maxItems: 1000, description: 'Values of $1, $2, …' }),
  ),
  as: Type.Optional(Question.properties.as),
  read_only: Type.Optional(Type.Boolean()),
  explain: Type.Optional(oneOf(['plan', 'analyze'])),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostRows, default: 1000 })),
  timeout_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: longestMs, default: 30_000 })),
})
export type Script = Static<typeof Script>

const Cell = Type.Unsafe<string | number | boolean | null>({})
/** Rows of one statement. Numbers that a float would not give back are text. */
export const Result = object({
  command: Type.String(),
  columns: Type.Array(object({ name: Type.String(), type: Type.String() })),
  rows: Type.Array(Type.Array(Cell)),
  row_count: Type.Integer(),
  truncated: Type.Boolean(),
  duration_ms: Type.Number(),
  plan: Type.Optional(Type.Unknown()),
})
export type Result = Static<typeof Result>

export const Answer = object({
  results: Type.Array(Result),
  notices: Type.Array(
    object({ severity: Type.String(), code: Type.String(), message: Type.String() }),
  ),
  duration_ms: Type.Number(),
})
export type Answer = Static<typeof Answer>
