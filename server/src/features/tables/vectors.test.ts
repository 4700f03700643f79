import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTables } from '../../../test/tables.ts'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import { compileList } from './compile.ts'
import { readQueryString } from './query-string.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './rights.ts'

/** Vectors where pgvector is, and where it is not. */
const { server, at } = await startTables()

/** The picture of a database with pgvector, in which `posts.body` is a vector. */
async function pictured(): Promise<{ scope: Scope; posts: Relation }> {
  const catalog = await server.ctx.catalogs.reload()
  const real = catalog.find('public', 'posts')
  const body = real?.columns.get('body')
  assert.ok(real && body)
  const vector: Column = {
    ...body,
    type: 'vector',
    declared: 'vector(2)',
    base: 'vector',
    category: 'U',
  }
  const posts = { ...real, columns: new Map([...real.columns, ['body', vector]]) }
  const extensions = new Map([['vector', 'public']])
  return {
    posts,
    scope: { catalog: { ...catalog, extensions }, role: 'authenticated', caller: { kind: 'user' } },
  }
}

const nearest = 'body=vec_cos.(0.1,0.2)&order=body.vec_cos.[0.1,0.2].asc&limit=2'

test('R5 the nearest rows: the distance orders, and as a filter asks for a vector at all', async () => {
  const { scope, posts } = await pictured()
  const ask = readQueryString(`select=id&${nearest}`)
  const { text, values } = compileList(resolve(scope, posts, ask))
  const slots = (values as ((given: object) => string)[]).map((slot) =>
    slot({ operands: ask.operands }),
  )
  assert.match(text, /"t0"\."body" is not null|"t0"\."body" IS NOT NULL/i)
  assert.match(text, /order by "t0"\."body"\s*<=>\s*\$\d/i)
  assert.ok(slots.includes('[0.1,0.2]'), JSON.stringify(slots))
})

test('R5 without the extension it is 501, which names it', async () => {
  const answer = await at(`posts?${nearest}`)
  assert.equal(answer.status, 501, answer.text)
  assert.match(answer.body.error, /vector/)
})
