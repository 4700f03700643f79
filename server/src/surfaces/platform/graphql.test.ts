import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { startTables } from '../../../test/tables.ts'
import { newKey, signIn } from './testing.ts'

const tables = await startTables()
const { server } = tables
const { token } = await signIn(server)

const ask = (query: string, variables?: object, more: object = {}) =>
  server.call({
    url: '/api/v1/graphql',
    body: { query, ...(variables && { variables }) },
    token,
    ...more,
  })

const data = async (query: string, variables?: object) => {
  const answer = await ask(query, variables)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body.errors, undefined, answer.text)
  return answer.body.data
}

describe('queries', () => {
  test('rows, both ways along relations, with filters and order at every level', async () => {
    const found = await data(`{
      posts(limit: 2, orderBy: [{ id: DESC }]) { id author { name posts(filter: { ok_is_null: false }, orderBy: [{ id: ASC }]) { id } } }
      author(id: 1) { name }
    }`)
    assert.deepEqual(found, {
      posts: [
        { id: 3, author: { name: 'Ben', posts: [] } },
        { id: 2, author: { name: 'Ada', posts: [{ id: 1 }, { id: 2 }] } },
      ],
      author: { name: 'Ada' },
    })
  })

  test('filters on related rows, and _and, _or, _not as they nest', async () => {
    const filter = {
      _or: [
        { author: { name_eq: 'Ben' } },
        { _and: [{ id_lt: 3 }, { _not: { title_eq: 'one' } }] },
      ],
    }
    const query =
      'query ($filter: PostsFilter) { posts(filter: $filter, orderBy: [{ id: ASC }]) { id } }'
    assert.deepEqual(await data(query, { filter }), { posts: [{ id: 2 }, { id: 3 }] })
    assert.deepEqual(await data(query, { filter: { id_in: [1, 3] } }), {
      posts: [{ id: 1 }, { id: 3 }],
    })
    assert.deepEqual(await data(query, { filter: { id_in: [] } }), { posts: [] })
    assert.deepEqual(await data(query, { filter: { tags_contains: ['x'] } }), {
      posts: [{ id: 1 }],
    })
    assert.deepEqual(await data(query, { filter: { data_contains: { a: { b: 7 } } } }), {
      posts: [{ id: 2 }],
    })
    assert.deepEqual(await data(query, { filter: { ok_is_null: true } }), { posts: [{ id: 3 }] })
    assert.deepEqual(await data(query, { filter: { ok_is_null: false } }), {
      posts: [{ id: 1 }, { id: 2 }],
    })
  })

  test('aggregates, at the root and of related rows', async () => {
    const found = await data(`{
      salesAggregate(filter: { cat_eq: "a" }) { count sum { price } max { price at } }
      authors(orderBy: [{ id: ASC }]) { name postsAggregate { count } }
    }`)
    assert.deepEqual(found, {
      salesAggregate: { count: 2, sum: { price: 15.5 }, max: { price: 10, at: '2024-01-02' } },
      authors: [
        { name: 'Ada', postsAggregate: { count: 2 } },
        { name: 'Ben', postsAggregate: { count: 1 } },
      ],
    })
  })

  test('fragments, aliases, directives, __typename', async () => {
    const query = `query ($with: Boolean!) {
      a: post(id: 1) { ...F }
      b: post(id: 2) { ...F ... on Posts { __typename } }
      _health
    } fragment F on Posts { t: title body @include(if: $with) }`
    assert.deepEqual(await data(query, { with: false }), {
      a: { t: 'one' },
      b: { t: 'two', __typename: 'Posts' },
      _health: 'ok',
    })
    assert.deepEqual((await data(query, { with: true })).a, { t: 'one', body: null })
  })

  test('the same text with other values is another answer', async () => {
    const query =
      'query ($id: Int!, $way: PostsOrderDirection) { post(id: $id) { id } posts(limit: 1, orderBy: [{ id: $way }]) { id } }'
    assert.deepEqual(await data(query, { id: 1, way: 'ASC' }), {
      post: { id: 1 },
      posts: [{ id: 1 }],
    })
    assert.deepEqual(await data(query, { id: 2, way: 'DESC' }), {
      post: { id: 2 },
      posts: [{ id: 3 }],
    })
    assert.deepEqual(await data(query, { id: 99, way: 'ASC' }), { post: null, posts: [{ id: 1 }] })
  })

  test('64-bit numbers are texts', async () => {
    await tables.sql(
      `create table wide (id bigint primary key); comment on table wide is '@open'; grant all on wide to authenticated; insert into wide values (9007199254740993)`,
    )
    assert.deepEqual(await data('{ wide { id } wideByPk(id: "9007199254740993") { id } }'), {
      wide: [{ id: '9007199254740993' }],
      wideByPk: { id: '9007199254740993' },
    })
  })
})

