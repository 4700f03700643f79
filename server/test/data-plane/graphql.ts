import assert from 'node:assert/strict'
import { nasty } from '../tables-fuzz.ts'
import { Evaluator } from './evaluate.ts'
import { type Chooser, hold, tieBreak } from './generate.ts'
import { canBeWritten, Document, type PageVariables, type Root } from './graphql-document.ts'
import { fitsRest, listed, single, totals } from './graphql-questions.ts'
import { difference } from './judge.ts'
import { type LogOracle, watchLog } from './log-oracle.ts'
import type { Question } from './questions.ts'
import { queryString } from './spell.ts'
import { exact, makeWorld, type World } from './world.ts'

/** Questions as GraphQL documents: the evaluator, REST and GraphQL must say the same. */
export interface Documents {
  world: World
  log: LogOracle
  /** Lists, rows, totals: one or two in a document. */
  run(runs: number, seed: number): Promise<void>
  /** Lists walked through by cursors, forward and back. */
  pages(runs: number, seed: number): Promise<void>
  /** Documents in which something is broken: answered or refused, never an error of ours. */
  broken(runs: number, seed: number): Promise<void>
}

const pickTable = (c: Chooser) =>
  c.pick(['things', 'things', 'odd.table', 'parts', 'labels'] as const)

export async function startDocuments(): Promise<Documents> {
  const world = await makeWorld()
  const log = await watchLog(world.server)
  const evaluators = world.users.map(({ id }) => new Evaluator(world, id))

  const everybody = async (
    each: (evaluator: Evaluator, token: string) => Promise<void>,
  ): Promise<void> => {
    for (const [who, { token }] of world.users.entries()) {
      const evaluator = evaluators[who]
      if (evaluator) await each(evaluator, await token())
    }
  }

  const ask = async (c: Chooser): Promise<void> => {
    const roots = [root(c), ...c.list(1, () => root(c))]
    if (!roots.every(({ question }) => canBeWritten(question))) return
    const document = new Document(c)
    const query = document.text(roots)
    await everybody(async (evaluator, token) => {
      const expected = Object.fromEntries(
        roots.map((one, i) => [`r${i}`, expectedOf(evaluator, one)]),
      )
      const { data, about } = await send(world, token, query, document.variables)
      const different = difference(data, expected)
      assert.equal(different, undefined, about + different)
      for (const { kind, question } of roots)
        if (kind === 'list' && fitsRest(question)) await askRest(c, evaluator, token, question)
    })
  }

  const askRest = async (c: Chooser, evaluator: Evaluator, token: string, question: Question) => {
    const rest = queryString(c, question)
    const url = `/api/v1/tables/${question.table}?${rest}`
    const { text } = await world.server.call({ url, token })
    const different = difference(exact(text), evaluator.answer(question).rows)
    assert.equal(different, undefined, `${decodeURIComponent(rest)}\n${different}`)
  }

  const walk = async (c: Chooser): Promise<void> => {
    const question = { ...listed(c, pickTable(c), 1), limit: undefined, offset: undefined }
    if (!canBeWritten(question)) return
    const document = new Document(c)
    const query = document.text([{ kind: 'page', question }])
    const size = 1 + c.below(15)
    await everybody(async (evaluator, token) => {
      const order = [...question.order, ...tieBreak(question.table, question.order)]
      const rows = evaluator.answer({ ...question, order }).rows as unknown[]
      const pageAt = async (where: PageVariables): Promise<Page> => {
        const variables = { ...document.variables, ...where }
        const { data, about } = await send(world, token, query, variables)
        return { ...(data.r0 as Omit<Page, 'about'>), about }
      }
      await walkThrough(pageAt, rows, size)
      if (fitsRest(question)) await walkRest(c, token, { ...question, limit: size }, rows)
    })
  }

  const walkRest = async (c: Chooser, token: string, question: Question, rows: unknown[]) => {
    const size = question.limit ?? 0
    let cursor: unknown = ''
    for (let start = 0; cursor !== undefined && start < 4 * size; start += size) {
      const rest = queryString(c, question, [['cursor', String(cursor)]])
      const url = `/api/v1/tables/${question.table}?${rest}`
      const { text, headers } = await world.server.call({ url, token })
      const different = difference(exact(text), rows.slice(start, start + size))
      assert.equal(different, undefined, `${decodeURIComponent(rest)}\n${different}`)
      cursor = headers['x-next-cursor']
      // A page that is full may have been the last one.
      assert.equal(cursor !== undefined, start + size <= rows.length, rest)
    }
  }

  const breakOne = async (c: Chooser): Promise<void> => {
    const kind = c.pick(['list', 'page'] as const)
    const roots = kind === 'page' ? [{ kind, question: listed(c, pickTable(c), 1) }] : [root(c)]
    const document = new Document(c)
    const whole = document.text(roots)
    const variables = { ...document.variables, ...(kind === 'page' ? { first: 3 } : {}) }
    const body = broken(c, whole, variables)
    const token = await world.users[0]?.token()
    const answer = await world.server.call({ url: '/api/v1/graphql', token, body })
    const about = `${JSON.stringify(body)}\n${answer.status} ${answer.text.slice(0, 500)}`
    assert.ok(answer.status === 200 || answer.status === 400, about)
    assert.ok(answer.body.data !== undefined || answer.body.errors?.length > 0, about)
    // What a syntax error of ours would be called: the caller's text has become SQL.
    assert.doesNotMatch(answer.text, /syntax error at or|unterminated quoted/, about)
  }

  return {
    world,
    log,
    run: (numRuns, seed) => hold(ask, numRuns, seed),
    pages: (numRuns, seed) => hold(walk, numRuns, seed),
    broken: (numRuns, seed) => hold(breakOne, numRuns, seed),
  }
}

