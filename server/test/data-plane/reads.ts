import assert from 'node:assert/strict'
import { Bag, Evaluator } from './evaluate.ts'
import { type Chooser, generate, hold } from './generate.ts'
import { difference } from './judge.ts'
import { type LogOracle, watchLog } from './log-oracle.ts'
import type { Leaf, Question } from './questions.ts'
import { fitsBody, type Pair, queryBody, queryString } from './spell.ts'
import { exact, makeWorld, type World } from './world.ts'

/** Generated questions whose answers are worked out beside the server. */
export interface Reads {
  world: World
  log: LogOracle
  run(runs: number, seed: number): Promise<void>
}

export async function startReads(): Promise<Reads> {
  const world = await makeWorld()
  const log = await watchLog(world.server)
  const evaluators = world.users.map(({ id }) => new Evaluator(world, id))
  // Each question twice, spelled anew, by each of the two; some of them of one row by its key, too.
  const one = async (c: Chooser): Promise<void> => {
    const question = generate(c)
    const row = c.once(4) ? byKey(c, question) : undefined
    for (const [who, { token }] of world.users.entries()) {
      const expected = evaluators[who]?.answer(question)
      assert.ok(expected)
      if (row) await judgeRow(world, c, row, await token(), evaluators[who]?.answer(row.question))
      await judge(world, c, question, await token(), expected)
      await judge(world, c, question, await token(), expected)
    }
  }
  return {
    world,
    log,
    run: (numRuns, seed) => hold(one, numRuns, seed),
  }
}

export async function judge(
  world: World,
  c: Chooser,
  question: Question,
  token: string,
  expected: ReturnType<Evaluator['answer']>,
): Promise<void> {
  const how = c.below(6)
  const count = c.once(3) ? c.pick(['exact', 'estimated', 'planned'] as const) : undefined
  const call =
    how === 1 && fitsBody(question)
      ? {
          path: `${tablePath(c, question)}/query`,
          raw: JSON.stringify(queryBody(c, question, count)),
        }
      : {
          path: `${tablePath(c, question)}?${queryString(c, question, count && how !== 2 ? [['count', count] as Pair] : [])}`,
        }
  const headers: Record<string, string> = count && how === 2 ? { prefer: `count=${count}` } : {}
  const { path, ...body } = call
  const answer = await world.server.call({ url: `/api/v1/tables/${path}`, token, headers, ...body })
  const about = `${decodeURIComponent(path.replaceAll('+', ' '))} ${JSON.stringify(body)}\n${answer.text.slice(0, 300)}\n`
  assert.equal(answer.status, 200, about)
  const rows = exact(answer.text) as unknown[]
  const different = difference(rows, expected.rows)
  assert.equal(different, undefined, about + different)
  const [place, total] = String(answer.headers['content-range']).split('/')
  const { offset = 0 } = question
  assert.equal(place, rows.length === 0 ? '*' : `${offset}-${offset + rows.length - 1}`, about)
  // The planner says what it likes. An estimate is exact as far as a page goes, so it is here.
  if (count === 'planned') assert.match(total ?? '', /^\d+$/, about)
  else assert.equal(total, count ? String(expected.total) : '*', about)
}

interface Keyed {
  question: Question
  id: number
}

/** The same columns of the row of a key; undefined for groups, and where the key is not one column. */
function byKey(c: Chooser, question: Question): Keyed | undefined {
  const { table, select, groupBy } = question
  const isOfRows = groupBy.length === 0 && select.every(({ kind }) => kind !== 'aggregate')
  if (!isOfRows || table === 'thing_labels') return undefined
  const id = c.below(45)
  const where: Leaf = {
    kind: 'leaf',
    through: undefined,
    path: { column: 'id', steps: [] },
    op: 'eq',
    negated: false,
    modifier: undefined,
    operand: String(id),
  }
  return { question: { table, select, where: [where], ...whole }, id }
}

const whole = { order: [], groupBy: [], limit: undefined, offset: undefined }

/** What is hidden, and what is not there, are both 404. */
async function judgeRow(
  world: World,
  c: Chooser,
  { question, id }: Keyed,
  token: string,
  expected: ReturnType<Evaluator['answer']> | undefined,
): Promise<void> {
  const [row] = expected?.rows instanceof Bag ? expected.rows.items : (expected?.rows ?? [])
  const path = `${tablePath(c, question)}/${id}?${queryString(c, { ...question, where: [] })}`
  const answer = await world.server.call({ url: `/api/v1/tables/${path}`, token })
  const about = `${decodeURIComponent(path)}\n${answer.text.slice(0, 300)}\n`
  assert.equal(answer.status, row ? 200 : 404, about)
  const different = row && difference(exact(answer.text), row)
  assert.equal(different, undefined, about + different)
}

const tablePath = (c: Chooser, { table }: Question): string =>
  `${c.once(8) ? 'public/' : ''}${c.once(2) ? encodeURIComponent(table).replaceAll('.', '%2E') : table}`