describe('mutations', () => {
  test('insert, update, delete; one and many; the singular name too', async () => {
    const made = await data(
      `mutation ($many: [TagsInput!]!, $one: TagInput!) {
        one: insertTag(data: $one) { id label }
        many: insertManyTags(data: $many) { id }
        up: updateTags(id: 100, data: { label: "new" }) { label }
        none: updateTags(id: 999, data: { label: "none" }) { label }
        gone: deleteTags(id: 101) { id }
        count: deleteManyTags(filter: { id_gte: 100 })
      }`,
      { one: { id: 100, label: 'old' }, many: [{ id: 101 }, { id: 102, label: 'x' }] },
    )
    assert.deepEqual(made, {
      one: { id: 100, label: 'old' },
      many: [{ id: 101 }, { id: 102 }],
      up: { label: 'new' },
      none: null,
      gone: { id: 101 },
      count: 2,
    })
  })

  test('upsert by a unique column', async () => {
    const upsert = (name: string) =>
      data(
        `mutation { insertStaff(data: { id: 1, name: "${name}" }, onConflict: ["id"]) { name } }`,
      )
    assert.deepEqual(await upsert('Boss'), { insertStaff: { name: 'Boss' } })
    assert.deepEqual(await upsert('Top'), { insertStaff: { name: 'Top' } })
  })

  test('a document is one transaction: what fails undoes all', async () => {
    const answer = await ask(
      'mutation { a: insertTags(data: { id: 200 }) { id } b: insertTags(data: { id: 1 }) { id } }',
    )
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.body.data, { a: null, b: null })
    assert.deepEqual(answer.body.errors[0].path, ['b'])
    assert.equal(answer.body.errors[0].extensions.code, 'DUPLICATE_KEY')
    assert.deepEqual(await data('{ tag(id: 200) { id } }'), { tag: null })
  })

  test('nobody changes everything by an empty filter', async () => {
    const answer = await ask('mutation { deleteManyTags(filter: {}) }')
    assert.equal(answer.status, 400)
    assert.match(answer.body.errors[0].message, /filter is empty/)
  })

  test('a mutation by GET is refused', async () => {
    const query = encodeURIComponent('mutation { deleteTags(id: 1) { id } }')
    const answer = await server.call({ url: `/api/v1/graphql?query=${query}`, token })
    assert.equal(answer.status, 405)
    assert.deepEqual(await data('{ tag(id: 1) { id } }'), { tag: { id: 1 } })
  })
})

describe('who sees what', () => {
  test('rows of others are not there', async () => {
    const other = await signIn(server)
    await data('mutation { insertNotes(data: { text: "mine" }) { id } }')
    const seen = await ask('{ notes { id } notesAggregate { count } }', undefined, {
      token: other.token,
    })
    assert.deepEqual(seen.body.data, { notes: [], notesAggregate: { count: 0 } })
  })

  test('the schema of a role holds what the role may reach', async () => {
    await tables.sql(
      'create table hush (id int primary key, a int, b int); alter table hush enable row level security; grant select (id, a) on hush to authenticated; create table bare2 (id int primary key); grant all on bare2 to authenticated',
    )
    const names = async (more: object) => {
      const answer = await ask('{ __schema { types { name fields { name } } } }', undefined, more)
      return answer.body.data.__schema.types as {
        name: string
        fields: { name: string }[] | null
      }[]
    }
    const mine = await names({})
    const hush = mine.find((type) => type.name === 'Hush')
    assert.deepEqual(
      hush?.fields?.map((field) => field.name),
      ['id', 'a'],
    )
    assert.ok(!mine.some((type) => type.name === 'Bare2' || type.name === 'Plain'))
    const nobody = await names({ token: undefined })
    assert.ok(!nobody.some((type) => type.name === 'Hush'))
    assert.ok(nobody.some((type) => type.name === 'Posts'))
    const key = await newKey(server, 'gsk', {} as never)
    assert.ok((await names({ token: key })).some((type) => type.name === 'Bare2'))
  })
})

