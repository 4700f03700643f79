import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTables } from '../../../test/tables.ts'
import { signIn } from './testing.ts'

/** `POST /api/v1/batch`: several tables, one transaction, one round trip. */
const tables = await startTables()

const batch = (operations: object[], token: string | undefined = tables.token) =>
  tables.server.call({ url: '/api/v1/batch', token, body: { operations } })

const count = async (table: string): Promise<number> =>
  Number((await tables.sql(`select count(*) as n from ${table}`)).rows[0].n)

test('operations run in order; the results stand in that order', async () => {
  const answer = await batch([
    { op: 'insert', table: 'tags', values: { id: 10, label: 'ten' }, select: 'id,label' },
    { op: 'insert', table: 'tags', values: [{ id: 11 }, { id: 12, label: 'twelve' }] },
    { op: 'update', table: 'tags', values: { label: null }, filter: 'id=in.(11,12)', select: 'id' },
    { op: 'update', table: 'tags', values: [{ id: 11, label: 'eleven' }], select: 'label' },
    { op: 'upsert', table: 'tags', values: { id: 10, label: 'TEN' } },
    { op: 'delete', table: 'tags', filter: { id: 12 }, select: 'id' },
  ])
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body.results, [
    { id: 10, label: 'ten' },
    [
      { id: 11, label: null },
      { id: 12, label: 'twelve' },
    ],
    [{ id: 11 }, { id: 12 }],
    [{ label: 'eleven' }],
    { id: 10, label: 'TEN' },
    [{ id: 12 }],
  ])
})

test('later operations refer to what earlier ones made, also in their filters', async () => {
  const answer = await batch([
    { op: 'insert', table: 'authors', values: { name: 'Cleo' }, select: 'name' },
    {
      op: 'insert',
      table: 'posts',
      values: [
        { title: 'a', author_id: { $ref: '0.id' } },
        { title: 'b', author_id: { $ref: '0.id' }, editor_id: 1 },
      ],
      select: 'title,author_id',
    },
    {
      op: 'update',
      table: 'posts',
      values: { title: { $ref: '0.name' } },
      filter: { id: { $ref: '1.1.id' } },
      select: 'title,editor_id',
    },
    {
      op: 'delete',
      table: 'posts',
      filter: [
        { column: 'author_id', operator: 'eq', value: { $ref: '0.id' } },
        { column: 'title', operator: 'eq', value: 'a' },
      ],
      select: 'title',
    },
  ])
  assert.equal(answer.status, 200, answer.text)
  const [author, posts, changed, gone] = answer.body.results
  assert.deepEqual(author, { name: 'Cleo' })
  assert.equal(posts[0].author_id, posts[1].author_id)
  assert.deepEqual(changed, [{ title: 'Cleo', editor_id: 1 }])
  assert.deepEqual(gone, [{ title: 'a' }])
})

test('related rows stand in the values: those above are made before, those below after', async () => {
  const answer = await batch([
    {
      op: 'insert',
      table: 'authors',
      values: {
        name: 'Dora',
        bio: { kept: ['as', 'JSON', 1.5] },
      },
      select: 'name,bio',
    },
    {
      op: 'insert',
      table: 'posts',
      values: [
        { title: 'first', author: { name: 'Eve' }, tags: ['array', 'column'] },
        { title: 'second', post_tags: [{ tag_id: 1 }, { tag_id: 2 }] },
        {
          title: 'third',
          author: { name: 'Finn' },
          post_tags: [{ tag: { id: 77, label: 'new' } }],
        },
      ],
      select: 'title,tags',
    },
  ])
  assert.equal(answer.status, 200, answer.text)
  const [author, [first, second, third]] = answer.body.results
  assert.deepEqual(author, { name: 'Dora', bio: { kept: ['as', 'JSON', 1.5] } })
  assert.deepEqual([first.author.name, first.tags], ['Eve', ['array', 'column']])
  assert.equal(second.author, null)
  assert.deepEqual(
    second.post_tags.map((one: { tag_id: number }) => one.tag_id),
    [1, 2],
  )
  assert.deepEqual(third.post_tags[0].tag, { id: 77, label: 'new' })
  const { rows } = await tables.sql(`
    select p.title, a.name, array_agg(t.tag_id order by t.tag_id) as tags from posts p
    left join authors a on a.id = p.author_id left join post_tags t on t.post_id = p.id
    where p.title in ('first', 'second', 'third') group by p.title, a.name order by p.title`)
  assert.deepEqual(rows, [
    { title: 'first', name: 'Eve', tags: [null] },
    { title: 'second', name: null, tags: [1, 2] },
    { title: 'third', name: 'Finn', tags: [77] },
  ])
})

test('digits are exact', async () => {
  const raw =
    '{"operations":[{"op":"insert","table":"sales","values":{"id":900,"price":12345678901234567.89,"cat":"x"},"select":"price::text"},{"op":"insert","table":"sales","values":{"id":901,"price":{"$ref":"0.price"}},"select":"price::text"}]}'
  const answer = await tables.server.call({ url: '/api/v1/batch', token: tables.token, raw })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body.results, [
    { price: '12345678901234567.89' },
    { price: '12345678901234567.89' },
  ])
})

