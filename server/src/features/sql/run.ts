import type { Ctx } from '../../engines/context.ts'
import { type ByHand, type Outcome, openByHand, type RequestScope } from '../../engines/db/index.ts'
import { unavailable } from '../../kernel/errors.ts'
import { commandOf, type Statement } from '../../kernel/script.ts'
import { toJson, toText } from './cells.ts'
import { faultOf } from './faults.ts'
import { selectTypeNames } from './queries.ts'
import { type Answer, mostBytes, type Result, type Script } from './schema.ts'

/** Connections for scripts are made one by one: a few at a time, in each process. */
const mostAtOnce = 4
let running = 0

/** Runs the statements, in one transaction where there are several, or where it is to be undone. */
export async function run(
  ctx: Ctx,
  script: Script,
  statements: readonly Statement[],
  as: RequestScope | undefined,
): Promise<Answer> {
  if (running >= mostAtOnce) {
    throw unavailable('too_many_scripts', 'Too many scripts are running', { retryAfter: 1 })
  }
  running++
  try {
    const { db } = ctx.engines
    const began = performance.now()
    const work = (client: Parameters<typeof openByHand>[0]) => {
      const { limit: rowsEach = 1000 } = script
      return runOn(ctx, openByHand(client, { rowsEach, bytes: mostBytes }), script, statements, as)
    }
    const { outcomes, notices } = await (as ? db.asRequestLogin(work) : db.asSchemaOwner(work))
    return { results: await named(ctx, script, outcomes), notices, duration_ms: since(began) }
  } finally {
    running--
  }
}

interface Timed extends Outcome {
  command: string
  ms: number
}

async function runOn(
  ctx: Ctx,
  hand: ByHand,
  script: Script,
  statements: readonly Statement[],
  as: RequestScope | undefined,
): Promise<{ outcomes: Timed[]; notices: ByHand['notices'] }> {
  const { timeout_ms: timeoutMs = 30_000 } = script
  await hand.plain(`set statement_timeout = ${timeoutMs}`)
  // What the script sets does not move this one; and again, a cancel may come between two statements.
  let repeat: NodeJS.Timeout | undefined
  const stop = () => {
    hand.cancel()
    repeat ??= setInterval(() => hand.cancel(), 200)
  }
  const timer = setTimeout(stop, timeoutMs + 200)
  ctx.signal.addEventListener('abort', stop)
  try {
    const outcomes = await inOrder(hand, script, statements, as)
    return { outcomes, notices: hand.notices }
  } finally {
    clearTimeout(timer)
    clearInterval(repeat)
    ctx.signal.removeEventListener('abort', stop)
  }
}

async function inOrder(
  hand: ByHand,
  script: Script,
  statements: readonly Statement[],
  as: RequestScope | undefined,
): Promise<Timed[]> {
  const { read_only = false, explain } = script
  const isWhole = statements.length > 1 || read_only || explain !== undefined || as !== undefined
  // Read-only for good: that can be taken back only before the first statement.
  if (isWhole) await hand.plain(read_only ? 'begin read only; select 1' : 'begin')
  if (as) await hand.enter(as)
  const outcomes: Timed[] = []
  for (const [index, statement] of statements.entries()) {
    outcomes.push(await runOne(hand, script, statement, index))
  }
  if (isWhole) await end(hand, script, statements, explain === undefined ? 'commit' : 'rollback')
  return outcomes
}

/** Constraints that wait for the end speak now. */
async function end(
  hand: ByHand,
  script: Script,
  statements: readonly Statement[],
  how: 'commit' | 'rollback',
): Promise<void> {
  const index = statements.length - 1
  const last = statements[index]
  try {
    await hand.plain(how)
  } catch (error) {
    throw last ? faultOf(error, script.statement, last, index, 0) : error
  }
}

async function runOne(
  hand: ByHand,
  script: Script,
  statement: Statement,
  index: number,
): Promise<Timed> {
  const { explain, parameters = [] } = script
  const options = explain === 'analyze' ? 'analyze, buffers, format json' : 'format json'
  const prefix = explain === undefined ? '' : `explain (${options}) `
  const began = performance.now()
  try {
    const outcome = await hand.run(prefix + statement.text, parameters.map(toText))
    return { ...outcome, command: commandOf(statement.text), ms: since(began) }
  } catch (error) {
    throw faultOf(error, script.statement, statement, index, prefix.length)
  }
}

/** Types are told by name; those that the script itself dropped have none any more. */
async function named(ctx: Ctx, script: Script, outcomes: readonly Timed[]): Promise<Result[]> {
  const ids = [...new Set(outcomes.flatMap(({ columns }) => columns.map(({ type }) => type)))]
  const rows = await ctx.db.rows<{ id: number; name: string }>(selectTypeNames(ids))
  const names = new Map(rows.map(({ id, name }) => [Number(id), name]))
  return outcomes.map((outcome) =>
    script.explain === undefined ? resultOf(outcome, names) : planOf(outcome),
  )
}

function resultOf(outcome: Timed, names: ReadonlyMap<number, string>): Result {
  const { columns, rows, isCut, tag, command, ms } = outcome
  const counted = /(\d+)$/.exec(tag)?.[1]
  return {
    command: tag === '' ? command : tag.replace(/[\s\d]+$/, ''),
    columns: columns.map(({ name, type }) => ({ name, type: names.get(type) ?? `${type}` })),
    rows: rows.map((row) => row.map((cell, i) => toJson(cell, columns[i]?.type ?? 0))),
    row_count: isCut || counted === undefined ? rows.length : Number(counted),
    truncated: isCut,
    duration_ms: ms,
  }
}

const planOf = ({ rows, command, ms }: Timed): Result => ({
  command,
  columns: [],
  rows: [],
  row_count: 0,
  truncated: false,
  duration_ms: ms,
  plan: JSON.parse(rows[0]?.[0] ?? '[]'),
})

const since = (began: number): number => Math.round((performance.now() - began) * 10) / 10
