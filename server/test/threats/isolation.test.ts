import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Call } from '../kit.ts'
import { routesOf } from './generators.ts'
import { type Cells, makeCells, markOf, type Reader } from './isolation.ts'
import { probes } from './isolation-probes.ts'
import { documentsFor } from './isolation-schema.ts'

/** R1, R5, R7: no row of another person or tenant comes through any door of the tables. */
const cells = await makeCells()

const own = routesOf(cells.server).filter(({ route: { path } }) =>
  /^\/api\/v1\/(tables|graphql|batch)/.test(path),
)

test('R1 every route of tables and GraphQL has its questions', () =>
  assert.deepEqual(own.map(({ route }) => route.name).sort(), Object.keys(probes).sort()))

/** Who reads, before anybody changes anything; then who changes. */
const isRead = (name: string) => /list|get|describe|query|export/.test(name)
const names = Object.keys(probes)

for (const name of [...names.filter(isRead), ...names.filter((one) => !isRead(one))]) {
  test(`R1 R5 R7 ${name}: not one value of another`, async () => {
    for (const reader of cells.readers) {
      if (!isRead(name)) await cells.restore()
      const before = await foreign(cells, reader)
      let found = 0
      for (const { about, answer } of await answers(name, reader)) {
        assert.deepEqual(
          cells.strays(reader, answer),
          [],
          `${reader.name} ${about}: ${answer.status} ${answer.text.slice(0, 600)}`,
        )
        assert.ok(answer.status < 500 || answer.status === 501, `${about}: ${answer.text}`)
        if (reader.sees.some((i) => answer.text.includes(markOf(i).text))) found++
      }
      assert.deepEqual(
        await foreign(cells, reader),
        before,
        `${reader.name}: rows of others as they were`,
      )
      // A door that shows nobody anything proves nothing.
      if (isRead(name) && reader.name === 'person 1' && !name.includes('describe'))
        assert.ok(found > 0, reader.name)
    }
  })
}

async function answers(name: string, reader: Reader): Promise<{ about: string; answer: Answer }[]> {
  const given = probes[name]
  const calls: Call[] =
    given === 'schema'
      ? (await documentsFor(cells, reader)).map((query) => ({
          url: '/api/v1/graphql',
          body: { query },
        }))
      : (given ?? [])
  const one = async (call: Call) => ({
    about: `${call.method ?? ''} ${call.url} ${JSON.stringify(call.body)}`,
    answer: await cells.ask(reader, call),
  })
  const list = isRead(name) ? await Promise.all(calls.map(one)) : await inTurn(calls, one)
  for (const { about, answer } of list)
    assert.ok(!notValid.test(answer.text), `${about} ${answer.text.slice(0, 300)}`)
  return list
}

/** A document that is not run shows nothing: the generator made a mistake. */
const notValid =
  /Cannot query field|Unknown argument|Syntax Error|QUERY_TOO_COMPLEX|cannot represent|is required, but/

async function inTurn<A, B>(list: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const done: B[] = []
  for (const one of list) done.push(await work(one))
  return done
}

/** Rows that the reader may not see. */
async function foreign({ truth, people }: Cells, { sees }: Reader): Promise<string[]> {
  const rows: Record<string, string>[] = JSON.parse(await truth())
  const others = people.filter((_, i) => !sees.includes(i)).map(({ userId }) => userId)
  return rows
    .map((row) => JSON.stringify(row))
    .filter((text) => others.some((id) => text.includes(id)))
}

test('R7 an error never says what a hidden row holds: a collision with one reads like any other', async () => {
  const [reader] = cells.readers
  assert.ok(reader)
  const one = await cells.ask(reader, { url: '/api/v1/tables/marks', body: { id: 2, word: 'x' } })
  const { request_id: _, ...body } = one.body
  assert.deepEqual(
    [one.status, body],
    [
      409,
      {
        ...body,
        code: 'DUPLICATE_KEY',
        details: { sqlstate: '23505', constraint: 'marks_pkey', table: 'marks' },
      },
    ],
  )
})

test('R1 the description of the routes names no value of anybody', async () => {
  for (const reader of cells.readers) {
    for (const url of ['/openapi.json', '/api/v1/openapi.json']) {
      const answer = await cells.ask(reader, { url })
      assert.deepEqual(cells.strays({ ...reader, sees: [] }, answer), [], url)
    }
  }
})