function root(c: Chooser): Root {
  const table = pickTable(c)
  const kind = c.pick(['list', 'list', 'totals', 'single'] as const)
  if (kind === 'totals') return { kind, question: totals(c, table) }
  return { kind, question: kind === 'single' ? single(c, table) : listed(c, table, 0) }
}

/** A text in the document, a variable, or the document itself is something else. */
function broken(
  c: Chooser,
  query: string,
  variables: Record<string, unknown>,
): { query: string; variables: Record<string, unknown> } {
  const text = c.pick(nasty).toWellFormed()
  const names = [...Object.keys(variables), 'after', 'before', 'last']
  const how = c.below(4)
  if (how === 0) {
    const value = c.pick([text, [text], { [text]: text }, null, 1e21, -1, true, Number(text)])
    return { query, variables: { ...variables, [c.pick(names)]: value } }
  }
  const texts = [...query.matchAll(/"(?:[^"\\]|\\.)*"|(?<=: )-?\d+/g)]
  if (how < 3 && texts.length > 0) {
    const { index, 0: old } = c.pick(texts)
    const rest = query.slice(index + old.length)
    return { query: query.slice(0, index) + JSON.stringify(text) + rest, variables }
  }
  const place = c.below(query.length)
  return { query: query.slice(0, place) + text + query.slice(place + c.below(3)), variables }
}

function expectedOf(evaluator: Evaluator, { kind, question }: Root): unknown {
  if (kind === 'totals') return evaluator.whole(question)
  const { rows } = evaluator.answer(question)
  return kind === 'single' ? ([...('items' in rows ? rows.items : rows)][0] ?? null) : rows
}

async function send(
  world: World,
  token: string,
  query: string,
  variables: object,
): Promise<{ data: Record<string, unknown>; about: string }> {
  const body = { query, variables }
  const answer = await world.server.call({ url: '/api/v1/graphql', token, body })
  const about = `${JSON.stringify(body)}\n${answer.text.slice(0, 400)}\n`
  const { data, errors } = exact(answer.text) as {
    data?: Record<string, unknown>
    errors?: unknown
  }
  assert.ok(answer.status === 200 && data && !errors, about)
  return { data, about }
}

interface Page {
  totalCount: string
  nodes?: unknown[]
  edges: { cursor: string; node?: unknown }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
  about: string
}

/** Forward from the beginning, at most four pages; back from its last row; and the end of all. */
async function walkThrough(
  pageAt: (where: PageVariables) => Promise<Page>,
  rows: unknown[],
  size: number,
): Promise<void> {
  const cursors: string[] = []
  const look = async (where: PageVariables, from: number, to: number) => {
    const start = Math.max(0, from)
    const page = await pageAt(where)
    const { totalCount, edges, pageInfo, about } = page
    const found = page.nodes ?? edges.map(({ node }) => node)
    const different = difference(found, rows.slice(start, to))
    assert.equal(different, undefined, about + different)
    assert.equal(totalCount, `#${rows.length}`, about)
    const isBackward = where.last !== undefined
    const info = {
      hasNextPage: isBackward ? where.before !== undefined : to < rows.length,
      hasPreviousPage: isBackward ? from > 0 : where.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    }
    assert.deepEqual(pageInfo, info, about)
    edges.forEach(({ cursor }, i) => {
      // The cursor of a row is the same from whichever side it is reached.
      cursors[start + i] ??= cursor
      assert.equal(cursor, cursors[start + i], about)
    })
  }
  for (let start = 0; start === 0 || (start < rows.length && start < 4 * size); start += size) {
    const after = cursors[start - 1]
    await look({ first: size, ...(after === undefined ? {} : { after }) }, start, start + size)
  }
  for (let end = cursors.length - 1; end > 0; end -= size)
    await look({ last: size, before: String(cursors[end]) }, end - size, end)
  await look({ last: size }, rows.length - size, rows.length)
}
