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

  describe('connections', async () => {
    await tables.sql(`create table logs (id int primary key, level text, at timestamptz not null);
      alter table logs enable row level security; grant select, insert on logs to authenticated; create policy p on logs using (id < 100);
      insert into logs select i, case when i % 3 > 0 then 'l' || i % 3 end, '2024-01-01'::timestamptz + i / 4 * '1 day'::interval from generate_series(1, 25) i;
      insert into logs values (100, 'hidden', now())`)
    const orders = [
      '{ id: ASC }',
      '{ at: DESC }',
      '{ level: ASC }, { at: DESC }',
      '{ level: DESC_NULLS_LAST }, { id: DESC }',
      '{ level: ASC_NULLS_FIRST }',
    ]
    for (const order of orders) {
      test(`forward and back, by ${order}`, async () => {
        const list = (await data(`{ logs(orderBy: [${order}, { id: ASC }]) { id } }`)).logs
        const walk = async (size: string, cursor: string, from: string) => {
          const seen: { id: number }[] = []
          for (let at: string | null = null, more = true; more; ) {
            const { logsConnection: page } = await data(
              `query ($at: String) { logsConnection(orderBy: [${order}], ${size}: 7, ${cursor}: $at) {
                edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`,
              { at },
            )
            const nodes = page.edges.map(({ node }: { node: { id: number } }) => node)
            assert.deepEqual(page.nodes, nodes)
            assert.equal(page.totalCount, 25)
            assert.equal(page.pageInfo.startCursor, page.edges[0].cursor)
            assert.equal(page.pageInfo.endCursor, page.edges.at(-1).cursor)
            seen.push(...(size === 'first' ? nodes : [...nodes].reverse()))
            more = size === 'first' ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage
            const isBeginning =
              size === 'first' ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage
            assert.equal(isBeginning, at !== null)
            at = page.pageInfo[from]
          }
          return seen
        }
        assert.deepEqual(await walk('first', 'after', 'endCursor'), list)
        assert.deepEqual(await walk('last', 'before', 'startCursor'), [...list].reverse())
      })
    }

    test('under other names, beside other lists, in the order of the question', async () => {
      const found = await ask(
        '{ a: logsConnection(first: 1, filter: { id_gt: 3 }) { n: totalCount __typename e: edges { x: node { y: id } } } post(id: 1) { id } none: logsConnection(first: 0) { nodes { id } pageInfo { hasNextPage endCursor } } }',
      )
      assert.deepEqual(found.body.data, {
        a: { n: 22, __typename: 'LogsConnection', e: [{ x: { y: 4 } }] },
        post: { id: 1 },
        none: { nodes: [], pageInfo: { hasNextPage: true, endCursor: null } },
      })
    })

    test('a cursor of another order, or none at all, is refused', async () => {
      const { logsConnection } = await data(
        '{ logsConnection(first: 1) { pageInfo { endCursor } } }',
      )
      const { endCursor } = logsConnection.pageInfo
      for (const after of [endCursor, 'x', '', Buffer.from('[1]').toString('base64url')]) {
        const answer = await ask(
          'query ($after: String) { logsConnection(first: 1, after: $after, orderBy: [{ at: ASC }]) { nodes { id } } }',
          { after },
        )
        assert.match(answer.body.errors[0].message, /cursor/, answer.text)
      }
      const both = await ask('{ logsConnection(first: 1, last: 1) { nodes { id } } }')
      assert.match(both.body.errors[0].message, /forward/)
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

  test('a row that is merged by another column keeps its key', async () => {
    await data('mutation { insertTag(data: { id: 700, label: "kept" }) { id } }')
    const merged = await data(
      'mutation { insertTag(data: { id: 701, label: "kept" }, onConflict: ["label"]) { id } }',
    )
    assert.deepEqual(merged, { insertTag: null })
    const found = await data('{ tags(filter: { label_eq: "kept" }) { id } }')
    assert.deepEqual(found, { tags: [{ id: 700 }] })
  })

  test('related rows stand in the rows: those above are made before, those below after', async () => {
    const made = await data(
      `mutation ($tags: [PostTagsInput!]) {
        insertPosts(data: { title: "nested", author: { name: "Cyd", postsByEditor: [{ title: "edited" }] }, postTags: $tags }) {
          title author { name postsByEditor { title editor { name } } } postTags { tag { label } }
        }
        insertManyAuthors(data: [{ name: "Dee", posts: [{ title: "d1" }, { title: "d2", price: 1.5 }] }, { name: "Eve" }]) {
          name posts(orderBy: [{ id: ASC }]) { title price } postsAggregate { count }
        }
      }`,
      { tags: [{ tag: { id: 500, label: 'fresh' } }, { tagId: 2 }] },
    )
    assert.deepEqual(made, {
      insertPosts: {
        title: 'nested',
        author: { name: 'Cyd', postsByEditor: [{ title: 'edited', editor: { name: 'Cyd' } }] },
        postTags: [{ tag: { label: 'fresh' } }, { tag: { label: 'blue' } }],
      },
      insertManyAuthors: [
        {
          name: 'Dee',
          posts: [
            { title: 'd1', price: null },
            { title: 'd2', price: 1.5 },
          ],
          postsAggregate: { count: 2 },
        },
        { name: 'Eve', posts: [], postsAggregate: { count: 0 } },
      ],
    })
  })

  test('what fails below undoes what is above, and says in which field', async () => {
    const answer = await ask(
      'mutation { a: insertTag(data: { id: 600 }) { id } b: insertPosts(data: { title: "gone", postTags: [{ tagId: 999 }] }) { id } }',
    )
    assert.deepEqual(answer.body.data, { a: null, b: null })
    assert.deepEqual(answer.body.errors[0].path, ['b'])
    assert.equal(answer.body.errors[0].extensions.code, 'FOREIGN_KEY_VIOLATION')
    assert.deepEqual(
      await data('{ tag(id: 600) { id } posts(filter: { title_eq: "gone" }) { id } }'),
      {
        tag: null,
        posts: [],
      },
    )
    const update = await ask(
      'mutation { updatePosts(id: 1, data: { author: { name: "no" } }) { id } }',
    )
    assert.match(update.body.errors[0].message, /new rows only/)
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

test('the graphql-http audit has no error and no warning', async () => {
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