describe('limits', () => {
  const refused = async (query: string, what: RegExp) => {
    const answer = await ask(query)
    assert.equal(answer.status, 400, answer.text.slice(0, 200))
    assert.match(answer.body.errors[0].message, what)
    assert.equal(typeof answer.body.error, 'string')
  }
  const nested = (depth: number): string =>
    depth === 0
      ? 'id'
      : depth % 2
        ? `author { ${nested(depth - 1)} }`
        : `posts { ${nested(depth - 1)} }`

  test('depth, fields of a level, cost', async () => {
    await refused(`{ posts { ${nested(15)} } }`, /depth/)
    await refused(
      `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: _health`).join(' ')} }`,
      /fields/,
    )
    await refused(
      `{ ${Array.from({ length: 45 }, (_, i) => `a${i}: posts(limit: 10) { author { posts(limit: 10) { id author { id } } } }`).join(' ')} }`,
      /cost/,
    )
  })

  test('fragments that double each other are weighed once each', async () => {
    const fragments = Array.from(
      { length: 30 },
      (_, i) => `fragment f${i} on Posts { ${i === 29 ? 'id' : `...f${i + 1} ...f${i + 1}`} }`,
    )
    const began = performance.now()
    const answer = await ask(`{ posts { ...f0 } } ${fragments.join(' ')}`)
    assert.equal(answer.status, 400, answer.text.slice(0, 200))
    assert.ok(performance.now() - began < 2_000)
  })

  test('too many tokens, cycles, syntax', async () => {
    await refused(`{ ${'_health '.repeat(6_000)} }`, /token/i)
    await refused(
      '{ posts { ...a } } fragment a on Posts { ...b } fragment b on Posts { ...a }',
      /itself/,
    )
    await refused('{ posts { ', /Syntax/)
    await refused('{ nope }', /nope/)
  })

  test('500 aliases of one list cost one statement or nothing', async () => {
    await refused(
      `{ ${Array.from({ length: 500 }, (_, i) => `a${i}: posts { id }`).join(' ')} }`,
      /fields|cost/,
    )
  })
})

test('introspection gives a schema that clients can build from', async () => {
  const { buildClientSchema } = await import('graphql')
  const answer = await server.call({ url: '/api/v1/graphql', token })
  assert.equal(answer.status, 200)
  const schema = buildClientSchema(answer.body.data)
  assert.ok(schema.getQueryType()?.getFields().posts)
})

test('the graphql-http audit has no error and no warning (RULINGS 38)', async () => {
  const fetchFn = async (
    url: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) => {
    const { pathname, search } = new URL(url)
    const response = await server.app.http.inject({
      url: pathname + search,
      method: (init.method ?? 'GET') as 'GET',
      headers: { ...init.headers },
      ...(init.body === undefined ? {} : { payload: init.body }),
    })
    return new Response(response.body, {
      status: response.statusCode,
      headers: new Headers(Object.entries(response.headers).map(([k, v]) => [k, String(v)])),
    })
  }
  const audits = serverAudits({ url: 'http://flumen.test/api/v1/graphql', fetchFn })
  const bad: string[] = []
  for (const audit of audits) {
    const result = await audit.fn()
    if (result.status !== 'ok')
      bad.push(`${audit.id} ${result.status}: ${audit.name}: ${result.reason}`)
  }
  assert.deepEqual(bad, [])
})
