import type { Ctx } from '../../engines/context.ts'
import type { Step, StepRows } from '../../engines/db/index.ts'
import type { Sql } from '../../kernel/sql.ts'
import { changeAsCaller, roleOf, runAsCaller } from './run.ts'

/**
 * A statement of ours over tables whose rows policies choose. Its one column is JSON. Named ones are
 * planned once for each role; the others each time.
 */
export const ownStep = (ctx: Ctx, name: string, { text, values }: Sql): Step => ({
  ...(name === '' ? {} : { name: `${name}:${roleOf(ctx)}` }),
  text,
  values: values as (string | null)[],
})

/** As the caller: what the rows of the statement say. */
export async function ask<T>(ctx: Ctx, name: string, query: Sql): Promise<T[]> {
  const [rows = []] = await runAsCaller(ctx, [ownStep(ctx, name, query)])
  return read<T>(rows)
}

/** The same for a statement that writes, and others of its transaction. */
export async function change<T>(ctx: Ctx, name: string, query: Sql, ...also: Sql[]): Promise<T[]> {
  const steps = [ownStep(ctx, name, query), ...also.map((one) => ownStep(ctx, '', one))]
  const [rows = []] = await changeAsCaller(ctx, steps)
  return read<T>(rows)
}

/** Statements of one transaction, with the rows of each. */
export async function changeEach<T>(ctx: Ctx, ...queries: Sql[]): Promise<T[][]> {
  const steps = queries.map((query) => ownStep(ctx, '', query))
  return (await changeAsCaller(ctx, steps)).map((rows) => read<T>(rows))
}

const read = <T>(rows: StepRows): T[] => rows.map(([json]) => JSON.parse(json ?? 'null') as T)