test('the failing operation says which it is, and nothing is left of the others', async () => {
  const before = await count('tags')
  const failing: [object, number, string][] = [
    [{ op: 'insert', table: 'tags', values: { id: 1 } }, 409, 'DUPLICATE_KEY'],
    [
      { op: 'insert', table: 'post_tags', values: { post_id: 9e8, tag_id: 1 } },
      409,
      'FOREIGN_KEY_VIOLATION',
    ],
    [{ op: 'insert', table: 'nowhere', values: {} }, 404, 'NOT_FOUND'],
    [{ op: 'insert', table: 'tags', values: { nope: 1 } }, 400, 'INVALID_INPUT'],
    [{ op: 'insert', table: 'tags', values: { id: 'x' } }, 400, 'INVALID_INPUT'],
    [{ op: 'update', table: 'plain', values: { id: 1 }, filter: 'id=eq.1' }, 403, 'RLS_REQUIRED'],
    [
      { op: 'update', table: 'posts', values: { id: { $ref: '7.id' } }, filter: 'id=eq.1' },
      400,
      'INVALID_INPUT',
    ],
    [
      { op: 'update', table: 'posts', values: { id: { $ref: '0.3.id' } }, filter: 'id=eq.1' },
      400,
      'INVALID_INPUT',
    ],
    [
      { op: 'update', table: 'posts', values: { id: { $ref: '0.nope' } }, filter: 'id=eq.1' },
      400,
      'INVALID_INPUT',
    ],
  ]
  for (const [operation, status, code] of failing) {
    const first = { op: 'insert', table: 'tags', values: { id: 500, label: 'gone' } }
    const answer = await batch([first, operation])
    assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
    assert.equal(answer.body.details.index, 1, answer.text)
    assert.equal(await count('tags'), before)
  }
})

test('what has no meaning is refused by name', async () => {
  const bad: [object, RegExp][] = [
    [{ op: 'drop', table: 'tags' }, /operations\.0\.op/],
    [{ op: 'insert', table: 'tags' }, /operations\.0\.values/],
    [{ op: 'insert', table: 'tags', values: {}, filter: 'id=eq.1' }, /operations\.0\.filter/],
    [{ op: 'delete', table: 'tags' }, /operations\.0\.filter/],
    [{ op: 'delete', table: 'tags', filter: {} }, /operations\.0\.filter/],
    [{ op: 'delete', table: 'tags', filter: 'limit=5' }, /operations\.0\.filter/],
    [{ op: 'update', table: 'tags', values: { label: 'x' } }, /operations\.0\.filter/],
    [{ op: 'delete', table: 'tags', filter: 'id=eq.1', values: {} }, /operations\.0\.values/],
    [{ op: 'insert', table: 'tags', values: {}, on_conflict: 'id' }, /operations\.0\.on_conflict/],
    [{ op: 'insert', table: 'tags', values: {}, wat: 1 }, /wat/],
    [{ op: 'insert', table: 'tags', values: { id: { $ref: 7 } } }, /\$ref/],
    [{ op: 'delete', table: 'tags', filter: { id: { $ref: ['0', '0', 'id'] } } }, /\$ref/],
  ]
  for (const [operation, words] of bad) {
    const answer = await batch([operation])
    assert.equal(answer.status, 400, answer.text)
    assert.match(answer.body.error, words)
  }
  assert.equal((await batch([])).status, 400)
  const many = Array.from({ length: 101 }, () => ({
    op: 'delete',
    table: 'tags',
    filter: 'id=eq.0',
  }))
  assert.equal((await batch(many)).status, 400)
})

test('policies decide about every operation, and about what may be referred to', async () => {
  const other = await signIn(tables.server)
  const mine = await batch([{ op: 'insert', table: 'notes', values: { text: 'mine' } }])
  const { id } = mine.body.results[0]
  const stolen = await batch(
    [
      { op: 'update', table: 'notes', values: { text: 'theirs' }, filter: { id } },
      { op: 'delete', table: 'notes', filter: { id } },
      { op: 'insert', table: 'notes', values: { text: 'own' } },
    ],
    other.token,
  )
  assert.deepEqual(stolen.body.results.slice(0, 2), [[], []])
  const forged = await batch(
    [{ op: 'insert', table: 'notes', values: { text: 'x', owner: mine.body.results[0].owner } }],
    other.token,
  )
  assert.equal(forged.status, 403)
  const empty = await batch(
    [
      { op: 'update', table: 'notes', values: { text: 'y' }, filter: { id } },
      { op: 'insert', table: 'notes', values: { text: { $ref: '0.text' } } },
    ],
    other.token,
  )
  assert.equal(empty.status, 400, 'a row of somebody else was not made here')
  const body = { operations: [{ op: 'insert', table: 'tags', values: {} }] }
  assert.equal((await tables.server.call({ url: '/api/v1/batch', body })).status, 401)
})
